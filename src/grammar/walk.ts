import type { Command, Continuation, Option, Positional, ValueType } from './command.ts';
import { tableOf } from './keyword.ts';
import type { Programs } from './programs.ts';
import type { Expectation, Role } from './role.ts';

/** A value that has to come: of an option, or of a positional that its keyword announced. */
interface Due {
  readonly type: ValueType;
  readonly option?: Option;
  readonly positional?: Positional;
  /** The first value of its option may have words before it and may open other rows. */
  readonly first: boolean;
}

/** `!` before a match of iptables. */
const NEGATION: Option = { name: '!', doc: 'Not: the match that follows must fail' };

const announcements = new WeakMap<Positional, Option>();

/** The keyword of a positional as a row (`to`, `local`, `dev`). */
function announcement(positional: Positional): Option {
  const known = announcements.get(positional);
  if (known !== undefined) return known;
  const option: Option = { name: positional.keyword!, values: [positional.value], doc: positional.doc };
  announcements.set(positional, option);
  return option;
}

/**
 * Goes along a command line word by word and knows at each place what may follow. It only looks at rows: a device that
 * does not exist is a device all the same. `roles.ts` and `expect.ts` are its two readings.
 */
export class Walk {
  private command: Command | undefined;
  /** Rows that count now: the command's, or those a word has opened. With getopt the opened ones count besides. */
  private scopes: Continuation[] = [];
  private opener: Option | undefined;
  private due: Due[] = [];
  private readonly used = new Set<Option>();
  private filled = 0;
  private optionsEnded = false;
  /** The walk along the command that this one runs (`sudo`, `ip netns exec NAME`). */
  private inner: Walk | undefined;

  constructor(private readonly programs: Programs) {}

  /** Takes the next word and says what it is. */
  read(word: string): Role {
    if (this.inner !== undefined) return this.inner.read(word);
    if (this.command === undefined) return this.readProgram(word);
    if (this.due.length > 0) return this.readValue(word);
    const { style } = this.command;
    const role = style === 'getopt' ? this.readDashed(word) : this.readKeyword(word);
    return role ?? this.readSubcommand(word) ?? this.readPositional(word) ?? { kind: 'unknown', command: this.command };
  }

  /** What may stand at the next place. */
  expected(): Expectation {
    if (this.inner !== undefined) return this.inner.expected();
    if (this.command === undefined) return { commands: [...new Set(this.programs.values())], options: [], values: [] };
    const [due] = this.due;
    if (due !== undefined) return { commands: [], options: [], values: [expectedValue(due)] };
    return {
      commands: this.command.commands ?? [],
      options: this.scopes.flatMap((scope) => scope.options).filter((option) => this.mayFollow(option)),
      values: this.openPositionals().map((positional) =>
        expectedValue({ type: positional.value, positional, first: true }),
      ),
    };
  }

  private readProgram(word: string): Role {
    const command = this.programs.get(word.slice(word.lastIndexOf('/') + 1));
    if (command === undefined) return { kind: 'unknown' };
    this.enter(command);
    return { kind: 'program', command };
  }

  private enter(command: Command): void {
    this.command = command;
    this.scopes = [command];
    this.opener = undefined;
    this.filled = 0;
  }

  private readValue(word: string): Role {
    const due = this.due[0]!;
    const role = this.valueRole(due, word);
    if (due.first && due.option?.before?.includes(word)) return role;
    this.due.shift();
    const opened = due.first ? due.option?.opens?.[word] : undefined;
    if (opened !== undefined) this.open(opened, due.option!);
    return role;
  }

  private valueRole({ type, option, positional }: Due, word: string): Role {
    const kind = option?.before?.includes(word) ? 'text' : type;
    const origin = { ...(option === undefined ? {} : { option }), ...(positional === undefined ? {} : { positional }) };
    return { kind: 'value', type: kind, ...origin, command: this.command! };
  }

  private open(scope: Continuation, opener: Option): void {
    if (this.command?.style === 'getopt') {
      this.scopes.push(scope);
      return;
    }
    this.scopes = [scope];
    this.opener = opener;
    this.filled = 0;
  }

  private readKeyword(word: string): Role | undefined {
    const [scope] = this.scopes;
    const option = tableOf(scope!.options).find(word) ?? (this.opener?.name === word ? this.opener : undefined);
    if (option !== undefined) return this.take(option);
    const positional = scope!.positionals?.find((one) => one.keyword === word);
    if (positional === undefined) return undefined;
    this.filled = scope!.positionals!.indexOf(positional) + 1;
    this.due.push({ type: positional.value, positional, first: true });
    return { kind: 'option', option: announcement(positional), command: this.command! };
  }

  private readDashed(word: string): Role | undefined {
    if (word === '!') return { kind: 'option', option: NEGATION, command: this.command! };
    if (this.optionsEnded || word.length < 2 || !word.startsWith('-')) return undefined;
    if (word === '--') {
      this.optionsEnded = true;
      return { kind: 'option', option: { name: '--', doc: 'End of the options' }, command: this.command! };
    }
    const equals = word.indexOf('=');
    if (word.startsWith('--') && equals > 0) return this.takeAttached(this.findDashed(word.slice(0, equals)));
    const whole = this.findDashed(word);
    if (whole !== undefined) return this.take(whole);
    return word.startsWith('--') ? undefined : this.readCluster(word);
  }

  /** `-nvL CHAIN`, `-c3`: letters up to the first that takes a value. */
  private readCluster(word: string): Role | undefined {
    let role: Role | undefined;
    for (let i = 1; i < word.length; i++) {
      const option = this.findDashed(`-${word[i]}`);
      if (option === undefined) return role;
      const attached = (option.values?.length ?? 0) > 0 && i + 1 < word.length;
      role = attached ? this.takeAttached(option) : this.take(option);
      if (attached) return role;
    }
    return role;
  }

  private findDashed(name: string): Option | undefined {
    const rows = this.scopes.flatMap((scope) => scope.options);
    const names = (option: Option) => [option.name, ...(option.aliases ?? []), ...(option.prefixAliases ?? [])];
    const exact = rows.find((option) => names(option).includes(name));
    if (exact !== undefined || !name.startsWith('--')) return exact;
    const begun = rows.filter((option) => names(option).some((text) => text.startsWith(name)));
    return begun.length === 1 ? begun[0] : undefined;
  }

  private take(option: Option): Role {
    this.used.add(option);
    (option.values ?? []).forEach((type, index) => {
      this.due.push({ type, option, first: index === 0 });
    });
    const opened = option.opens?.[''];
    if (opened !== undefined) this.open(opened, option);
    return { kind: 'option', option, command: this.command! };
  }

  private takeAttached(option: Option | undefined): Role | undefined {
    if (option === undefined) return undefined;
    this.used.add(option);
    return { kind: 'option', option, command: this.command! };
  }

  private readSubcommand(word: string): Role | undefined {
    const commands = this.command!.commands;
    const command = commands === undefined ? undefined : tableOf(commands).find(word);
    if (command === undefined) return undefined;
    this.enter(command);
    return { kind: 'subcommand', command };
  }

  private readPositional(word: string): Role | undefined {
    const positionals = this.positionals();
    for (let i = this.filled; i < positionals.length; i++) {
      const positional = positionals[i]!;
      if (positional.words !== undefined && !positional.words.some((text) => text.startsWith(word))) continue;
      this.filled = positional.rest === true ? i : i + 1;
      if (positional.rest === true && positional.value === 'program') {
        this.inner = new Walk(this.programs);
        return this.inner.read(word);
      }
      return { kind: 'value', type: positional.value, positional, command: this.command! };
    }
    return undefined;
  }

  private positionals(): readonly Positional[] {
    return this.scopes.flatMap((scope) => scope.positionals ?? []);
  }

  /** The positionals that may come next: up to the first that must. */
  private openPositionals(): Positional[] {
    const open: Positional[] = [];
    for (const positional of this.positionals().slice(this.filled)) {
      open.push(positional);
      if (positional.optional !== true) break;
    }
    return open;
  }

  private mayFollow(option: Option): boolean {
    if (option.repeatable === true || this.used.size === 0) return true;
    if (this.used.has(option)) return false;
    return ![...this.used].some(
      (other) => other.excludes?.includes(option.name) || option.excludes?.includes(other.name),
    );
  }
}

function expectedValue({ type, option, positional }: Due): Expectation['values'][number] {
  const words = option === undefined ? positional?.words : [...(option.words ?? []), ...(option.before ?? [])];
  return {
    type,
    ...(words === undefined || words.length === 0 ? {} : { words }),
    ...(option?.meanings === undefined ? {} : { meanings: option.meanings }),
    doc: (option ?? positional)!.doc,
  };
}
