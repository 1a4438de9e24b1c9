import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { NETSTAT } from '../../grammar/net-tools/netstat.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { SocketInfo } from '../../kernel/socket/requests.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { nameOfHost } from '../netbase/hosts.ts';
import { serviceAtPort } from '../netbase/services.ts';
import type { Process, Program, Running } from '../process.ts';
import { showGroups } from './groups.ts';
import { interfaces } from './ifconfig/interface.ts';
import { longText, shortText } from './ifconfig/print.ts';
import { showCache, showRoutes } from './route/show.ts';
import { showStatistics } from './statistics.ts';
import { versionText } from './version.ts';

const TABLE = new GetoptTable(NETSTAT.options);
const WIDTH = 23;

/** States in netstat's words. */
const STATES: Readonly<Record<SocketInfo['state'], string>> = {
  ESTABLISHED: 'ESTABLISHED',
  SYN_SENT: 'SYN_SENT',
  SYN_RECV: 'SYN_RECV',
  FIN_WAIT1: 'FIN_WAIT1',
  FIN_WAIT2: 'FIN_WAIT2',
  TIME_WAIT: 'TIME_WAIT',
  CLOSE: 'CLOSE',
  CLOSE_WAIT: 'CLOSE_WAIT',
  LAST_ACK: 'LAST_ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};

/** netstat(8), net-tools 2.10. */
export const netstat: Program = (process) => {
  const flags = new Set<string>();
  let extended = 0;
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('netstat', step.error)}\n${usageOf('netstat', NETSTAT)}`);
      return 3;
    }
    if (step.kind === 'operand') continue;
    if (step.option.simulated === false) process.unsimulated(`netstat ${step.name}`, step.index);
    if (step.option.name === '-e') extended++;
    const family = step.option.name === '-A' ? FAMILIES[step.value ?? ''] : undefined;
    if (step.option.name === '-A' && family === undefined) {
      process.blame(step.valueIndex);
      process.stderr.write(`Unknown address family \`${step.value}'.\n`);
      return 1;
    }
    flags.add(family ?? step.option.name);
  }
  if (flags.has('-V')) {
    process.stdout.write(versionText());
    return 0;
  }
  if (flags.has('-h')) {
    process.stderr.write(usageOf('netstat', NETSTAT));
    return 0;
  }
  if (flags.has('-Z')) {
    process.stderr.write('SELinux is not enabled on this machine.\n');
    return 1;
  }
  if (flags.has('-M')) {
    process.stderr.write("netstat: no support for `ip_masquerade' on this system.\n");
    return 1;
  }
  if (['-r', '-i', '-s'].filter((table) => flags.has(table)).length > 1) {
    process.stderr.write(usageOf('netstat', NETSTAT));
    return 3;
  }
  return flags.has('-c') ? again(process, flags, extended) : show(process, flags, extended, true);
};

/** Families that `-A` takes, and the options that mean the same. */
const FAMILIES: Readonly<Record<string, string>> = { inet: '-4', inet6: '-6', unix: '-x' };

const SECOND = 1_000_000;

/** Shows the table each second (`-c`), until somebody stops it. */
function* again(process: Process, flags: ReadonlySet<string>, extended: number): Running {
  for (let isFirst = true; ; isFirst = false) {
    const status = show(process, flags, extended, isFirst);
    if (status !== 0 || flags.has('-s')) return status;
    yield { until: process.system.kernel.now + SECOND };
  }
}

function show(process: Process, flags: ReadonlySet<string>, extended: number, isFirst: boolean): number {
  if (flags.has('-r')) {
    // Unlike route, netstat shows the columns of `-e` unless it is given.
    const view = { numeric: flags.has('-n'), extended: extended === 1 ? 0 : extended === 0 ? 1 : extended };
    if (flags.has('-C')) showCache(process, view);
    else showRoutes(process, view);
    return 0;
  }
  if (flags.has('-s')) return showStatistics(process, flags);
  if (flags.has('-i')) return showInterfaces(process, flags, extended, isFirst);
  if (flags.has('-g') && !flags.has('-4') && !flags.has('-6')) showGroups(process, flags);
  else {
    showSockets(process, flags);
    if (flags.has('-g')) showGroups(process, flags);
  }
  return 0;
}

function showInterfaces(process: Process, flags: ReadonlySet<string>, extended: number, isFirst: boolean): number {
  const isLong = extended > 0;
  if (isFirst) process.stdout.write('Kernel Interface table\n');
  if (!isLong)
    process.stdout.write('Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n');
  for (const each of interfaces(process).found)
    if (flags.has('-a') || each.link.up) process.stdout.write(isLong ? longText(each) : shortText(each));
  return 0;
}

function showSockets(process: Process, flags: ReadonlySet<string>): void {
  const which = flags.has('-a') ? 'servers and established' : flags.has('-l') ? 'only servers' : 'w/o servers';
  const isNamed =
    flags.has('-t') || flags.has('-u') || flags.has('-w') || flags.has('-x') || flags.has('-U') || flags.has('-S');
  const kinds = (['tcp', 'udp'] as const).filter((kind) => !isNamed || flags.has(kind === 'tcp' ? '-t' : '-u'));
  const more = [
    flags.has('-e') ? ' User       Inode     ' : '',
    flags.has('-p') ? ' PID/Program name    ' : '',
    flags.has('-o') ? ' Timer' : '',
  ].join('');
  if (!isNamed || !flags.has('-x') || kinds.length > 0)
    process.stdout.write(
      `Active Internet connections (${which})\nProto Recv-Q Send-Q Local Address           Foreign Address         State      ${more}\n`,
    );
  for (const kind of kinds) {
    const sockets = process.system.kernel.socket.dump(process.netns, kind);
    const waiting = sockets.filter(({ state }) => state === 'LISTEN');
    const ordered = [...waiting, ...sockets.filter(({ state }) => state !== 'LISTEN')];
    for (const isV6 of [false, true]) {
      if (isV6 ? flags.has('-4') && !flags.has('-6') : flags.has('-6') && !flags.has('-4')) continue;
      for (const socket of ordered)
        if ((socket.v6 !== undefined) === isV6 && isShown(flags, socket))
          process.stdout.write(line(process, flags, socket));
    }
  }
  const isFamily = flags.has('-4') || flags.has('-6');
  if (flags.has('-x') || (!isNamed && !isFamily))
    process.stdout.write(
      `Active UNIX domain sockets (${which})\nProto RefCnt Flags       Type       State         I-Node   Path\n`,
    );
}

function isShown(flags: ReadonlySet<string>, { kind, state }: SocketInfo): boolean {
  if (flags.has('-a')) return true;
  const isServer = kind === 'tcp' ? state === 'LISTEN' : state !== 'ESTABLISHED';
  return isServer === flags.has('-l');
}

function line(process: Process, flags: ReadonlySet<string>, socket: SocketInfo): string {
  const { kind, v6, owner } = socket;
  const end = (address: number, port: number) => {
    const service =
      port === 0
        ? '*'
        : flags.has('-n') || flags.has('--numeric-ports')
          ? String(port)
          : (serviceAtPort(port, kind) ?? String(port));
    const host = addressText(process, flags, socket, address);
    const room = WIDTH - 1 - service.length;
    return `${flags.has('-W') ? host : host.slice(0, room)}:${service}`.padEnd(WIDTH);
  };
  const state = kind === 'udp' && socket.state === 'CLOSE' ? '' : STATES[socket.state];
  const program = owner === undefined ? '-' : `${owner.pid}/${owner.name}`;
  const cells = [
    `${kind}${v6 === undefined ? '' : '6'}`.padEnd(4),
    String(socket.receiveQueue).padStart(7),
    String(socket.kind === 'tcp' && socket.state === 'LISTEN' ? 0 : socket.sendQueue).padStart(6),
    end(socket.localAddress, socket.localPort),
    end(socket.remoteAddress, socket.remotePort),
    state.padEnd(11),
    ...(flags.has('-e')
      ? [(flags.has('-n') ? '0' : 'root').padEnd(10), String(state === 'TIME_WAIT' ? 0 : socket.inode).padEnd(10)]
      : []),
    ...(flags.has('-p') ? [program.padEnd(20)] : []),
    ...(flags.has('-o') ? [timerText(socket)] : []),
  ];
  return `${cells.join(' ')}\n`;
}

/** What a socket waits for, in seconds and hundredths, and how often it ran out. */
function timerText({ timer }: SocketInfo): string {
  if (timer === undefined) return 'off (0.00/0/0)';
  return `${timer.name} (${(Math.floor(timer.left / 10_000) / 100).toFixed(2)}/${timer.retries}/0)`;
}

function addressText(process: Process, flags: ReadonlySet<string>, { v6 }: SocketInfo, address: number): string {
  if (address === 0) return v6 !== undefined ? (flags.has('-n') ? '::' : '[::]') : '0.0.0.0';
  const text = formatIpv4(address);
  const name = flags.has('-n') || flags.has('--numeric-hosts') ? text : (nameOfHost(process, text) ?? text);
  return v6 === undefined ? name : `::ffff:${text}`;
}
