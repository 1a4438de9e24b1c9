import { SIGNALS } from '../userland/coreutils/signals.ts';

export { SIGNALS };

/** What does nothing to a process that has no handler for it. */
export const DEFAULT_IGNORED: ReadonlySet<string> = new Set([
  'CHLD',
  'CONT',
  'URG',
  'WINCH',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  '',
]);

/** The name of a signal without `SIG`, from a name in any case or a number; undefined when there is none. */
export function signalName(text: string): string | undefined {
  if (/^\d+$/.test(text)) return SIGNALS[Number(text)];
  const name = text.toUpperCase().replace(/^SIG/, '');
  return SIGNALS.includes(name) || ['ERR', 'DEBUG', 'RETURN'].includes(name) ? name : undefined;
}

/** The number of a signal; -1 when there is none. */
export function signalNumber(text: string): number {
  const name = signalName(text);
  return name === undefined ? -1 : SIGNALS.indexOf(name);
}

/** What `kill -l` prints. */
export function listSignals(): string {
  let text = '';
  for (let number = 1; number < SIGNALS.length; number += 1) {
    const last = number % 5 === 0 || number === SIGNALS.length - 1;
    text += `${String(number).padStart(2)}) SIG${SIGNALS[number]}${last ? '\n' : '\t'}`;
  }
  return text;
}

/** What bash says of a job that a signal ended. */
export function signalText(number: number): string {
  const texts: Readonly<Record<number, string>> = {
    1: 'Hangup',
    2: 'Interrupt',
    3: 'Quit',
    4: 'Illegal instruction',
    5: 'Trace/breakpoint trap',
    6: 'Aborted',
    7: 'Bus error',
    8: 'Floating point exception',
    9: 'Killed',
    10: 'User defined signal 1',
    11: 'Segmentation fault',
    12: 'User defined signal 2',
    13: 'Broken pipe',
    14: 'Alarm clock',
    15: 'Terminated',
  };
  return texts[number] ?? SIGNALS[number] ?? 'Unknown signal';
}
