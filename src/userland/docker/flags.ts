import type { Command, Option } from '../../grammar/command.ts';
import type { Process } from '../process.ts';
import { ClientError } from './complaint.ts';

/** A word of the command line. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** A call of one of docker's commands, its flags read. */
export interface Call {
  readonly process: Process;
  /** `docker network create`: how the command is called. */
  readonly path: string;
  readonly command: Command;
  readonly operands: readonly Word[];
  has(name: string): boolean;
  /** The last value given. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** Where a flag's last value was written. */
  indexOf(name: string): number | undefined;
}

/** The status of a client that does not understand its flags. */
const FLAG_STATUS = 125;

/** Reads flags as pflag does, from the word `first` on. Once the first operand has come, `docker run` and `docker exec` take all words for it. */
export function readFlags(process: Process, path: string, command: Command, first: number): Call {
  const { argv } = process;
  const given = new Map<string, Word[]>();
  const operands: Word[] = [];
  const mixes = !command.positionals?.some(({ rest }) => rest);
  const fail = (index: number, message: string): never => {
    throw new ClientError(`${message}\nSee '${path} --help'.\n`, FLAG_STATUS, index);
  };
  const note = (option: Option, text: string, index: number) => {
    if (option.simulated === false && text !== 'false') process.unsimulated(`${path} ${option.name}`, index);
    given.set(option.name, [...(given.get(option.name) ?? []), { text, index }]);
  };
  for (let at = first; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      for (const text of argv.slice(at + 1)) operands.push({ text, index: ++at });
      break;
    }
    if (!/^-./.test(word)) {
      operands.push({ text: word, index: at });
      if (mixes) continue;
      for (const text of argv.slice(at + 1)) operands.push({ text, index: ++at });
      break;
    }
    at = word.startsWith('--') ? readLong(at) : readLetters(at);
  }
  return {
    process,
    path,
    command,
    operands,
    has: (name) => given.has(name) && given.get(name)!.at(-1)!.text !== 'false',
    value: (name) => given.get(name)?.at(-1)?.text,
    values: (name) => given.get(name)?.map(({ text }) => text) ?? [],
    indexOf: (name) => given.get(name)?.at(-1)?.index,
  };

  function readLong(at: number): number {
    const word = argv[at]!;
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const option = find(name);
    if (option === undefined) return fail(at, `unknown flag: ${name}`);
    if (equals > 0) note(option, word.slice(equals + 1), at);
    else if (option.values === undefined) note(option, 'true', at);
    else if (at + 1 >= argv.length) fail(at, `flag needs an argument: ${name}`);
    else note(option, argv[at + 1]!, at + 1);
    return equals > 0 || option.values === undefined ? at : at + 1;
  }

  function readLetters(at: number): number {
    const word = argv[at]!;
    for (let i = 1; i < word.length; i++) {
      const option = find(`-${word[i]}`);
      if (option === undefined) return fail(at, `unknown shorthand flag: '${word[i]}' in ${word}`);
      if (option.values === undefined) {
        note(option, 'true', at);
        continue;
      }
      const attached = word.slice(i + 1).replace(/^=/, '');
      if (attached !== '') note(option, attached, at);
      else if (at + 1 >= argv.length) fail(at, `flag needs an argument: '${word[i]}' in ${word}`);
      else note(option, argv[at + 1]!, at + 1);
      return attached === '' ? at + 1 : at;
    }
    return at;
  }

  function find(name: string): Option | undefined {
    return command.options.find((option) => option.name === name || option.aliases?.includes(name));
  }
}

/** Checks how many operands there are; the complaint is the client's. */
export function expectOperands({ path, command, operands, process }: Call, least: number, most: number): void {
  if (operands.length >= least && operands.length <= most) return;
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`;
  const wanted =
    least === most
      ? most === 0
        ? 'accepts no arguments'
        : `requires exactly ${plural(least)}`
      : operands.length < least
        ? `requires at least ${plural(least)}`
        : `requires at most ${plural(most)}`;
  const usage = `${path}${command.options.length > 0 ? ' [OPTIONS]' : ''} ${(command.positionals ?? [])
    .map(({ name }) => name)
    .join(' ')}`;
  const about = command.doc[0]!.toUpperCase() + command.doc.slice(1);
  throw new ClientError(
    `"${path}" ${wanted}.\nSee '${path} --help'.\n\nUsage:  ${usage.trimEnd()}\n\n${about}\n`,
    1,
    operands[most]?.index ?? process.argv.indexOf(command.name),
  );
}
