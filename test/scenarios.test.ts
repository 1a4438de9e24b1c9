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
      const asked = title.includes('ARP') ? events : events.filter(({ before }) => before.kind !== 'arp');
      const traced = {
        rules: byNamespace(run, byPacket(events), rulesOf),
        drops: events.flatMap(dropsOf),
        frames: byNamespace(run, asked, framesOf),
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
): Record<string, readonly string[]> {
  const groups = [...grouped(events, ({ netns }) => nameOfNetns(run.kernel, netns))];
  return Object.fromEntries(
    groups.map(([name, list]) => [name, list.flatMap(linesOf)]).filter(([, lines]) => lines!.length > 0),
  );
}

/** The rules that matched in a base chain and those it calls, and the policy where it decided. */
function rulesOf({ decision, before }: TraceEvent): readonly string[] {
  if (decision?.kind !== 'chain' || before.kind !== 'ipv4') return [];
  const { table, tried, policy } = decision;
  const head = `${formatIpv4(before.src)} > ${formatIpv4(before.dst)} ttl ${before.ttl}:`;
  return [
    ...tried.filter(({ matched }) => matched).map(({ chain, text }) => `${head} ${table} ${chain} ${text}`),
    ...(policy === undefined ? [] : [`${head} ${table} ${policy.chain} policy ${policy.verdict}`]),
  ];
}

function dropsOf({ verdict, reason, stage }: TraceEvent): readonly string[] {
  return verdict === 'drop' && reason !== undefined ? [`${reason} at ${stage}`] : [];
}

/** The stage of the trace at which a function of the kernel stands, as ARCHITECTURE's trace names them. */
const STAGES: Readonly<Record<string, string>> = {};

function stageOf(drop: string): string {
  const [reason, place = ''] = drop.split(' at ');
  return `${reason} at ${STAGES[place] ?? place}`;
}

/** The frame on a device, as it leaves or arrives. */
function framesOf({ stage, verdict, device, before }: TraceEvent): readonly string[] {
  if ((stage !== 'transmit' && stage !== 'receive') || verdict === 'drop') return [];
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
  const head = `${formatIpv4(src)} > ${formatIpv4(dst)} ttl ${ttl} length ${length}`;
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
