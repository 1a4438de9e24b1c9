import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import type { SocketInfo } from '../../kernel/socket/requests.ts';
import { swapped } from './net.ts';

/** Numbers of states (include/net/tcp_states.h). */
const STATES: Readonly<Record<SocketInfo['state'], number>> = {
  ESTABLISHED: 1,
  SYN_SENT: 2,
  SYN_RECV: 3,
  FIN_WAIT1: 4,
  FIN_WAIT2: 5,
  TIME_WAIT: 6,
  CLOSE: 7,
  CLOSE_WAIT: 8,
  LAST_ACK: 9,
  LISTEN: 10,
  CLOSING: 11,
};
/** What lines are filled up to with spaces; those of IPv6 are not. */
const WIDTH = 149;
const UDP_WIDTH = 127;
/** A jiffy in microseconds, as user space counts them. */
const JIFFY = 10_000;

const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');

/** An address of IPv4 as a socket of IPv6 has it, in words of a little-endian machine; none stands for any address. */
const mapped = (address: number) => `0000000000000000${address === 0 ? '00000000' : 'FFFF0000'}${swapped(address)}`;

/** What lines of TCP and UDP have in common, up to the inode. */
function common(socket: SocketInfo): string {
  const { timer, v6 } = socket;
  const place = v6 === undefined ? swapped : mapped;
  const when =
    timer === undefined
      ? '00:00000000'
      : `${timer.name === 'on' ? '01' : '03'}:${hex(Math.floor(timer.left / JIFFY), 8)}`;
  const isListening = socket.state === 'LISTEN';
  return [
    `${place(socket.localAddress)}:${hex(socket.localPort, 4)}`,
    `${place(socket.remoteAddress)}:${hex(socket.remotePort, 4)}`,
    hex(STATES[socket.state], 2),
    `${hex(isListening ? 0 : socket.sendQueue, 8)}:${hex(socket.receiveQueue, 8)}`,
    when,
    hex(timer?.retries ?? 0, 8),
    '    0',
    '       0',
    String(socket.state === 'TIME_WAIT' ? 0 : socket.inode),
  ].join(' ');
}

const isIpv4 = ({ v6 }: SocketInfo) => v6 === undefined;
const isIpv6 = ({ v6 }: SocketInfo) => v6 !== undefined;

/** /proc/net/tcp (tcp4_seq_show); where a socket lies in memory is not told. */
export function tcpTable(kernel: Kernel, netns: Netns): string {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const lines = tcpLines(kernel.socket.dump(netns, 'tcp').filter(isIpv4));
  return [head, ...lines].map((line) => `${line.padEnd(WIDTH)}\n`).join('');
}

/** /proc/net/tcp6 (tcp6_seq_show). */
export function tcp6Table(kernel: Kernel, netns: Netns): string {
  const head = `  sl  ${IPV6_ENDS} st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode`;
  const lines = tcpLines(kernel.socket.dump(netns, 'tcp').filter(isIpv6));
  return [head, ...lines].map((line) => `${line}\n`).join('');
}

const IPV6_ENDS = `${'local_address'.padEnd(37)} ${'remote_address'.padEnd(37)}`;

function tcpLines(sockets: readonly SocketInfo[]): string[] {
  const ordered = [
    ...sockets.filter(({ state }) => state === 'LISTEN'),
    ...sockets.filter(({ state }) => state !== 'LISTEN'),
  ];
  return ordered.map((socket, at) => {
    const more =
      socket.state === 'TIME_WAIT'
        ? ' 3 0000000000000000'
        : ` 1 0000000000000000 ${socket.state === 'LISTEN' ? '100 0 0 10 0' : '20 4 30 10 -1'}`;
    return `${String(at).padStart(4)}: ${common(socket)}${more}`;
  });
}

/** /proc/net/udp (udp4_seq_show). */
export function udpTable(kernel: Kernel, netns: Netns): string {
  const lines = udpLines(kernel.socket.dump(netns, 'udp').filter(isIpv4));
  return [` ${DATAGRAM_HEAD}`, ...lines].map((line) => `${line.padEnd(UDP_WIDTH)}\n`).join('');
}

/** /proc/net/udp6 (udp6_seq_show). */
export function udp6Table(kernel: Kernel, netns: Netns): string {
  const lines = udpLines(kernel.socket.dump(netns, 'udp').filter(isIpv6));
  return [DATAGRAM6_HEAD, ...lines].map((line) => `${line}\n`).join('');
}

const DATAGRAM_HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const DATAGRAM6_HEAD = `  sl  ${IPV6_ENDS} st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops`;

function udpLines(sockets: readonly SocketInfo[]): string[] {
  return sockets.map(
    (socket) => `${String(socket.localPort % 8192).padStart(5)}: ${common(socket)} 2 0000000000000000 0`,
  );
}

/** Tables of sockets that no program has open here: their heads (raw_seq_show, unix_seq_show, packet_seq_show). */
export const rawTable = () => `${DATAGRAM_HEAD}\n`;
export const raw6Table = () => `${DATAGRAM6_HEAD}\n`;
export const unixTable = () => 'Num       RefCount Protocol Flags    Type St Inode Path\n';
export const packetTable = () => 'sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n';

/** /proc/net/sockstat (sockstat_seq_show): how many sockets there are; `alloc` counts TCP's in the whole machine. */
export function socketCounts(kernel: Kernel, netns: Netns): string {
  const udp = kernel.socket.dump(netns, 'udp');
  const tcp = kernel.socket.dump(netns, 'tcp');
  const isWaiting = ({ state }: SocketInfo) => state === 'TIME_WAIT';
  const alive = tcp.filter((socket) => !isWaiting(socket));
  const everywhere = kernel.netns.all().flatMap((each) => kernel.socket.dump(each, 'tcp'));
  const held = [...udp, ...alive].filter(({ owner }) => owner !== undefined);
  const orphans = alive.filter(({ owner, state }) => owner === undefined && state !== 'LISTEN');
  const allocated = everywhere.filter((socket) => !isWaiting(socket)).length;
  return [
    `sockets: used ${held.length}`,
    `TCP: inuse ${alive.filter(isIpv4).length} orphan ${orphans.length} tw ${tcp.length - alive.length} alloc ${allocated} mem 0`,
    `UDP: inuse ${udp.filter(isIpv4).length} mem 0`,
    'UDPLITE: inuse 0',
    'RAW: inuse 0',
    'FRAG: inuse 0 memory 0',
    '',
  ].join('\n');
}
