import type { Statement } from '../../kernel/netfilter/nft/statement.ts';
import type { RejectWith } from '../../kernel/netfilter/targets/reject.ts';
import type { Evaluator } from './evaluate-expression.ts';
import { Mistake } from './report.ts';
import { SYMBOLS } from './symbols.ts';
import type { Stmt } from './syntax.ts';

/** The answers of the kernel by ICMP's codes. */
const ANSWERS: Readonly<Record<number, RejectWith>> = {
  0: 'icmp-net-unreachable',
  1: 'icmp-host-unreachable',
  2: 'icmp-proto-unreachable',
  3: 'icmp-port-unreachable',
  9: 'icmp-net-prohibited',
  10: 'icmp-host-prohibited',
  13: 'icmp-admin-prohibited',
};

/** ICMP's codes of the codes that stand for both families (nft_reject_icmp_code). */
const ABSTRACT: Readonly<Record<number, number>> = { 0: 0, 1: 3, 2: 1, 3: 13 };

/** What a `reject` says; one with a reset is for TCP only, which it says itself where the rule does not. */
export function evaluateReject(
  stmt: Stmt & { readonly kind: 'reject' },
  evaluator: Evaluator,
  isFirst: boolean,
): Statement[] {
  const { keyword } = stmt;
  const { protocols, table } = evaluator;
  const { family } = table;
  if (stmt.type === 'tcp reset') {
    if (protocols.transport !== undefined && protocols.transport !== 'tcp')
      throw new Mistake('you cannot use tcp reset with this protocol', keyword, [protocols.transportSpan ?? keyword]);
    const reset: Statement = { kind: 'reject', with: 'tcp-reset', written: { type: 'tcp reset', code: 0 } };
    if (protocols.transport === 'tcp') return [reset];
    const left = { kind: 'field', name: 'meta l4proto' } as const;
    const implied = family === 'ip' || family === 'ip6';
    return [
      { kind: 'match', left, op: '==', right: { kind: 'value', value: 6 }, ...(implied ? { implied } : {}) },
      reset,
    ];
  }
  const type = stmt.type ?? (protocols.network === 'ip' ? 'icmp' : protocols.network === 'ip6' ? 'icmpv6' : 'icmpx');
  if (stmt.type !== undefined && stmt.type === 'icmpx' && family !== 'inet' && family !== 'bridge')
    throw new Mistake('abstracted ICMP unreachable not supported', stmt.code!, [keyword]);
  const other = { icmp: 'ip6', icmpv6: 'ip', icmpx: '' }[type];
  if (protocols.network === other)
    throw new Mistake(`conflicting protocols specified: ${other} vs ${other === 'ip' ? 'ip6' : 'ip'}`, stmt.code!, [
      keyword,
    ]);
  const code = stmt.code === undefined ? { icmp: 3, icmpv6: 4, icmpx: 1 }[type] : codeOf(type, stmt.code);
  const answer = type === 'icmpv6' ? 3 : type === 'icmpx' ? ABSTRACT[code]! : code;
  const reject: Statement = {
    kind: 'reject',
    with: ANSWERS[answer] ?? 'icmp-port-unreachable',
    written: { type, code },
  };
  if (type === 'icmpx' || protocols.network !== undefined) return [reject];
  // The family that the answer is of stands before everything else.
  const left = { kind: 'field', name: 'meta nfproto' } as const;
  const right = { kind: 'value', value: type === 'icmp' ? 2 : 10 } as const;
  return [{ kind: 'match', left, op: '==', right, ...(isFirst ? { implied: true } : {}) }, reject];
}

function codeOf(type: 'icmp' | 'icmpv6' | 'icmpx', word: { text: string; start: number; end: number }): number {
  if (/^\d+$/.test(word.text)) return Number(word.text);
  const code = SYMBOLS[`${type}_code`]!.find(([name]) => name === word.text)?.[1];
  if (code === undefined) throw new Mistake(`Could not parse ${type} code`, word);
  return code;
}
