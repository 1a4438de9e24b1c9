import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../src/kernel/trace.ts';
import { nameOfNetns } from '../src/lab/machine.ts';
import { type LabRun, runLab } from '../src/lab/run.ts';
import type { NetworkPacket } from '../src/net/ethernet.ts';
import { formatIpv4 } from '../src/net/ipv4.ts';
import type { Ipv4Packet } from '../src/net/ipv4-packet.ts';

/*
 * The trace tells the way that packets took on the real kernel: test/linux/scenarios.mjs recorded there which rules
 * matched, why packets died, and the frames on each device.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'test/golden/scenarios');

interface Scenario {
  readonly title: string;
  readonly rules: Readonly<Record<string, readonly string[]>>;
  readonly drops: readonly string[];
  readonly frames: Readonly<Record<string, readonly string[]>>;
}

interface Recording {
  readonly lab: string;
  readonly scenarios: readonly Scenario[];
}

const recordings = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording);

describe.each(recordings.map((recording) => [recording.lab, recording] as const))('%s', (lab, recording) => {
  const text = readFileSync(join(root, lab), 'utf8');
  const run = runLab({ text, name: basename(lab), machine: 'bare', brNetfilter: true });

  test.each(recording.scenarios.map((scenario, number) => [scenario.title, scenario, number] as const))(
    '%s',
    (title, { rules, drops, frames }, number) => {
      const events = eventsOf(run, text, number);
      const traced = {
        rules: byNamespace(run, byPacket(events), rulesOf),
        drops: events.flatMap(dropsOf),
        frames: byNamespace(run, events, framesOf, title.includes('storm')),
      };
      expect(traced).toEqual({ rules, drops: drops.map(stageOf), frames });
    },
  );
});

/** What the packets did that the commands of a scenario sent: those between its head and the next empty line. */
function eventsOf(run: LabRun, text: string, number: number): readonly TraceEvent[] {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, i) => (line.startsWith('# scenario: ') ? [i + 1] : []));
  const first = heads[number]!;
  const last = lines.findIndex((line, i) => i >= first && line === '');
  const causes = run.commands.filter(({ line }) => line > first && line <= (last < 0 ? lines.length : last));
  const indexes = new Set(causes.map(({ index }) => index));
  return run.events.filter(({ cause }) => indexes.has(cause));
}

/** The events packet by packet, in the order of the packets' first ones. */
function byPacket(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return [...grouped(events, ({ packet }) => packet).values()].flat();
}

function grouped<Key>(events: readonly TraceEvent[], keyOf: (event: TraceEvent) => Key): Map<Key, TraceEvent[]> {
  const groups = new Map<Key, TraceEvent[]>();
  for (const event of events) groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  return groups;
}

function byNamespace(
  run: LabRun,
  events: readonly TraceEvent[],
  linesOf: (event: TraceEvent) => readonly string[],
  isStorm: boolean = false,
): Record<string, readonly string[]> {
  const groups = [...grouped(events, ({ netns }) => nameOfNetns(run.kernel, netns))].map(([name, list]) => {
    const lines = list.flatMap(linesOf);
    return [name, isStorm ? [...new Set(lines)].sort() : lines] as const;
  });
  return Object.fromEntries(groups.filter(([, lines]) => lines.length > 0));
}

/** The rules that matched in a base chain and those it calls, and the policy where it decided. */
function rulesOf({ decision, before, after }: TraceEvent): readonly string[] {
  if (decision?.kind !== 'chain' || before.kind !== 'ipv4') return [];
  const { table, tried, policy } = decision;
  // The first rule that matched has acted when Linux shows the packet.
  const { ttl } = after?.kind === 'ipv4' ? after : before;
  const head = `${formatIpv4(before.src)} > ${formatIpv4(before.dst)} ttl ${ttl}:`;
  return [
    ...tried.filter(({ matched }) => matched).map(({ chain, text }) => `${head} ${table} ${chain} ${text}`),
    ...(policy === undefined ? [] : [`${head} ${table} ${policy.chain} policy ${policy.verdict}`]),
  ];
}

/** Where Linux gives no reason or another one, or ends the packet in silence. */
const LINUX_SAYS: Readonly<Record<string, string | undefined>> = {
  IP_TTL_EXPIRED: 'IP_INHDR',
  ROUTE_UNREACHABLE: 'NOT_SPECIFIED',
  ROUTE_PROHIBIT: 'NOT_SPECIFIED',
  ROUTE_BLACKHOLE: 'NOT_SPECIFIED',
  IP_OUTNOROUTES: undefined,
  ICMP_IGNORED: undefined,
};

/** Why a packet died. A reset for a raw socket is delivered, and TCP has no socket for it. */
function dropsOf({ verdict, reason, stage, before }: TraceEvent): readonly string[] {
  const isReset = before.kind === 'ipv4' && before.payload.kind === 'tcp' && before.payload.flags.rst === true;
  if (verdict === 'deliver' && isReset) return ['NO_SOCKET at deliver'];
  if (verdict !== 'drop' || reason === undefined) return [];
  const said = Object.hasOwn(LINUX_SAYS, reason) ? LINUX_SAYS[reason] : reason;
  return said === undefined ? [] : [`${said} at ${stage}`];
}

/** The stage of the trace at which a function of the kernel stands, as ARCHITECTURE's trace names them. */
const STAGES: Readonly<Record<string, string>> = {
  __dev_forward_skb2: 'receive',
  __dev_queue_xmit: 'transmit',
  __udp4_lib_rcv: 'deliver',
  br_handle_frame: 'bridge',
  br_handle_frame_finish: 'bridge',
  icmp_rcv: 'deliver',
  ip_error: 'route',
  ip_forward: 'forward',
  ip_rcv_core: 'receive',
  ip_rcv_finish_core: 'route',
  neigh_invalidate: 'neighbour',
  nft_do_chain: 'hook',
  tcp_v4_rcv: 'deliver',
};

function stageOf(drop: string): string {
  const [reason, place = ''] = drop.split(' at ');
  return `${reason} at ${STAGES[place] ?? place}`;
}

/** The frame on a device, as it leaves or arrives. */
function framesOf({ stage, verdict, device, before }: TraceEvent): readonly string[] {
  if ((stage !== 'transmit' && stage !== 'receive') || verdict === 'drop') return [];
  // A capture shows what goes over lo once.
  if (device === 'lo' && stage === 'transmit') return [];
  return [`${device} ${stage === 'transmit' ? 'out' : 'in'} ${wordsOf(before)}`];
}

function wordsOf(packet: NetworkPacket): string {
  if (packet.kind === 'arp')
    return packet.operation === 'request'
      ? `arp who-has ${formatIpv4(packet.targetIp)} tell ${formatIpv4(packet.senderIp)}`
      : `arp ${formatIpv4(packet.senderIp)} is-at`;
  return packet.kind === 'ipv4' ? describeIpv4(packet) : packet.kind;
}

function describeIpv4({ src, dst, ttl, length, protocol, payload }: Ipv4Packet): string {
  const size = payload.kind === 'tcp' ? '' : ` length ${length}`;
  const head = `${formatIpv4(src)} > ${formatIpv4(dst)} ttl ${ttl}${size}`;
  switch (payload.kind) {
    case 'icmp': {
      const about = 'original' in payload ? ` [${describeIpv4(payload.original)}]` : '';
      return `${head} icmp ${payload.type}/${payload.code}${about}`;
    }
    case 'udp':
      return `${head} udp ${portOf(payload.dstPort)}`;
    case 'tcp': {
      const { fin, syn, rst, psh, ack } = payload.flags;
      const flags = `${fin ? 'F' : ''}${syn ? 'S' : ''}${rst ? 'R' : ''}${psh ? 'P' : ''}${ack ? 'A' : ''}`;
      return `${head} tcp ${portOf(payload.dstPort)} ${flags || '-'}`;
    }
    default:
      return `${head} ${protocol}`;
  }
}

/** Ports that are chosen differ; those that were asked for do not. */
function portOf(port: number): string {
  return port >= 32768 && !(port >= 33434 && port < 33534) ? '*' : String(port);
}
