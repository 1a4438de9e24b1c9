import type { FirewallChainInfo, FirewallRuleInfo } from '../../kernel/netfilter/requests.ts';
import { type Ipv4, isInNetwork, parseIpv4 } from '../../net/ipv4.ts';
import type { Place } from './network.ts';
import { remembered } from './remembered.ts';

/** A network of IPv4 as a condition of a rule. */
export interface Ipv4Network {
  readonly address: Ipv4;
  readonly length: number;
}

/** A rule of iptables, read from what `iptables -S` prints of it. */
export interface FirewallRule {
  readonly info: FirewallRuleInfo;
  readonly source: Ipv4Network | undefined;
  readonly destination: Ipv4Network | undefined;
  readonly protocol: string | undefined;
  readonly inDevice: string | undefined;
  readonly outDevice: string | undefined;
  /** All its other conditions, one text each: `--dport 22`, `! -s 10.0.0.0/8`. */
  readonly others: readonly string[];
  /** Its target with the target's options: `DNAT --to-destination 10.0.0.1`; '' where it has none. */
  readonly verdict: string;
}

/** A chain with its rules read. */
export interface FirewallChain {
  readonly info: FirewallChainInfo;
  readonly place: Place;
  readonly rules: readonly FirewallRule[];
}

/** The chains of all namespaces that have rules, or a policy other than ACCEPT. */
export const firewallOf = remembered((network): FirewallChain[] =>
  network.places.flatMap((place) =>
    place.kind === 'internet'
      ? []
      : network.kernel.netfilter
          .chains(place.netns)
          .filter(({ rules, policy }) => rules.length > 0 || policy === 'DROP')
          .map((info) => ({ info, place, rules: info.rules.map(readRule) })),
  ),
);

/** The conditions of a rule that are compared with those of others; `-m NAME` only announces what follows. */
export function readRule(info: FirewallRuleInfo): FirewallRule {
  const words = info.text.match(/"(?:\\.|[^"])*"|\S+/g) ?? [];
  const found: Record<string, string> = {};
  const others: string[] = [];
  let verdict = '';
  for (let i = 0; i < words.length; ) {
    const inverted = words[i] === '!';
    const option = words[inverted ? i + 1 : i]!;
    let end = inverted ? i + 2 : i + 1;
    while (end < words.length && !words[end]!.startsWith('-') && words[end] !== '!') end += 1;
    const values = words.slice(inverted ? i + 2 : i + 1, end).join(' ');
    if (option === '-j' || option === '-g') {
      verdict = words.slice(i + 1).join(' ');
      break;
    }
    const comparable = !inverted && (ADDRESSES.has(option) ? networkIn(values) !== undefined : SIMPLE.has(option));
    if (comparable) found[option] = values;
    else if (option !== '-m' || RATED.test(values)) others.push(words.slice(i, end).join(' '));
    i = end;
  }
  return {
    info,
    source: networkIn(found['-s']),
    destination: networkIn(found['-d']),
    protocol: found['-p'],
    inDevice: found['-i'],
    outDevice: found['-o'],
    others,
    verdict,
  };
}

const ADDRESSES = new Set(['-s', '-d']);
const SIMPLE = new Set(['-p', '-i', '-o']);

/** Matches that let one packet through and the next not: such a rule takes nothing away from those behind it. */
const RATED = /^(statistic|limit|hashlimit|recent|connlimit|connbytes|quota|set|time|rateest|cpu)$/;

/** True for a rule that matches whatever comes. */
export function matchesAll({ source, destination, protocol, inDevice, outDevice, others }: FirewallRule): boolean {
  return [source, destination, protocol, inDevice, outDevice].every((each) => each === undefined) && !others.length;
}

/** True where all that `narrow` matches `wide` matches as well. */
export function includes(wide: FirewallRule, narrow: FirewallRule): boolean {
  return (
    holds(wide.source, narrow.source) &&
    holds(wide.destination, narrow.destination) &&
    (wide.protocol === undefined || wide.protocol === narrow.protocol) &&
    isDevice(wide.inDevice, narrow.inDevice) &&
    isDevice(wide.outDevice, narrow.outDevice) &&
    wide.others.every((each) => !each.startsWith('-m') && narrow.others.includes(each))
  );
}

function holds(wide: Ipv4Network | undefined, narrow: Ipv4Network | undefined): boolean {
  if (wide === undefined) return true;
  return narrow !== undefined && narrow.length >= wide.length && isInNetwork(narrow.address, wide.address, wide.length);
}

function isDevice(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined || wide === narrow) return true;
  return narrow !== undefined && wide.endsWith('+') && narrow.startsWith(wide.slice(0, -1));
}

function networkIn(text: string | undefined): Ipv4Network | undefined {
  const [, host = '', length = ''] = /^([\d.]+)\/(\d+)$/.exec(text ?? '') ?? [];
  const address = parseIpv4(host);
  return address === null ? undefined : { address, length: Number(length) };
}
