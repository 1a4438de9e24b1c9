import type { Running } from '../userland/process.ts';
import { Killed } from './control.ts';
import type { Shell } from './shell.ts';
import { SIGNALS } from './signals.ts';

/**
 * Runs a shell that is a process of its own, such as `bash -c`: signals come to it by what it waits in. One that has a trap
 * is kept for after the command that runs, which a signal to the whole group ends; one that ends the shell does so behind
 * its EXIT trap.
 */
export function* heeding(shell: Shell, running: Running): Running {
  const { clock } = shell.session;
  let endsAll = false;
  try {
    let step = running.next();
    while (!step.done) {
      const wait = step.value;
      const heard: { end?: Killed; goesOn: boolean } = { goesOn: false };
      const caught = (signal: number, group = false): boolean => {
        if (wait.caught?.(signal, group) === true) heard.goesOn = true;
        else {
          const end = endOf(shell, signal, group);
          if (end !== undefined) heard.end = end;
          endsAll ||= group;
        }
        return heard.goesOn || heard.end !== undefined || shell.state.traps.has(SIGNALS[signal] ?? '');
      };
      const isOver = () =>
        heard.goesOn ||
        heard.end !== undefined ||
        wait.ready?.() === true ||
        (wait.until ?? Number.POSITIVE_INFINITY) <= clock.now;
      do yield { ...wait, ready: isOver, caught };
      while (!isOver());
      step = heard.end === undefined ? running.next() : running.throw(heard.end);
    }
    return step.value;
  } catch (thrown) {
    // Whoever has ended the whole group knows that it did.
    if (endsAll && thrown instanceof Killed && thrown.pid === shell.pid) return thrown.status;
    throw thrown;
  } finally {
    running.return(0);
  }
}

/** What a signal ends: the shell itself, or the program in its foreground, whose number does not matter. */
function endOf(shell: Shell, signal: number, group: boolean): Killed | undefined {
  const trap = shell.state.traps.get(SIGNALS[signal] ?? '');
  if (!shell.receive(signal)) return shell.state.traps.has('EXIT') ? new Killed(shell.pid, signal) : undefined;
  const isHeard = trap !== undefined && trap.text !== '';
  return isHeard && group && shell.waitsForProgram ? new Killed(Number.POSITIVE_INFINITY, signal) : undefined;
}
