import type { Running } from '../process.ts';
import { Exit } from './exit.ts';
import type { Session } from './session.ts';

/** Runs a program's body up to its end or its exit, and hands over what it printed. */
export function runProgram(session: Session, body: () => number | Running): number | Running {
  try {
    const result = body();
    if (typeof result !== 'number') return finish(session, result);
    session.out.flush();
    return result;
  } catch (error) {
    return statusOf(session, error);
  }
}

/** The rest of a program that waits. */
function* finish(session: Session, running: Running): Running {
  try {
    const status = yield* running;
    session.out.flush();
    return status;
  } catch (error) {
    return statusOf(session, error);
  }
}

function statusOf(session: Session, error: unknown): number {
  if (!(error instanceof Exit)) throw error;
  session.out.flush();
  return error.status;
}
