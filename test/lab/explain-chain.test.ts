import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainEvent } from '../../src/lab/explain/event.ts';
import { nameOfNetns } from '../../src/lab/machine.ts';
import { runLab } from '../../src/lab/run.ts';

const example = join(import.meta.dirname, '../../examples/docker/three-questions.netlab');

/** What a container's packet to the outside meets in FORWARD: chains in the kernel's order, each rule that was tried. */
test('every rule tried is told, those that lead on to other chains as well', () => {
  const run = runLab({ text: readFileSync(example, 'utf8'), name: 'lab.netlab', machine: 'bare', brNetfilter: true });
  const command = run.commands.find(({ text }) => text === 'ip netns exec db ping -c 1 203.0.113.1')!;
  const event = run
    .journeys(command.index)[0]!
    .events.find(({ decision }) => decision?.kind === 'chain' && decision.table === 'filter')!;
  const { sentence, considered, cause } = explainEvent(event, (id) => nameOfNetns(run.kernel, id));
  expect(sentence).toBe('Rule 5 of FORWARD (table filter) in host matches: ACCEPT.');
  expect(run.commands[cause]!.text).toBe("iptables -I FORWARD -i docker0 '!' -o docker0 -j ACCEPT");
  expect(considered.map(({ text, why }) => `${text}: ${why}`)).toEqual([
    'FORWARD rule 1 (DOCKER-USER): matches',
    'DOCKER-USER rule 1 (RETURN): matches',
    'FORWARD rule 2 (DOCKER-ISOLATION-STAGE-1): matches',
    'DOCKER-ISOLATION-STAGE-1 rule 1 (DOCKER-ISOLATION-STAGE-2): matches',
    'DOCKER-ISOLATION-STAGE-2 rule 1 (DROP): -o docker0 does not match',
    'DOCKER-ISOLATION-STAGE-2 rule 2 (RETURN): matches',
    'DOCKER-ISOLATION-STAGE-1 rule 2 (RETURN): matches',
    'FORWARD rule 3 (ACCEPT): -o docker0 does not match',
    'FORWARD rule 4 (DOCKER): -o docker0 does not match',
  ]);
});
