import type { ValueType } from '../../grammar/command.ts';
import { rolesOf } from '../../grammar/index.ts';
import type { Role } from '../../grammar/role.ts';
import type { Origin } from '../../userland/process.ts';

/** Programs whose purpose is to send packets. */
const PACKET_PROGRAMS = new Set(['ping', 'ping4', 'arping', 'traceroute', 'tracepath', 'nc', 'ncat', 'curl', 'wget']);

/** The roles of words that were looked at: their list is the same one in each version of a lab that they are part of. */
const rolesOfWords = new WeakMap<readonly string[], readonly Role[]>();

/** Lines whose roles are kept. The same lines come again where a lab is run anew, and with each turn of a loop. */
const KEPT_LINES = 20_000;
const rolesOfLines = new Map<string, readonly Role[]>();

function knownRolesOf(argv: readonly string[]): readonly Role[] {
  let roles = rolesOfWords.get(argv);
  if (roles === undefined) {
    roles = rolesOfLine(argv);
    rolesOfWords.set(argv, roles);
  }
  return roles;
}

function rolesOfLine(argv: readonly string[]): readonly Role[] {
  const line = `${argv.length}\0${argv.join('\0')}`;
  let roles = rolesOfLines.get(line);
  if (roles === undefined) {
    if (rolesOfLines.size >= KEPT_LINES) rolesOfLines.clear();
    roles = rolesOf(argv);
    rolesOfLines.set(line, roles);
  }
  return roles;
}

/** The words of one command line with what each of them is. Indexes are those of `argv`. */
export class CommandLine {
  private knownRoles: readonly Role[] | undefined;

  constructor(
    readonly argv: readonly string[],
    readonly origins: readonly (Origin | undefined)[],
    readonly range: Origin,
  ) {}

  get roles(): readonly Role[] {
    this.knownRoles ??= knownRolesOf(this.argv);
    return this.knownRoles;
  }

  /** The index of the program that does the work, behind `sudo`, `ip netns exec NAME` and the like; -1 for no words. */
  get program(): number {
    const last = this.roles.findLastIndex((role) => role.kind === 'program');
    return last < 0 && this.argv.length > 0 ? 0 : last;
  }

  /** The name of that program without its directory; '' for no words. */
  get programName(): string {
    const word = this.argv[this.program] ?? '';
    return word.slice(word.lastIndexOf('/') + 1);
  }

  get sendsPackets(): boolean {
    return PACKET_PROGRAMS.has(this.programName);
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
