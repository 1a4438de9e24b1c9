import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainEvent } from '../../src/lab/explain/event.ts';
import { nameOfNetns } from '../../src/lab/machine.ts';
import { type LabRun, runLab } from '../../src/lab/run.ts';

const nameOf = (run: LabRun) => (id: number) => nameOfNetns(run.kernel, id);

const example = join(import.meta.dirname, '../../examples/docker/three-questions.netlab');

/** What a container's packet to the outside meets in FORWARD: chains in the kernel's order, each rule that was tried. */
test('every rule tried is told, those that lead on to other chains as well', () => {
  const run = runLab({ text: readFileSync(example, 'utf8'), name: 'lab.netlab', machine: 'bare', brNetfilter: true });
  const command = run.commands.find(({ text }) => text === 'ip netns exec db ping -c 1 203.0.113.1')!;
  const event = run
    .journeys(command.index)[0]!
    .events.find(({ decision }) => decision?.kind === 'chain' && decision.table === 'filter')!;
  const { sentence, considered, cause } = explainEvent(event, nameOf(run));
  expect(sentence).toBe('Rule 5 of FORWARD (table filter) in host matches: ACCEPT.');
  expect(run.commands[cause]!.text).toBe("iptables -I FORWARD -i docker0 '!' -o docker0 -j ACCEPT");
  expect(considered.map(({ text, why }) => `${text}: ${why}`)).toEqual([
    'FORWARD rule 1 (-j DOCKER-USER): matches',
    'DOCKER-USER rule 1 (-j RETURN): matches',
    'FORWARD rule 2 (-j DOCKER-ISOLATION-STAGE-1): matches',
    'DOCKER-ISOLATION-STAGE-1 rule 1 (-i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2): matches',
    'DOCKER-ISOLATION-STAGE-2 rule 1 (-o docker0 -j DROP): -o docker0 does not match',
    'DOCKER-ISOLATION-STAGE-2 rule 2 (-j RETURN): matches',
    'DOCKER-ISOLATION-STAGE-1 rule 2 (-j RETURN): matches',
    'FORWARD rule 3 (-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT): -o docker0 does not match',
    'FORWARD rule 4 (-o docker0 -j DOCKER): -o docker0 does not match',
  ]);
});

const ROUTER = `
ip netns add a; ip netns add b; ip netns add r
ip link add eth0 netns a type veth peer name ra netns r
ip link add eth0 netns b type veth peer name rb netns r
ip -n a addr add 10.0.1.2/24 dev eth0; ip -n a link set eth0 up
ip -n b addr add 10.0.2.2/24 dev eth0; ip -n b link set eth0 up
ip -n r addr add 10.0.1.1/24 dev ra; ip -n r link set ra up
ip -n r addr add 10.0.2.1/24 dev rb; ip -n r link set rb up
ip -n a route replace default via 10.0.1.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip netns exec r iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.2.2:80
ip netns exec r iptables -t nat -A POSTROUTING -o rb -j MASQUERADE
`;

/** What connection tracking did to each packet of the lab's last command, from the explanation's first colon on. */
function trackedIn(text: string): string[] {
  const run = runLab({ text: ROUTER + text, name: 'lab.netlab', machine: 'bare', brNetfilter: false });
  const last = run.commands.findLast(({ index }) => run.journeys(index).length > 0)!;
  return run
    .journeys(last.index)
    .flatMap(({ events }) =>
      events
        .filter(({ stage, verdict }) => stage === 'conntrack' && verdict !== 'queue')
        .map((event) => explainEvent(event, nameOf(run)).sentence.replace('Connection tracking: ', '')),
    );
}

/** The entry before and after each packet: what NAT put in place of what, the state of TCP, the marks that conntrack -L shows. */
test('a connection through both kinds of NAT, there and back', () => {
  const c = '10.0.1.2 → 10.0.1.1 ports 45388 → 8080';
  expect(
    trackedIn('sleep 1; ip netns exec b nc -l -p 80 &\nsleep 2; ip netns exec a nc -z -w 1 10.0.1.1 8080\n').slice(
      0,
      7,
    ),
  ).toEqual([
    `a new connection, ${c}; SYN_SENT.`,
    `a connection that is NEW, ${c}; destination 10.0.1.1:8080 becomes 10.0.2.2:80. Answers are expected as 10.0.2.2 → 10.0.1.2 ports 80 → 45388, no longer as 10.0.1.1 → 10.0.1.2 ports 8080 → 45388.`,
    `a connection that is NEW, ${c}; source 10.0.1.2 becomes 10.0.2.1. Answers are expected as 10.0.2.2 → 10.0.2.1 ports 80 → 45388, no longer as 10.0.2.2 → 10.0.1.2 ports 80 → 45388.`,
    `a connection that is ESTABLISHED, ${c}; SYN_SENT becomes SYN_RECV; no longer UNREPLIED.`,
    `a connection that is ESTABLISHED, ${c}; destination 10.0.2.1 becomes 10.0.1.2.`,
    `a connection that is ESTABLISHED, ${c}; source 10.0.2.2:80 becomes 10.0.1.1:8080.`,
    `a connection that is ESTABLISHED, ${c}; SYN_RECV becomes ESTABLISHED; now ASSURED.`,
  ]);
});

test('an ICMP error is translated inside as well', () => {
  const told = trackedIn('sleep 1; echo x | ip netns exec a nc -u -w 1 10.0.2.2 99\n');
  expect(told.at(-1)).toBe(
    'a connection that is RELATED, 10.0.1.2 → 10.0.2.2 ports 45388 → 99; destination 10.0.2.1 becomes 10.0.1.2; inside it source 10.0.2.1 becomes 10.0.1.2.',
  );
});
