import type { ValueType } from '../../grammar/command.ts';
import { rolesOf } from '../../grammar/index.ts';
import type { Role } from '../../grammar/role.ts';
import type { Origin } from '../../userland/process.ts';

/** Programs whose purpose is to send packets. */
const PACKET_PROGRAMS = new Set(['ping', 'ping4', 'arping', 'traceroute', 'tracepath', 'nc', 'ncat', 'curl', 'wget']);

/** What is known of the words of a line. */
interface Meaning {
  readonly roles: readonly Role[];
  readonly program: number;
  readonly programName: string;
}

/** That of words that were looked at: their list is the same one in each version of a lab that they are part of. */
const meaningOfWords = new WeakMap<readonly string[], Meaning>();

/** Lines whose meaning is kept. The same lines come again where a lab is run anew, and with each turn of a loop. */
const KEPT_LINES = 20_000;
const meaningOfLines = new Map<string, Meaning>();

function meaningOf(argv: readonly string[]): Meaning {
  let meaning = meaningOfWords.get(argv);
  if (meaning === undefined) {
    meaning = meaningOfLine(argv);
    meaningOfWords.set(argv, meaning);
  }
  return meaning;
}

function meaningOfLine(argv: readonly string[]): Meaning {
  const line = `${argv.length}\0${argv.join('\0')}`;
  let meaning = meaningOfLines.get(line);
  if (meaning === undefined) {
    if (meaningOfLines.size >= KEPT_LINES) meaningOfLines.clear();
    meaning = read(argv);
    meaningOfLines.set(line, meaning);
  }
  return meaning;
}

function read(argv: readonly string[]): Meaning {
  const roles = rolesOf(argv);
  const last = roles.findLastIndex((role) => role.kind === 'program');
  const program = last < 0 && argv.length > 0 ? 0 : last;
  const word = argv[program] ?? '';
  return { roles, program, programName: word.slice(word.lastIndexOf('/') + 1) };
}

/** True for the words of a command whose purpose is to send packets. */
export function sendsPackets(argv: readonly string[]): boolean {
  return PACKET_PROGRAMS.has(meaningOf(argv).programName);
}

/** The words of one command line with what each of them is. Indexes are those of `argv`. */
export class CommandLine {
  constructor(
    readonly argv: readonly string[],
    readonly origins: readonly (Origin | undefined)[],
    readonly range: Origin,
  ) {}

  get roles(): readonly Role[] {
    return meaningOf(this.argv).roles;
  }

  /** The index of the program that does the work, behind `sudo`, `ip netns exec NAME` and the like; -1 for no words. */
  get program(): number {
    return meaningOf(this.argv).program;
  }

  /** The name of that program without its directory; '' for no words. */
  get programName(): string {
    return meaningOf(this.argv).programName;
  }

  get sendsPackets(): boolean {
    return sendsPackets(this.argv);
  }

  /** The index of the word that names the namespace the program works in: of `ip netns exec NAME` or `ip -n NAME`. */
  get netnsWord(): number | undefined {
    const { program } = this;
    const index = this.roles.findLastIndex(
      (role, at) =>
        role.kind === 'value' && role.type === 'netns' && (at < program || role.option?.name.startsWith('-') === true),
    );
    return index < 0 ? undefined : index;
  }

  /** True when the first word is sudo. */
  get withSudo(): boolean {
    return this.argv[0] === 'sudo';
  }

  /** Indexes of the values of given types, in order. */
  valuesOf(...types: readonly ValueType[]): number[] {
    return this.roles.flatMap((role, index) => (role.kind === 'value' && types.includes(role.type) ? [index] : []));
  }

  /** The index of a word that equals `word`, from the right. */
  indexOf(word: string): number {
    return this.argv.lastIndexOf(word);
  }

  /** Where a word is written; the whole command for words that come out of an expansion unseen. */
  originOf(index: number | undefined): Origin {
    return (index === undefined ? undefined : this.origins[index]) ?? this.range;
  }

  /** The index of the word an offset lies in, its end included. */
  wordAt(offset: number): number | undefined {
    const index = this.origins.findIndex((origin) => origin && origin.start <= offset && offset <= origin.end);
    return index < 0 ? undefined : index;
  }

  /** The subcommands on the way to the end, by their full names: `['link', 'set']`. */
  get subcommands(): string[] {
    return this.roles.slice(this.program).flatMap((role) => (role.kind === 'subcommand' ? [role.command.name] : []));
  }
}
