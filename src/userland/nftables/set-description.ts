import type { SetDescription } from '../../kernel/netfilter/nft/set.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import type { Process } from '../process.ts';
import { RuleEvaluator } from './evaluate-rule.ts';
import { printExpression } from './print-expression.ts';
import { refusedWith } from './refused.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';
import type { Expr, Name, SetSyntax } from './syntax.ts';

/** What a set's block says, checked. */
export function describeSet(process: Process, table: Table, syntax: SetSyntax, whole: Span): SetDescription {
  const evaluator = new RuleEvaluator(process, table);
  const plain = { style: PLAIN, stateless: true, terse: false, process, family: table.family };
  const typed = (expr: Expr) => {
    const { types, expression } = evaluator.selector(expr);
    return { names: types.map(({ name }) => name), text: printExpression(expression, plain) };
  };
  const { types, typeOf, data, dataOf, flags, timeout, size } = syntax;
  if (types === undefined && typeOf === undefined) throw new Mistake('set definition does not specify key', syntax);
  if (syntax.gcInterval !== undefined && timeout === undefined && !flags.includes('timeout'))
    throw refusedWith('EINVAL', whole);
  const key = typeOf === undefined ? undefined : typed(typeOf);
  const led = dataOf === undefined ? undefined : typed(dataOf);
  const dataTypes = led?.names ?? (data === undefined ? undefined : namesOf(data));
  const dataText = led?.text ?? dataTypes?.join(' . ');
  return {
    keyTypes: key?.names ?? namesOf(types!),
    dataTypes,
    ...(key === undefined ? {} : { typeOf: dataText === undefined ? key.text : `${key.text} : ${dataText}` }),
    constant: flags.includes('constant'),
    interval: flags.includes('interval'),
    dynamic: flags.includes('dynamic'),
    timed: flags.includes('timeout'),
    autoMerge: syntax.autoMerge,
    size,
    policy: syntax.policy === 'performance' ? undefined : syntax.policy,
    timeout,
    gcInterval: syntax.gcInterval,
    comment: syntax.comment,
    statements: syntax.statements.map((each) => evaluator.stateful(each)),
  };
}

const PLAIN = {
  numeric: false,
  services: false,
  numericPriority: false,
  numericProtocol: false,
  numericTime: false,
  ids: false,
};

function namesOf(names: readonly Name[]): string[] {
  return names.map(({ text }) => text);
}
