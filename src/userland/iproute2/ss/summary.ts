import type { Kernel } from '../../../kernel/kernel.ts';
import type { Netns } from '../../../kernel/netns/netns.ts';
import type { SocketInfo } from '../../../kernel/socket/requests.ts';

/** `-s`: how many sockets there are (print_summary); TCP's are counted in the whole machine. */
export function summary(kernel: Kernel, netns: Netns): string {
  const udp = kernel.socket.dump(netns, 'udp');
  const tcp = kernel.socket.dump(netns, 'tcp');
  const alive = tcp.filter(({ state }) => state !== 'TIME_WAIT');
  const everywhere = kernel.netns.all().flatMap((each) => kernel.socket.dump(each, 'tcp'));
  const allocated = everywhere.filter(({ state }) => state !== 'TIME_WAIT').length;
  const waiting = tcp.length - alive.length;
  const established = tcp.filter(({ state }) => state === 'ESTABLISHED' || state === 'CLOSE_WAIT').length;
  const orphans = alive.filter(({ owner, state }) => owner === undefined && state !== 'LISTEN').length;
  const held = [...udp, ...alive].filter(({ owner }) => owner !== undefined).length;
  return [
    `Total: ${held}`,
    `TCP:   ${allocated + waiting} (estab ${established}, closed ${allocated + waiting - alive.length}, orphaned ${orphans}, timewait ${waiting})`,
    '',
    'Transport Total     IP        IPv6',
    row('RAW', []),
    row('UDP', udp),
    row('TCP', alive),
    row('INET', [...udp, ...alive]),
    row('FRAG', []),
    '',
    '',
  ].join('\n');
}

function row(name: string, sockets: readonly SocketInfo[]): string {
  const four = sockets.filter(({ v6 }) => v6 === undefined).length;
  return `${name}\t  ${[sockets.length, four, sockets.length - four].map((count) => String(count).padEnd(9)).join(' ')}`;
}
