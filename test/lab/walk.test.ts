import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { equalKernels } from '../../src/kernel/equal.ts';
import { runLab } from '../../src/lab/run.ts';

const LABS = ['seed/veth', 'router', 'arp'];

/** Numbers below `count` in an order that goes ahead and back, the same every time. */
const jumps = (count: number) => Array.from({ length: count }, (_, index) => (index * 7) % count);

test.each(LABS)('in %s the machine after a command is the same, whichever command was looked at before', (name) => {
  const text = readFileSync(join(import.meta.dirname, `../../examples/${name}.netlab`), 'utf8');
  const run = runLab({ text, name });
  for (const command of jumps(run.commands.length)) {
    expect(equalKernels(run.peekAfter(command), run.kernelAfter(command)), `after command ${command}`).toBe(true);
  }
});

test('within a loop, a function and beside a background job too', () => {
  const text = `# netlab: machine bare
f() { ip link add $1 type dummy; ip link set $1 up; }
for i in 1 2 3; do ip netns add n$i; f d$i; done
ip netns exec n1 sleep 2 &
ip link set lo up
wait
ping -c 1 127.0.0.1 | cat
ip netns del n2
`;
  const run = runLab({ text, name: 'lab' });
  const names = (command: number, peek: boolean) => {
    const kernel = peek ? run.peekAfter(command) : run.kernelAfter(command);
    const links = kernel.link.dump(kernel.netns.initial).map(({ name, up }) => `${name} ${up}`);
    return [kernel.now, links, kernel.netns.all().length];
  };
  for (const command of [...jumps(run.commands.length), 0, 1, 2]) {
    expect(names(command, true), `after command ${command}`).toEqual(names(command, false));
  }
});

test('in a long lab it goes back to checkpoints on the way', () => {
  const text = `# netlab: machine bare\n${Array.from({ length: 300 }, (_, at) => `ip link add d${at} type dummy\n`).join('')}`;
  const run = runLab({ text, name: 'lab' });
  for (const command of [299, 250, 251, 100, 7, 199, 298, 0]) {
    const kernel = run.peekAfter(command);
    expect(kernel.link.dump(kernel.netns.initial)).toHaveLength(command + 2);
  }
});
