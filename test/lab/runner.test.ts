import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LabRun, runLab } from '../../src/lab/run.ts';
import { LabRunner } from '../../src/lab/runner.ts';

/*
 * Whoever types in a lab sees what a run of the whole text would show. Behind each lab stand commands that print all
 * that is left in its namespaces, so that the outputs tell of every difference.
 */
const DUMP = `
for ns in $(ip netns list | cut -d' ' -f1); do
  ip -d -s -n $ns addr; ip -n $ns rule; ip -n $ns route show table all; ip -n $ns neigh
  ip netns exec $ns iptables -L -v -n; ip netns exec $ns iptables -t nat -L -v -n; ip netns exec $ns bridge fdb
done
ip -d -s addr; ip rule; ip route show table all; ip neigh; iptables -t nat -L -v -n; bridge fdb; echo $RANDOM $SECONDS $?
`;

const LABS = ['examples', 'test/linux/labs']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.netlab'))
  .sort();

describe.each(LABS)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');

  test('typed into in the middle and at the end, it runs as from the start', () => {
    const runner = new LabRunner();
    for (const line of [lines.length >> 1, lines.length >> 2, lines.length - 1]) {
      const before = lines.slice(0, line).join('\n');
      const after = lines.slice(line).join('\n');
      for (const typed of ['', 'i', 'ip netns add typed', 'ip netns add typed; ip -n typed link set lo up', 'x=1 #']) {
        const version = { text: `${before}\n${typed}\n${after}${DUMP}`, name: 'lab.netlab' };
        expectSame(runner.run(version), runLab(version));
        if (typed.length > 1) runner.prepare();
      }
    }
  });

  test('with one line after the other taken away, it runs as from the start', () => {
    const runner = new LabRunner();
    for (let line = lines.length - 1; line >= 0; line -= Math.ceil(lines.length / 12)) {
      const version = { text: lines.toSpliced(line, 1).join('\n') + DUMP, name: 'lab.netlab' };
      expectSame(runner.run(version), runLab(version));
    }
  });
});

const START =
  'ip netns add a\nip link add v0 type veth peer name v1 netns a\nip link set v0 up\nx=1\nf() { echo $x; }\n';

test.each([
  ['a variable, a function and an option', 'set -u; y=2; f\n', 'f; echo $y $z\necho on\n'],
  ['a directory and a file', 'cd /tmp; echo one > log\n', 'echo two >> log; cat log; pwd\n'],
  ['a job in the background', 'sleep 5 & ping -c 2 127.0.0.1 &\n', 'wait; echo $!\n'],
  ['an open file', 'exec 3> /tmp/out\n', 'echo three >&3; cat /tmp/out\n'],
  ['a here-document', 'cat <<END\nip link\nEND\n', 'ip link show v0\n'],
  ['a syntax error behind', 'ip link set lo up\n', 'if true; then\n'],
  ['a loop', 'for i in 1 2 3; do ip netns add n$i; done\n', 'ip netns list\n'],
  ['the machine', 'ip link show\n', '# netlab: machine bare\nip route\n'],
  ['an exit', 'ip link set lo up\n', 'exit 3\nip link\n'],
  ['a trap', 'trap "echo bye; ip netns del a" EXIT\n', 'ip netns list\n'],
])('%s is there behind the place of an edit', (_, middle, end) => {
  const filler = 'ip link show v0 > /dev/null\n'.repeat(12);
  const runner = new LabRunner();
  for (const typed of ['', 'e', 'echo typed', 'echo typed; echo again']) {
    for (const tail of [end, `${end}#`, `true\n${end}`]) {
      const version = { text: `${START}${filler}${middle}${filler}${typed}\n${tail}`, name: 'lab.netlab' };
      expectSame(runner.run(version), runLab(version));
    }
  }
});

function expectSame(run: LabRun, whole: LabRun): void {
  expect(run.output).toEqual(whole.output);
  expect(shown(run)).toEqual(shown(whole));
}

function shown({ commands, exitStatus, problems, changes, events, kernel }: LabRun) {
  return {
    commands: commands.map(({ text, ...record }) => ({ text, ...record })),
    exitStatus,
    problems,
    changes,
    events,
    now: kernel.now,
  };
}
