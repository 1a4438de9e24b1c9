import type { FirewallChainInfo, FirewallRuleInfo } from '../../../kernel/netfilter/requests.ts';
import { Network } from '../../network/network.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { matched } from './chain.ts';

/** A rule where it is. */
interface Found {
  readonly chain: FirewallChainInfo;
  readonly rule: FirewallRuleInfo;
}

/** Rules listed at most. */
const LIMIT = 12;

/**
 * The rules that a command made, and what each matches by the end of the lab, since it has matched nothing when it is
 * made; or those that it took away, and what each had matched by then. Undefined for a command that did neither.
 */
export function hoverOnRules({ lab, record, network }: Word): string | undefined {
  if (record === undefined) return undefined;
  const after = rulesOf(network);
  const made = after.filter(({ rule }) => rule.cause === record.index);
  if (made.length > 0) {
    const inTheEnd = rulesOf(lab.network).filter(({ rule }) => rule.cause === record.index);
    const rows = made.map((each, at) => {
      // A command's rules stay in order; where one of them is gone, which is which is told by their words.
      const now =
        inTheEnd.length === made.length
          ? inTheEnd[at]
          : inTheEnd.find((other) => keyOf(other) === keyOf(each) && other.chain.chain === each.chain.chain);
      return [...placeAndText(each), now === undefined ? 'is gone' : counted(now)];
    });
    return listed(['rule', '', 'matched by the end of the lab'], rows);
  }
  const left = after.map(keyOf);
  const gone = rulesOf(Network.of(lab.kernelAfter(record.index - 1))).filter((each) => {
    const at = left.indexOf(keyOf(each));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const rows = gone.map((each) => [...placeAndText(each), counted(each)]);
  return rows.length === 0 ? undefined : listed(['rule taken away', '', 'had matched'], rows);
}

function rulesOf({ places, kernel }: Network): Found[] {
  return places.flatMap(({ netns }) =>
    kernel.netfilter.chains(netns).flatMap((chain) => chain.rules.map((rule) => ({ chain, rule }))),
  );
}

const keyOf = ({ rule }: Found): string => `${rule.cause} ${rule.text}`;
const counted = ({ rule }: Found): string => matched(rule.packets, rule.bytes);
const placeAndText = ({ chain, rule }: Found): string[] => [
  `${chain.table} ${chain.chain} ${rule.number}`,
  code(rule.text),
];

function listed(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const more = rows.length > LIMIT ? `… and ${rows.length - LIMIT} more` : undefined;
  return paragraphs(table(head, rows.slice(0, LIMIT)), more);
}
