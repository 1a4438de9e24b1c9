import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'netlab-cli-'));

/** Runs the built program, as a user would. */
function netlab(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

/** Writes a lab beside the others and returns its name. */
function lab(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const TWO_HOSTS = `# netlab: machine bare
ip netns add red
ip link add veth-red type veth peer name eth0 netns red
ip addr add 10.0.0.1/24 dev veth-red
ip link set veth-red up
ip -n red addr add 10.0.0.2/24 dev eth0
ip -n red link set eth0 up
`;

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'build.mjs')], { encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
}, 120_000);

describe('help', () => {
  test.each([['help'], ['--help'], ['run', '--help'], ['check', 'some.netlab', '-h']])('%s %s', (...args) => {
    const { status, stdout, stderr } = netlab(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^usage: netlab run FILE/);
  });
});

describe('run', () => {
  test('prints what bash prints and exits as it does', () => {
    const file = lab('run.netlab', 'echo hello\necho oops >&2\nip netns list\nexit 3\n');
    expect(netlab('run', file)).toEqual({ status: 3, stdout: 'hello\n', stderr: 'oops\n' });
  });

  test('errors of tools and of bash itself are theirs', () => {
    const file = lab('errors.netlab', 'ip link set nope up\nfoo --bar\n');
    expect(netlab('run', file)).toEqual({
      status: 127,
      stdout: '',
      stderr: 'Cannot find device "nope"\nerrors.netlab: line 2: foo: command not found\n',
    });
  });

  test('what is not simulated is told once, behind what the lab says, and the lab goes on', () => {
    const file = lab(
      'left-out.netlab',
      'systemctl start ssh && echo on\nsystemctl stop ssh\nwatch -n 1 ip link\necho $?\n',
    );
    expect(netlab('run', file)).toEqual({
      status: 0,
      stdout: 'on\n1\n',
      stderr: 'netlab: line 1: systemctl is not simulated\nnetlab: line 3: watch is not simulated\n',
    });
  });

  test('--json gives one object for every simple command, in order', () => {
    const file = lab('json.netlab', 'ip netns add red; echo "a b"\nip netns exec red sleep 1.5\n  false\n');
    const { stdout, status } = netlab('run', '--json', file);
    expect(status).toBe(1);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { line: 1, column: 1, netns: '', command: 'ip netns add red', exitCode: 0, stdout: '', stderr: '', time: 0 },
      { line: 1, column: 19, netns: '', command: "echo 'a b'", exitCode: 0, stdout: 'a b\n', stderr: '', time: 0 },
      {
        line: 2,
        column: 1,
        netns: 'red',
        command: 'ip netns exec red sleep 1.5',
        exitCode: 0,
        stdout: '',
        stderr: '',
        time: 0,
      },
      { line: 3, column: 3, netns: '', command: 'false', exitCode: 1, stdout: '', stderr: '', time: 1.5 },
    ]);
  });

  test('the machine is a host on a network, or bare when the file or the option says so', () => {
    const file = lab('machine.netlab', 'ip route\n');
    expect(netlab('run', file).stdout).toBe(
      'default via 10.211.55.1 dev eth0 proto dhcp src 10.211.55.6 metric 100 \n' +
        '10.211.55.0/24 dev eth0 proto kernel scope link src 10.211.55.6 metric 100 \n' +
        '10.211.55.1 dev eth0 proto dhcp scope link src 10.211.55.6 metric 100 \n',
    );
    expect(netlab('run', '--machine', 'bare', file).stdout).toBe('');
    expect(netlab('run', lab('bare.netlab', '# netlab: machine bare\nip -br link\n')).stdout).toMatch(
      /^lo +DOWN +00:00:00:00:00:00 <LOOPBACK> \n$/,
    );
  });

  test('the Internet behind the host answers pings and port 80', () => {
    const { stdout } = netlab('run', lab('internet.netlab', 'ping -c 1 8.8.8.8\n'));
    expect(stdout).toContain('1 packets transmitted, 1 received, 0% packet loss');
    expect(
      netlab('packet', lab('empty.netlab', ''), '--from', 'host', '--to', '1.1.1.1', '--proto', 'tcp', '--dport', '80')
        .status,
    ).toBe(0);
  });

  test('--pcap writes a pcapng file with every frame', () => {
    const file = lab('pcap.netlab', `${TWO_HOSTS}ping -c 1 10.0.0.2\n`);
    expect(netlab('run', file, '--pcap', 'out.pcapng').status).toBe(0);
    const bytes = readFileSync(join(folder, 'out.pcapng'));
    expect(bytes.readUInt32LE(0)).toBe(0x0a0d0d0a);
    expect(bytes.length).toBeGreaterThan(400);
  });
});

describe('trace and packet', () => {
  test('trace prints the journey of a line, ARP first', () => {
    const file = lab('trace.netlab', `${TWO_HOSTS}ping -c 1 10.0.0.2\n`);
    const { status, stdout } = netlab('trace', `${file}:8`);
    expect(status).toBe(0);
    expect(stdout).toContain('trace.netlab:8: ping -c 1 10.0.0.2\n✓ ');
    expect(stdout).toMatch(/ARP who has 10\.0\.0\.2\? tell 10\.0\.0\.1: delivered/);
    expect(stdout).toMatch(/ICMP echo request, seq 1: 10\.0\.0\.1 → 10\.0\.0\.2: delivered/);
    expect(stdout).toMatch(/ICMP echo reply, seq 1: 10\.0\.0\.2 → 10\.0\.0\.1: delivered/);
  });

  test('trace --json gives events that name the line that decided', () => {
    const file = lab(
      'drop.netlab',
      `${TWO_HOSTS}ip netns exec red iptables -A INPUT -j DROP\nping -c 1 -W 1 10.0.0.2\n`,
    );
    const { stdout } = netlab('trace', '--json', `${file}:9`);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const drop = events.find((event) => event.verdict === 'drop' && event.reason === 'NETFILTER_DROP');
    expect(drop).toMatchObject({
      netns: 'red',
      stage: 'hook',
      decision: { table: 'filter', rule: { number: 1, cause: { line: 8 } } },
    });
  });

  test('packet goes there and back, or says where it died', () => {
    const file = lab('packet.netlab', TWO_HOSTS);
    expect(netlab('packet', file, '--from', 'red', '--to', '10.0.0.1')).toMatchObject({ status: 0, stderr: '' });
    const lost = netlab('packet', file, '--from', 'red', '--to', '10.9.9.9');
    expect(lost.status).toBe(1);
    expect(lost.stdout).toContain('Network is unreachable');
  });
});

describe('check', () => {
  test('prints file:line:col: severity: message [rule-id] and exits 1 for an error', () => {
    const file = lab('check.netlab', '# netlab: machine bare\nip link set nope up\n');
    const { status, stdout } = netlab('check', file);
    expect(stdout).toMatch(/^check\.netlab:2:13: error: Cannot find device "nope" \[[a-z-]+\]\n$/);
    expect(status).toBe(1);
  });

  test('a lab without a mistake gives nothing', () => {
    expect(netlab('check', lab('fine.netlab', TWO_HOSTS))).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('mistakes in the command line', () => {
  test.each([
    [['run'], 'FILE is missing'],
    [['run', 'nope.netlab'], 'nope.netlab: no such file'],
    [['run', '.'], 'is a directory'],
    [['run', '--what', 'x.netlab'], "'--what'"],
    [['run', '--machine', 'big', 'run.netlab'], '--machine takes'],
    [['trace', 'run.netlab'], 'FILE:LINE'],
    [['trace', 'run.netlab:99'], 'no command was executed on this line'],
    [['packet', 'run.netlab', '--from', 'nope', '--to', '1.1.1.1'], 'no namespace "nope"'],
    [['packet', 'run.netlab', '--from', 'host', '--to', 'x'], '--to takes an IPv4 address'],
    [['lsp'], '--stdio'],
    [['dance'], 'no command "dance"'],
    [[], 'which command'],
  ])('%j is exit 2 and one clear message', (args, message) => {
    lab('run.netlab', 'echo hello\n');
    const { status, stdout, stderr } = netlab(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('hostile input ends', () => {
  test.each([
    ['an endless loop', 'while true; do :; done\n', 'while true'],
    [
      'a bridge loop',
      `# netlab: machine bare
ip link add br0 type bridge
ip link add br1 type bridge
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
for d in a0 b0; do ip link set $d master br0; done
for d in a1 b1; do ip link set $d master br1; done
for d in br0 br1 a0 a1 b0 b1; do ip link set $d up; done
ip addr add 10.0.0.1/24 dev br0
ping -c 1 -W 1 10.0.0.2
`,
      'storm',
    ],
    ['a ping without end', 'ip link set lo up\nping 127.0.0.1\n', 'ping'],
  ])(
    '%s',
    (_, text, word) => {
      const { status, stderr } = netlab('run', lab('hostile.netlab', text));
      expect(status).not.toBeNull();
      expect(stderr).toContain(word);
      const checked = netlab('check', lab('hostile.netlab', text));
      expect(checked.stdout).toContain(word);
    },
    60_000,
  );

  test('any bytes', () => {
    writeFileSync(join(folder, 'bytes.netlab'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)));
    expect([0, 1, 2, 126, 127]).toContain(netlab('run', 'bytes.netlab').status);
    expect([0, 1]).toContain(netlab('check', 'bytes.netlab').status);
  });
});
