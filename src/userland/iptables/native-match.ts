import type { Match } from '../../kernel/netfilter/matches/index.ts';
import type { TcpMatch } from '../../kernel/netfilter/matches/tcp.ts';
import type { UdpMatch } from '../../kernel/netfilter/matches/udp.ts';
import type { CommandLine } from './command-line.ts';
import { complain } from './complaint.ts';

/**
 * nf_tables tests the ports and flags of TCP and UDP by itself, without the matches of iptables: tests that always hold
 * leave no trace, and several matches of a protocol come back as one (nft_parse_tcp, nft_parse_udp).
 */
export function asKept(matches: readonly Match[], { protocol, matches: read }: CommandLine): Match[] {
  const kept: Match[] = [];
  for (const match of matches) {
    const native = nativeOf(match);
    if (native === undefined) {
      kept.push(match);
      continue;
    }
    if (protocol?.number !== (native.kind === 'tcp' ? 6 : 17)) {
      const upper = native.kind.toUpperCase();
      complain(`${upper} match requires '-p ${native.kind}'`, read.find(({ name }) => name === native.kind)?.index);
    }
    const index = kept.findIndex((other) => other.kind === native.kind && nativeOf(other) !== undefined);
    if (index < 0) kept.push(native);
    else kept[index] = { ...kept[index]!, ...native } as Match;
  }
  return kept;
}

/** The match; undefined for one that nf_tables does not do by itself. */
function nativeOf(match: Match): TcpMatch | UdpMatch | undefined {
  if (match.kind !== 'tcp' && match.kind !== 'udp') return undefined;
  if (match.kind === 'tcp' && match.option !== undefined) return undefined;
  return Object.keys(match).length === 1 ? undefined : match;
}
