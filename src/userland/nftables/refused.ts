import { type Errno, strerror } from '../../kernel/errno.ts';
import type { Result } from '../../kernel/result.ts';
import { Mistake } from './report.ts';
import type { Span } from './scanner.ts';

/** Something that the kernel refused. */
export class Refused extends Mistake {}

/** The value of a granted request; a refused one is told at the place that is to blame. */
export function grantedBy<T>(result: Result<T>, span: Span): T {
  if (result.ok) return result.value;
  throw refusedWith(result.error.errno, span);
}

/** The kernel's refusal as nft tells it. */
export function refusedWith(errno: Errno, span: Span): Refused {
  return new Refused(`Could not process rule: ${strerror(errno)}`, span);
}
