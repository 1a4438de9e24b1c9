import type { Command } from '../../../grammar/command.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import type { Session } from '../session.ts';

/**
 * The full name of the subcommand that the word behind `index` means; '' when the line ends. Ends the program for a
 * word that means none, and for subcommands that are not simulated.
 */
export function subcommand(session: Session, object: Command, index: number, help: string): string {
  const word = session.argv[index + 1];
  if (word === undefined) return '';
  const command = tableOf(object.commands ?? []).find(word);
  if (command === undefined) {
    // Only that of tunnels lacks the full stop.
    const end = object.name === 'tunnel' ? '' : '.';
    session.die(`Command "${word}" is unknown, try "${help}"${end}\n`, index + 1);
  }
  if (command.simulated === false) {
    const what = `${session.process.argv[0]} ${object.name} ${command.name}`;
    session.unsimulated(`${what}: ${command.doc}`, index + 1);
    session.die(`${what} is not simulated\n`, index + 1, 1);
  }
  return command.name;
}
