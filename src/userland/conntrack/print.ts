import { EPOCH } from '../../kernel/epoch.ts';
import type { ConntrackInfo, TupleInfo } from '../../kernel/netfilter/requests.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatTime } from '../coreutils/printf.ts';
import type { OutputWord } from './request.ts';

const SECOND = 1_000_000;

/** The names of protocols it prints. */
const PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'icmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  47: 'gre',
  58: 'icmpv6',
  132: 'sctp',
  136: 'udplite',
};

/** An entry, with what the moment adds to it. */
export interface Shown {
  readonly entry: ConntrackInfo;
  /** Seconds left to live; undefined where they are not told. */
  readonly left: number | undefined;
  /** How many hold the entry; undefined in events. */
  readonly uses: number | undefined;
  /** Events tell the mark only if there is one. */
  readonly mark: boolean;
  /** Seconds it has existed; undefined where nobody asked. */
  readonly age: number | undefined;
}

/** Seconds left to live as somebody reads who looks a moment after `now`. */
export function secondsLeft({ expires }: ConntrackInfo, now: number): number {
  return Math.max(0, Math.floor((expires - now - 1) / SECOND));
}

/** An entry as a listing shows it. */
export function shown(entry: ConntrackInfo, now: number, uses: number): Shown {
  return { entry, left: secondsLeft(entry, now), uses, mark: true, age: ageOf(entry, now) };
}

/** How long a connection has lasted, in whole seconds of the clock; undefined where its beginning was not kept. */
export function ageOf({ started, stopped }: ConntrackInfo, now: number): number | undefined {
  if (started === undefined) return undefined;
  if (stopped !== undefined) return Math.floor((stopped - started) / SECOND);
  return Math.floor(now / SECOND) - Math.floor(started / SECOND);
}

/** Linux's own ids are hashes; here they are made of the entries' numbers. */
export function printedId({ id }: ConntrackInfo): number {
  return Math.imul(id, 0x9e3779b1) >>> 0;
}

/** An entry in one line, without the newline (nfct_snprintf). */
export function formatEntry(what: Shown, output: ReadonlySet<OutputWord>): string {
  const { entry, left, uses, age } = what;
  const { original, reply, tcpState, started, stopped, counters } = entry;
  const { protocol } = original;
  const time = (at: number) => formatTime('%a %b %e %H:%M:%S %Y', EPOCH + Math.floor(at / SECOND));
  const times = output.has('ktimestamp');
  return [
    output.has('extended') ? ['ipv4     2'] : [],
    [(PROTOCOLS[protocol] ?? 'unknown').padEnd(8), protocol],
    left === undefined ? [] : [left],
    tcpState === undefined ? [] : [tcpState],
    tuple(original),
    counters === undefined ? [] : [`packets=${counters[0].packets} bytes=${counters[0].bytes}`],
    entry.seenReply ? [] : ['[UNREPLIED]'],
    tuple(reply),
    counters === undefined ? [] : [`packets=${counters[1].packets} bytes=${counters[1].bytes}`],
    entry.assured ? ['[ASSURED]'] : [],
    what.mark || entry.mark !== 0 ? [`mark=${entry.mark}`] : [],
    age === undefined ? [] : [`delta-time=${age}`],
    times && age !== undefined && started !== undefined ? [`[start=${time(started)}]`] : [],
    times && age !== undefined && stopped !== undefined ? [`[stop=${time(stopped)}]`] : [],
    uses === undefined ? [] : [`use=${uses}`],
    output.has('id') ? [`id=${printedId(entry)}`] : [],
  ]
    .flat()
    .join(' ');
}

function tuple({ src, dst, protocol, srcPort, dstPort, icmpType, icmpCode, icmpId }: TupleInfo): string[] {
  const addresses = `src=${formatIpv4(src)} dst=${formatIpv4(dst)}`;
  if (protocol === 1) return [`${addresses} type=${icmpType} code=${icmpCode} id=${icmpId}`];
  return hasPorts(protocol) ? [`${addresses} sport=${srcPort} dport=${dstPort}`] : [addresses];
}

function hasPorts(protocol: number): boolean {
  return [6, 17, 33, 132, 136].includes(protocol);
}

/** An entry as an element of XML. */
export function formatXml(what: Shown, type?: string): string {
  const { entry, left, uses, age } = what;
  const { original, reply, counters, tcpState } = entry;
  const element = (name: string, value: string | number | undefined) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  const direction = (name: string, { src, dst, protocol, srcPort, dstPort }: TupleInfo, index: 0 | 1) => {
    const ports = hasPorts(protocol) ? element('sport', srcPort) + element('dport', dstPort) : '';
    const counter = counters?.[index];
    const counted =
      counter === undefined
        ? ''
        : element('counters', element('packets', counter.packets) + element('bytes', counter.bytes));
    const layer3 = `<layer3 protonum="2" protoname="ipv4">${element('src', formatIpv4(src))}${element('dst', formatIpv4(dst))}</layer3>`;
    const layer4 = `<layer4 protonum="${protocol}" protoname="${PROTOCOLS[protocol] ?? 'unknown'}">${ports}</layer4>`;
    return `<meta direction="${name}">${layer3}${layer4}${counted}</meta>`;
  };
  const independent = [
    element('state', tcpState),
    element('timeout', left),
    what.mark || entry.mark !== 0 ? element('mark', entry.mark) : '',
    element('use', uses),
    element('id', printedId(entry)),
    entry.assured ? '<assured/>' : '',
    entry.seenReply ? '' : '<unreplied/>',
    element('deltatime', age),
  ].join('');
  const kind = type === undefined ? '' : ` type="${type}"`;
  return `<flow${kind}>${direction('original', original, 0)}${direction('reply', reply, 1)}<meta direction="independent">${independent}</meta></flow>`;
}

/** The head of an XML document, and its end. */
export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<conntrack>\n';
export const XML_END = '</conntrack>\n';

/** An entry as the words that would make it again (`-o save`). */
export function formatSaved({ entry, left }: Shown): string {
  const { original, reply } = entry;
  const { protocol } = original;
  const statuses = [
    ...(entry.seenReply ? ['SEEN_REPLY'] : []),
    ...(entry.assured ? ['ASSURED'] : []),
    ...(entry.fixedTimeout ? ['FIXED_TIMEOUT'] : []),
  ];
  const back = [
    entry.destinationNat ? '-g' : '-r',
    formatIpv4(reply.src),
    entry.sourceNat ? '-n' : '-q',
    formatIpv4(reply.dst),
  ];
  return [
    '-A',
    ...['-t', left ?? 0],
    ...['-u', statuses.join(',') || 'UNSET'],
    ...['-s', formatIpv4(original.src), '-d', formatIpv4(original.dst)],
    ...back,
    ...['-p', PROTOCOLS[protocol] ?? protocol],
    ...(protocol === 1
      ? ['--icmp-type', original.icmpType, '--icmp-code', original.icmpCode, '--icmp-id', original.icmpId]
      : []),
    ...(hasPorts(protocol)
      ? ['--sport', original.srcPort, '--dport', original.dstPort]
          .concat(['--reply-port-src', reply.srcPort])
          .concat(['--reply-port-dst', reply.dstPort])
      : []),
    ...(entry.tcpState === undefined ? [] : ['--state', entry.tcpState]),
  ].join(' ');
}
