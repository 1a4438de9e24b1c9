import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { copyKernel } from '../../src/kernel/copy.ts';
import { equalKernels } from '../../src/kernel/equal.ts';
import { stateOf } from '../../src/kernel/rewind.ts';
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

/** Every line of every lab, not some lines of some, which takes long: `EVERYWHERE=1 npx vitest run test/lab/runner.test.ts --testTimeout 600000`. */
const EVERYWHERE = process.env.EVERYWHERE !== undefined;

const LABS = ['examples', 'test/linux/labs']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.netlab'))
  .sort()
  .map((file, index) => ({ file, index, isTyped: EVERYWHERE || file.startsWith('examples/') || index % 3 === 0 }))
  .filter(({ index, isTyped }) => isTyped || index % 4 === 1);

describe.each(LABS)('$file', ({ file, index, isTyped }) => {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');

  // In each lab at another place, so that all together say much of any.
  const place = index % 4 === 0 ? Math.floor((lines.length * ((index % 7) + 1)) / 8) : lines.length - 1;

  if (isTyped)
    test(`typed into at line ${place}, it runs as from the start`, () => {
      const runner = new LabRunner();
      for (const line of EVERYWHERE ? lines.keys() : [place]) {
        const before = lines.slice(0, line).join('\n');
        const after = lines.slice(line).join('\n');
        for (const typed of ['i', 'ip netns add typed; ip -n typed link set lo up', 'x=1 #']) {
          const version = { text: `${before}\n${typed}\n${after}${DUMP}`, name: 'lab.netlab' };
          expectSame(runner.run(version), runLab(version));
          if (typed.length > 1) runner.prepare();
        }
      }
    });

  if (EVERYWHERE || index % 4 === 1)
    test('with one line after the other taken away, it runs as from the start', () => {
      const runner = new LabRunner();
      for (let line = lines.length - 1; line >= 0; line -= EVERYWHERE ? 1 : Math.ceil(lines.length / 4)) {
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

describe('what is typed without an effect yet', () => {
  const before = `${START}ping -c 1 127.0.0.1 > /tmp/log\n`;
  const behind = 'for i in 1 2 3; do f $i; done\nip link show v0; echo $?\nnosuch\nip netns exec a ip addr\n';

  /** Runs the versions one after the other; tells for each whether what stands behind was run again. */
  function again(versions: readonly string[]): boolean[] {
    const runner = new LabRunner();
    let last: object | undefined;
    return versions.map((text) => {
      const version = { text, name: 'lab.netlab' };
      const [run, whole] = [runner.run(version), runLab(version)];
      expectSame(run, whole);
      expect(equalKernels(run.kernel, whole.kernel)).toBe(true);
      const isNew = stateOf(run.kernel) !== last;
      last = stateOf(run.kernel);
      runner.prepare();
      return isNew;
    });
  }

  const typed = (line: string, rest = behind) =>
    Array.from({ length: line.length }, (_, i) => `${before}${line.slice(0, i + 1)}\n${rest}`);

  test('a command is run again with what follows only where its effect is another', () => {
    const line = 'ip route add 10.0.0.0/8 dev nosuch';
    expect(again(typed(line, 'ip link show v0\nnosuch\nip route\n')).slice(2)).not.toContain(true);
    expect(again(typed(line)).filter(Boolean).length).toBeGreaterThan(5);
  });

  test('a command that works is', () => {
    expect(again(['1', '2', '3'].map((digit) => `${before}ip addr add 10.0.0.${digit}/8 dev v0\n${behind}`))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a command that works again as it did', () => {
    const settings = 'ip netns exec a sysctl -qw net.ipv4.ip_forward=1';
    const words = [' net', ' net.ipv4.nosuch', ' net.ipv4.nosuch=1'].map(
      (word) => `${before}${settings}${word}\n${behind}`,
    );
    // The second is the first that is seen to be typed there.
    expect(again(words)).toEqual([true, true, false]);
    const ping = 'ping -c 2 127.0.0.1 > /dev/null &&';
    const rest = `${behind}ping -c 1 127.0.0.1\n`;
    const pings = ['ip rou', 'ip rout', 'ip route'].map((word) => `${before}${ping} ${word}\n${rest}`);
    expect(again(pings)).toEqual([true, true, false]);
  });

  test('what is told of but makes no difference', () => {
    const lines = ['true', 'sysctl -qw net.ipv4.ip_forward=0', 'true', 'ip link set v0 up', 'ip link set v0 mtu 1500'];
    again(lines.map((line) => `${before}${line}\n${behind}`));
  });

  test('a comment', () => {
    expect(again(typed('# a comment').slice(1))).toEqual([true, ...Array(9).fill(false)]);
    const line = 'ip addr add 10.0.0.1/8 dev v0';
    const versions = ['', ' ', ' #', ' # why', ' # why not'].map((comment) => `${before}${line}${comment}\n${behind}`);
    expect(again(versions)).toEqual([true, false, false, false, false]);
  });

  test('a comment that is a setting or a line of a here-document', () => {
    expect(again(['host', 'bar', 'bare'].map((machine) => `# netlab: machine ${machine}\n${before}`))).toContain(true);
    for (const delimiter of ['END', "'#'", '#END', '\\\\#']) {
      const last = delimiter.replace(/['\\]/g, '');
      again(['1', '2'].map((digit) => `${before}cat <<${delimiter}\n#${digit}\n${last}\n${behind}`));
    }
  });

  test('a separator', () => {
    again(['true ', 'true &', 'true &&', 'true;'].map((line) => `${before}${line}\n${behind}`));
    again(['true; false', 'true & false', 'true;  false', 'true;; false'].map((line) => `${before}${line}\n${behind}`));
  });

  test('what the next command looks at', () => {
    for (const look of ['echo $_', `echo $\{_}`, 'echo $?', 'echo $RANDOM $LINENO', `x=_; echo $\{!x}`, 'cat /tmp/y']) {
      again(
        ['echo a', 'echo ab', 'ech ab', 'echo ab > /tmp/y', 'echo abc > /tmp/y', 'y=$RANDOM'].map(
          (line) => `${before}${line}\n${look}\n`,
        ),
      );
      again(['if false; then echo a; fi', 'if false; then echo b; fi'].map((line) => `${before}${line}\n${look}\n`));
    }
  });
});

describe('a run', () => {
  const lines = [...START.trim().split('\n'), 'ping -c 2 127.0.0.1', 'for i in 1 2 3; do ip netns add n$i; done', 'f'];
  const version = (typed: string) => ({
    text: [...lines, typed, 'ip addr add 10.0.0.1/8 dev v0', 'f | cat', 'ping -c 1 10.0.0.1', 'ip route'].join('\n'),
    name: 'lab.netlab',
  });

  test('in parts is the same run, and one that is given up leaves no trace', () => {
    const runner = new LabRunner();
    for (const typed of ['i', 'ip', 'ip link set v0 up', 'ip link set v0 down']) {
      for (let parts = 0; parts < 12; parts += 1) {
        const given = runner.runInParts(version(`${typed} # ${parts}`), () => true);
        for (let part = 0; part < parts; part += 1) given.next();
      }
      const parts = runner.runInParts(version(typed), () => true);
      let part = parts.next();
      while (!part.done) part = parts.next();
      expectSame(part.value, runLab(version(typed)));
    }
  });

  test('that begins in the middle shows the machine as of every command', () => {
    const runner = new LabRunner();
    for (const typed of ['', 'ip', 'ip link set v0 down']) {
      const [run, whole] = [runner.run(version(typed)), runLab(version(typed))];
      for (const { index } of whole.commands) {
        const [is, should] = [run.kernelAfter(index), whole.kernelAfter(index)].map(copyKernel);
        is!.cause = should!.cause;
        expect(equalKernels(is!, should!), `after command ${index}`).toBe(true);
      }
    }
  });
});

function expectSame(run: LabRun, whole: LabRun): void {
  const [is, should] = [shown(run), shown(whole)];
  // vitest takes minutes for thousands of packets; it is only to show what differs.
  if (isDeepStrictEqual(is, should)) return;
  expect(run.output).toEqual(whole.output);
  expect(is).toEqual(should);
}

function shown({ commands, output, exitStatus, problems, changes, events, kernel }: LabRun) {
  return {
    output,
    // The places and the text are worked out when asked for.
    commands: commands.map((record) => ({
      ...record,
      text: record.text,
      range: record.range,
      origins: record.origins,
    })),
    exitStatus,
    problems,
    changes,
    events,
    now: kernel.now,
  };
}
