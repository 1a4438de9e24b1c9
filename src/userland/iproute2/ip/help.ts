import { IP } from '../../../grammar/iproute2/ip.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import { usageOf } from '../../../grammar/usage.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';

/** Prints the usage of ip itself and ends. */
export function programUsage(session: Session): never {
  session.die(usageOf('ip', IP), session.argv.length - 1);
}

/** The usage of the object (and command) whose words end at `index`. */
export function usageText(session: Session, index: number): string {
  let command = IP;
  let path = 'ip';
  for (const word of session.argv.slice(session.objectAt, index + 1)) {
    const next = tableOf(command.commands ?? []).find(word);
    if (next === undefined || next.name === 'help') continue;
    command = next;
    path += ` ${next.name}`;
  }
  return usageOf(path, command);
}

/** Prints the usage of the command whose words end at `index`, and ends. */
export function usage(session: Session, index: number, status: number = EXIT_MINUS_ONE): never {
  session.die(usageText(session, index), undefined, status);
}
