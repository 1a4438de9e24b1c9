import { Getopt, GetoptTable } from '../../grammar/getopt.ts';
import { XTABLES_MONITOR } from '../../grammar/iptables/monitor.ts';
import { usageOf } from '../../grammar/usage.ts';
import { type RuleTrace, RuleTraceSocket, type TracedPacket } from '../../kernel/netfilter/rule-trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Ipv4Packet } from '../../net/ipv4-packet.ts';
import { formatMac, type Mac } from '../../net/mac.ts';
import type { TcpFlags } from '../../net/tcp.ts';
import { follow } from '../follow.ts';
import type { Process, Program, Running } from '../process.ts';
import { saveRule } from './save-line.ts';

const TABLE = new GetoptTable(XTABLES_MONITOR.options);
const VERSION = 'xtables-monitor 1.8.9';
/** NFPROTO_IPV4. */
const IPV4 = 2;

/** xtables-monitor(8), iptables 1.8.9: `-t` only. */
export const xtablesMonitor: Program = (process) => {
  const given = new Set<string>();
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${VERSION}: Bad argument.\nTry \`xtables-monitor -h' for more information.\n`);
      return 2;
    }
    if (step.kind === 'operand') continue;
    const { name } = step.option;
    given.add(name);
    if (name === '-V') {
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    if (name === '-h') {
      process.stdout.write(usageOf('xtables-monitor', XTABLES_MONITOR));
      return 1;
    }
    if (name === '-e') process.unsimulated('changes of rules in xtables-monitor', step.index);
  }
  if (given.has('-t') || given.has('-e')) return watch(process, given);
  process.stdout.write(usageOf('xtables-monitor', XTABLES_MONITOR));
  return 1;
};

/** Until a signal ends it. */
function watch(process: Process, given: ReadonlySet<string>): Running {
  // No packet of IPv6 is carried.
  const wanted = given.has('-t') && !(given.has('-6') && !given.has('-4'));
  return follow(new RuleTraceSocket(process.netns), (trace) => {
    if (wanted) process.stdout.write(formatTrace(trace, given.has('-c')));
  });
}

/** The packet, where it is shown, and the rule or policy that it met (trace_cb). */
function formatTrace({ id, table, chain, rule, verdict, packet }: RuleTrace, counters: boolean): string {
  const head = `${IPV4} ${id.toString(16).padStart(8, '0')}`;
  const shown = packet === undefined ? '' : `PACKET: ${head} ${formatPacket(packet)}\n`;
  const place = ` TRACE: ${head} ${table}:${chain}`;
  if (rule === undefined) return `${shown}${place}:policy:${verdict} \n`;
  const line = saveRule(chain, rule, counters ? 'front' : 'none');
  return `${shown}${place}:rule:0x${rule.handle.toString(16)}:${verdict}  -4 -t ${table} ${line}`;
}

function formatPacket({ inDevice, outDevice, loopback, mac, mark, packet }: TracedPacket): string {
  const devices =
    (inDevice === undefined ? '' : `IN=${inDevice} `) + (outDevice === undefined ? '' : `OUT=${outDevice} `);
  const link = mac === undefined ? '' : `MACSRC=${ntoa(mac.src)} MACDST=${ntoa(mac.dst)} MACPROTO=0800 `;
  const { tos, ttl, id, fragmentOffset } = packet;
  const addresses = `SRC=${formatIpv4(packet.src)} DST=${formatIpv4(packet.dst)} LEN=${packet.length} `;
  const fragment = `${packet.df ? 'DF ' : ''}${packet.mf ? 'MF ' : ''}${fragmentOffset > 0 ? `FRAG:${fragmentOffset / 8} ` : ''}`;
  return (
    `${devices}${loopback ? 'LOOPBACK ' : link}${addresses}TOS=0x${tos.toString(16)} TTL=${ttl} ID=${id} ${fragment}` +
    `${formatPorts(packet)}${mark === 0 ? '' : `MARK=0x${mark.toString(16)} `}`
  );
}

/** An address without zeros in front (ether_ntoa(3)). */
function ntoa(mac: Mac): string {
  return formatMac(mac).replace(/\b0/g, '');
}

/** The control bits in the order in which they are written. */
const FLAGS: readonly (keyof TcpFlags)[] = ['syn', 'ack', 'fin', 'rst', 'psh'];

function formatPorts({ payload, fragmentOffset }: Ipv4Packet): string {
  if (fragmentOffset > 0 || (payload.kind !== 'tcp' && payload.kind !== 'udp')) return '';
  const ports = `SPORT=${payload.srcPort} DPORT=${payload.dstPort} `;
  if (payload.kind === 'udp') return ports;
  return (
    ports +
    FLAGS.filter((flag) => payload.flags[flag])
      .map((flag) => `${flag.toUpperCase()} `)
      .join('')
  );
}
