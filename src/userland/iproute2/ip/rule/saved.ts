import type { RuleInfo } from '../../../../kernel/fib/requests.ts';
import type { Running } from '../../../process.ts';
import { Exit } from '../../exit.ts';
import type { Session } from '../../session.ts';
import { FAILED, readSaved, save, TRUNCATED } from '../saved.ts';

/** `ip rule save`, which takes no words. */
export function saveRules(session: Session, index: number): number {
  if (session.argv[index + 1] !== undefined) {
    session.error('"ip rule save" does not take any arguments.\n', index + 1);
    return 1;
  }
  return save(session, 'rule', session.kernel.rule.dump(session.netns, session.family ?? 4), index);
}

/** `ip rule restore`: adds what was saved, and ends the program. */
export function* restoreRules(session: Session, index: number): Running {
  const saved = yield* readSaved<RuleInfo>(session, 'rule', index);
  if (saved === undefined) throw new Exit(FAILED);
  for (const { cause: _, priority, ...rule } of saved.objects) {
    // The kernel tells no preference of 0, so that such a rule gets another one.
    const request = { ...rule, ...(priority === 0 ? {} : { priority }) };
    const result = session.kernel.rule.add(
      session.netns,
      request as Parameters<typeof session.kernel.rule.add>[1],
      false,
    );
    if (result.ok) continue;
    session.refused(result.error, index);
    throw new Exit(FAILED);
  }
  if (saved.isTruncated) session.die(TRUNCATED, index, FAILED);
  throw new Exit(0);
}
