import type { Cause } from '../../cause.ts';
import type { HookContext } from '../context.ts';
import { log } from '../targets/log.ts';
import { reject } from '../targets/reject.ts';
import { change } from './change.ts';
import { evaluate } from './expression.ts';
import { sendBy } from './forward.ts';
import { translate } from './nat.ts';
import { lookUp } from './set.ts';
import { passesState } from './stateful.ts';
import type { NativeRule, Statement, Verdict } from './statement.ts';
import { passesTest } from './test.ts';
import { passesConnectionLimit, update } from './update.ts';

/** What a rule says: a verdict, or the number of the statement that the packet did not pass. */
export type RuleVerdict = Verdict | { readonly kind: 'stolen' } | { readonly kind: 'break'; readonly at: number };

const CONTINUE: Verdict = { kind: 'continue' };

/** Lets a rule's statements act, one after the other, until one ends it (nft_do_chain). */
export function runStatements({ statements }: NativeRule, context: HookContext, cause: Cause): RuleVerdict {
  for (let at = 0; at < statements.length; at++) {
    const verdict = act(statements[at]!, context, cause);
    if (verdict === 'break') return { kind: 'break', at };
    if (verdict !== undefined) return verdict;
  }
  return CONTINUE;
}

/** Undefined: on with the next statement. `break`: the rule is not for this packet. */
function act(
  statement: Statement,
  context: HookContext,
  cause: Cause,
): Verdict | { kind: 'stolen' } | 'break' | undefined {
  const { length } = context;
  const { now } = context.netns.kernel;
  const goOn = (passes: boolean) => (passes ? undefined : 'break');
  switch (statement.kind) {
    case 'match':
      return goOn(passesTest(statement, context));
    case 'verdict':
      return statement.verdict;
    case 'vmap': {
      const key = evaluate(statement.key, context);
      const data = key === undefined ? undefined : lookUp(statement.set, key, now)?.data;
      if (data === undefined || !('verdict' in data)) return 'break';
      return data.verdict;
    }
    case 'counter':
    case 'quota':
    case 'limit':
      return goOn(passesState(statement, now, length));
    case 'object':
      return goOn(passesState(statement.object.state, now, length));
    case 'connlimit':
      return goOn(passesConnectionLimit(statement, context));
    case 'log':
      // What has a group goes to a listener of user space; nobody listens here.
      if (statement.group === undefined && context.isIpv4) {
        const { prefix = '', level = 4, flags } = statement;
        log({ kind: 'LOG', prefix, level, flags }, context);
      }
      return undefined;
    case 'reject':
      if (context.family === 'ip') reject({ kind: 'REJECT', with: statement.with }, context);
      return { kind: 'drop' };
    case 'snat':
    case 'dnat':
    case 'masquerade':
    case 'redirect':
      return translate(statement, context, cause);
    case 'set':
    case 'notrack':
      return goOn(change(statement, context));
    case 'inert':
      return undefined;
    case 'fwd':
    case 'dup':
      return sendBy(statement, context);
    case 'update':
      return goOn(update(statement, context));
  }
}
