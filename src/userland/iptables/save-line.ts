import type { Rule } from '../../kernel/netfilter/rule.ts';
import type { ChainView } from './chains.ts';

/** `-A CHAIN …` (nft_rule_print_save); with counters in front as iptables-save writes them, or in the middle as -S -v does. */
export function saveRule(
  chain: string,
  { spec, packets, bytes }: Rule,
  counters: 'none' | 'front' | 'middle' = 'none',
): string {
  const { words } = spec;
  const tests = [words.source, words.destination, words.inDevice, words.outDevice, words.protocol, words.fragment];
  const parts = [
    ...(counters === 'front' ? [`[${packets}:${bytes}]`] : []),
    `-A ${chain}`,
    ...tests,
    ...words.matches,
    ...(counters === 'middle' ? [`-c ${packets} ${bytes}`] : []),
    words.target,
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join(' ')}\n`;
}

/** `-P CHAIN POLICY` or `-N CHAIN`. */
export function saveChain({ name, policy, packets, bytes }: ChainView, counters: boolean): string {
  if (policy === undefined) return `-N ${name}\n`;
  return `-P ${name} ${policy}${counters ? ` -c ${packets} ${bytes}` : ''}\n`;
}
