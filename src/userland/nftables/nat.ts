import type { NatStatement } from '../../kernel/netfilter/nft/statement.ts';
import type { Evaluator } from './evaluate-expression.ts';
import { isRange } from './evaluate-value.ts';
import { Mistake } from './report.ts';
import type { Expr, Stmt } from './syntax.ts';
import { typeOf } from './types.ts';

type NatSyntax = Extract<Stmt, { readonly kind: NatStatement['kind'] }>;

/** What a statement of NAT says: where to, and with which ports. */
export function evaluateNat(stmt: NatSyntax, evaluator: Evaluator): NatStatement {
  const { kind, flags, keyword } = stmt;
  const { protocols, table } = evaluator;
  const family = stmt.family ?? familyOf(protocols.network);
  if (table.family === 'inet' && family === undefined && stmt.address !== undefined)
    throw new Mistake('ip or ip6 must be specified with address for inet tables.', keyword);
  const target = stmt.address === undefined ? {} : addressOf(stmt.address, family, evaluator);
  if (stmt.port !== undefined && protocols.transportSpan === undefined)
    throw new Mistake('transport protocol mapping is only valid after transport protocol match', stmt.port, [keyword]);
  const port = stmt.port === undefined ? {} : portOf(stmt.port, evaluator);
  const isPair = stmt.both || target.pair === true;
  return {
    kind,
    family: table.family === 'inet' || isPair || (stmt.netmap && stmt.address?.kind === 'map') ? family : undefined,
    ...(target.address === undefined ? {} : { address: target.address, addressUpTo: target.addressUpTo }),
    ...port,
    ...(isPair ? { both: true } : {}),
    ...(stmt.netmap ? { netmap: true } : {}),
    ...(flags.includes('random') ? { random: true } : {}),
    ...(flags.includes('fully-random') ? { fullyRandom: true } : {}),
    ...(flags.includes('persistent') ? { persistent: true } : {}),
  };
}

function familyOf(network: string | undefined): 'ip' | 'ip6' | undefined {
  return network === 'ip' || network === 'ip6' ? network : undefined;
}

interface Target extends Pick<NatStatement, 'address' | 'addressUpTo'> {
  /** A map leads to address and port. */
  readonly pair?: boolean;
}

function addressOf(expr: Expr, family: 'ip' | 'ip6' | undefined, evaluator: Evaluator): Target {
  const type = typeOf(family === 'ip6' ? 'ipv6_addr' : 'ipv4_addr');
  if (expr.kind === 'map') {
    const address = evaluator.operand(expr, type, type.bits);
    const pair = address.kind === 'map' && (address.set.description.dataTypes?.length ?? 0) > 1;
    return { address, pair };
  }
  if (expr.kind === 'range' || expr.kind === 'prefix') {
    const read = evaluator.values.range(expr, type);
    if (isRange(read)) {
      const { low, high } = read.interval;
      return { address: { kind: 'value', value: low }, addressUpTo: high };
    }
  }
  return { address: evaluator.operand(expr, type, type.bits) };
}

function portOf(expr: Expr, evaluator: Evaluator): Pick<NatStatement, 'port' | 'portUpTo'> {
  const type = typeOf('inet_service');
  if (expr.kind === 'range') {
    const read = evaluator.values.range(expr, type);
    if (isRange(read)) {
      return { port: { kind: 'value', value: read.interval.low }, portUpTo: Number(read.interval.high) };
    }
  }
  return { port: evaluator.operand(expr, type, type.bits) };
}
