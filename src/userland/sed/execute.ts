import type { Regex } from '../coreutils/regex.ts';
import type { Address, Command, Piece, Substitution } from './script.ts';

/** What the commands need of their surroundings. */
export interface Surroundings {
  readonly quiet: boolean;
  print(text: string): void;
  readFile(path: string): string;
  writeFile(path: string, text: string): void;
}

/** Commands run for one line at most: more means that a loop does not end. */
const MOST = 100_000;

/** Runs a script over lines (sed manual, "How sed Works"). */
export class Execution {
  #pattern = '';
  #hold = '';
  #line = 0;
  #substituted = false;
  #last: Regex | undefined;
  /** What is printed at the end of the cycle: the text of `a`, the files of `r`. */
  #appended: string[] = [];
  readonly #labels: ReadonlyMap<string, number>;

  constructor(
    private readonly commands: readonly Command[],
    private readonly out: Surroundings,
  ) {
    const labels = commands.flatMap(({ name, text }, at) => (name === ':' ? [[text, at] as const] : []));
    this.#labels = new Map(labels);
  }

  /** The lines of one input, each with its end but the last, where it has none; answers the status of `q`. `left` is told of those it leaves. */
  run(lines: readonly string[], left: (lines: readonly string[]) => void = () => {}): number | undefined {
    const queue = [...lines];
    let again = false;
    while (queue.length > 0 || again) {
      if (!again) this.#take(queue);
      again = false;
      const ended = this.#cycle(queue);
      if (ended === 'again') again = true;
      else if (ended === 'quit' || ended === 'silent') {
        if (ended === 'quit') this.#endCycle();
        left(queue);
        return this.#status;
      } else if (ended === 'end') this.#endCycle();
      else this.#flush();
    }
    return undefined;
  }

  #status = 0;
  #newline = '\n';
  #isUnended = false;

  #take(queue: string[]): void {
    const line = queue.shift() as string;
    this.#newline = line.endsWith('\n') ? '\n' : '';
    this.#pattern = this.#newline === '' ? line : line.slice(0, -1);
    this.#line += 1;
    this.#substituted = false;
  }

  #endCycle(): void {
    if (!this.out.quiet) this.#print();
    this.#flush();
  }

  /** A line that has no end gets it once something follows. */
  #emit(text: string): void {
    if (text === '') return;
    this.out.print(this.#isUnended ? `\n${text}` : text);
    this.#isUnended = !text.endsWith('\n');
  }

  #print(): void {
    this.#emit(this.#pattern + this.#newline);
  }

  #flush(): void {
    for (const text of this.#appended) this.#emit(text);
    this.#appended = [];
  }

  /** One cycle; `again` starts the next one without reading, `deleted` prints nothing. */
  #cycle(queue: string[]): 'end' | 'deleted' | 'again' | 'quit' | 'silent' {
    let steps = 0;
    for (let at = 0; at < this.commands.length; at += 1) {
      steps += 1;
      if (steps > MOST) return 'quit';
      const command = this.commands[at] as Command;
      if (this.#selects(command, queue) === command.negated) {
        if (command.name === '{') at = command.end;
        continue;
      }
      switch (command.name) {
        case 's':
          this.#substitute(command.substitution as Substitution);
          break;
        case 'y':
          this.#pattern = [...this.#pattern].map((char) => command.letters?.get(char) ?? char).join('');
          break;
        case 'p':
          this.#print();
          break;
        case 'P':
          this.#emit(`${this.#pattern.split('\n')[0]}\n`);
          break;
        case '=':
          this.#emit(`${this.#line}\n`);
          break;
        case 'l':
          this.#emit(`${this.#pattern.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n')}$\n`);
          break;
        case 'd':
          return 'deleted';
        case 'D': {
          const end = this.#pattern.indexOf('\n');
          if (end < 0) return 'deleted';
          this.#pattern = this.#pattern.slice(end + 1);
          this.#flush();
          return 'again';
        }
        case 'n':
          if (queue.length === 0) return this.out.quiet ? 'silent' : 'quit';
          this.#endCycle();
          this.#take(queue);
          break;
        case 'N': {
          if (queue.length === 0) return 'quit';
          const before = this.#pattern;
          this.#flush();
          this.#take(queue);
          this.#pattern = `${before}\n${this.#pattern}`;
          break;
        }
        case 'g':
          this.#pattern = this.#hold;
          this.#newline = '\n';
          break;
        case 'G':
          this.#pattern += `\n${this.#hold}`;
          this.#newline = '\n';
          break;
        case 'h':
          this.#hold = this.#pattern;
          break;
        case 'H':
          this.#hold += `\n${this.#pattern}`;
          break;
        case 'x':
          [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
          this.#newline = '\n';
          break;
        case 'a':
          this.#appended.push(command.text);
          break;
        case 'i':
          this.#emit(command.text);
          break;
        case 'c':
          if (command.to === undefined || command.negated || !command.open) this.#emit(command.text);
          return 'deleted';
        case 'r':
          this.#appended.push(this.out.readFile(command.text));
          break;
        case 'w':
          this.out.writeFile(command.text, `${this.#pattern}\n`);
          break;
        case 'q':
        case 'Q':
          this.#status = Number(command.text);
          return command.name === 'q' ? 'quit' : 'silent';
        case 'b':
          at = this.#target(command);
          break;
        case 't':
        case 'T':
          if (this.#substituted === (command.name === 't')) at = this.#target(command);
          this.#substituted = false;
          break;
      }
    }
    return 'end';
  }

  /** Where a branch goes on: behind its label, or at the end. */
  #target({ text }: Command): number {
    return text === '' ? this.commands.length : (this.#labels.get(text) ?? this.commands.length);
  }

  #selects(command: Command, queue: readonly string[]): boolean {
    const { from, to } = command;
    if (from === undefined) return true;
    if (to === undefined) return this.#matches(from, queue);
    if (command.open) return this.#goesOn(command, to, queue);
    // `0,/re/`: the end may come with the first line.
    const isZero = from.kind === 'line' && from.line === 0;
    if (isZero ? this.#line !== 1 : !this.#matches(from, queue)) return false;
    command.until =
      to.kind === 'line'
        ? to.line
        : to.kind === 'count'
          ? this.#line + to.count
          : to.kind === 'multiple'
            ? Math.ceil(this.#line / Math.max(1, to.of)) * to.of
            : undefined;
    command.open = true;
    if (isZero) return this.#goesOn(command, to, queue);
    if (command.until !== undefined && command.until <= this.#line) command.open = false;
    if (to.kind === 'last' && queue.length === 0) command.open = false;
    return true;
  }

  /** In an open range: true also for the line that closes it. */
  #goesOn(command: Command, to: Address, queue: readonly string[]): boolean {
    if (command.until !== undefined) {
      if (this.#line >= command.until) command.open = false;
      return this.#line <= command.until;
    }
    if (this.#matches(to, queue)) command.open = false;
    return true;
  }

  #matches(address: Address, queue: readonly string[]): boolean {
    switch (address.kind) {
      case 'line':
        return this.#line === address.line;
      case 'last':
        return queue.length === 0;
      case 'step':
        return address.step === 0
          ? this.#line === address.first
          : this.#line >= address.first && (this.#line - address.first) % address.step === 0;
      case 'regex':
        return this.#find(this.#regex(address.regex), 0) !== null;
      default:
        return false;
    }
  }

  #regex(regex: Regex | undefined): Regex | undefined {
    this.#last = regex ?? this.#last;
    return this.#last;
  }

  #find(regex: Regex | undefined, from: number): RegExpExecArray | null {
    if (regex === undefined) return null;
    regex.regexp.lastIndex = from;
    return regex.regexp.exec(this.#pattern);
  }

  #substitute({ regex, replacement, global, from, prints, file }: Substitution): void {
    const used = this.#regex(regex);
    let result = '';
    let at = 0;
    let count = 0;
    let isChanged = false;
    for (let match = this.#find(used, 0); match !== null; match = this.#find(used, at)) {
      const end = match.index + match[0].length;
      // An empty match right behind another does not count.
      const isEmptyBehind = match[0] === '' && count > 0 && match.index === at && this.#behind === at;
      if (!isEmptyBehind) count += 1;
      result += this.#pattern.slice(at, match.index);
      if (!isEmptyBehind && count >= from) {
        result += replaced(replacement, match);
        isChanged = true;
      } else result += match[0];
      at = end;
      this.#behind = end;
      if (match[0] === '') {
        if (at >= this.#pattern.length) break;
        result += this.#pattern[at];
        at += 1;
      }
      if (isChanged && !global) break;
      if (at > this.#pattern.length) break;
    }
    this.#behind = -1;
    if (!isChanged) return;
    this.#pattern = result + this.#pattern.slice(at);
    this.#substituted = true;
    if (prints) this.#print();
    if (file !== undefined) this.out.writeFile(file, `${this.#pattern}\n`);
  }

  /** Where the match before ended. */
  #behind = -1;
}

function replaced(pieces: readonly Piece[], match: RegExpExecArray): string {
  let text = '';
  let all: 'U' | 'L' | 'E' = 'E';
  let next: 'u' | 'l' | undefined;
  for (const piece of pieces) {
    if (typeof piece === 'object') {
      if (piece.letters === 'u' || piece.letters === 'l') next = piece.letters;
      else all = piece.letters;
      continue;
    }
    let part = typeof piece === 'number' ? (match[piece] ?? '') : piece;
    if (all === 'U') part = part.toUpperCase();
    if (all === 'L') part = part.toLowerCase();
    if (next !== undefined && part !== '') {
      const first = part.slice(0, 1);
      part = (next === 'u' ? first.toUpperCase() : first.toLowerCase()) + part.slice(1);
      next = undefined;
    }
    text += part;
  }
  return text;
}
