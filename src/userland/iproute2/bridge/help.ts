import { BRIDGE } from '../../../grammar/iproute2/bridge.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import { usageOf } from '../../../grammar/usage.ts';
import type { Session } from '../session.ts';

/** Prints the usage of bridge itself, or of the object whose word stands before `index`, and ends. */
export function usage(session: Session, index: number): never {
  let command = BRIDGE;
  let path = 'bridge';
  for (const word of session.argv.slice(1, index + 1)) {
    const next = tableOf(command.commands ?? []).find(word);
    if (next === undefined || next.name === 'help') continue;
    command = next;
    path += ` ${next.name}`;
  }
  return session.die(usageOf(path, command));
}
