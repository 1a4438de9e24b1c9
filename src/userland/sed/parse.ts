import { compileRegex, type Regex } from '../coreutils/regex.ts';
import { type Address, type Command, type Piece, ScriptError, type Substitution } from './script.ts';

/** Reads a script of sed(1). Throws `ScriptError`. */
export function parseScript(text: string, extended: boolean): Command[] {
  return new Parser(text, extended).parse();
}

const NAMES = '{}=abcdDgGhHiIlnNpPqQrstTwxy:#';

class Parser {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly extended: boolean,
  ) {}

  parse(): Command[] {
    const commands: Command[] = [];
    const open: number[] = [];
    for (;;) {
      this.#skip(/[\s;]*/y);
      if (this.#at >= this.text.length) break;
      const command = this.#command();
      if (command === undefined) continue;
      if (command.name === '{') open.push(commands.length);
      if (command.name === '}') {
        const start = open.pop();
        if (start === undefined) this.#fail("unexpected `}'");
        (commands[start] as Command).end = commands.length;
      }
      commands.push(command);
    }
    if (open.length > 0) throw new ScriptError("unmatched `{'", 0);
    return commands;
  }

  #fail(message: string): never {
    throw new ScriptError(message, this.#at);
  }

  #skip(blank: RegExp): string {
    blank.lastIndex = this.#at;
    const match = blank.exec(this.text)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }

  #command(): Command | undefined {
    const from = this.#address(false);
    let to: Address | undefined;
    this.#skip(/[ \t]*/y);
    if (from !== undefined && this.text[this.#at] === ',') {
      this.#at += 1;
      this.#skip(/[ \t]*/y);
      to = this.#address(true);
      if (to === undefined) {
        this.#at += 1;
        this.#fail("unexpected `,'");
      }
    }
    const negated = /!/.test(this.#skip(/[ \t]*(?:![ \t!]*)?/y));
    const name = this.text[this.#at] ?? '';
    this.#at += 1;
    if (name === '' || name === '\n' || name === ';') {
      this.#at -= name === '' ? 1 : 0;
      this.#fail('missing command');
    }
    if (!NAMES.includes(name)) this.#fail(`unknown command: \`${name}'`);
    if (name === '#') {
      this.#skip(/[^\n]*/y);
      return undefined;
    }
    const plain = { name, from, to, negated, text: '', substitution: undefined, letters: undefined };
    const state = { end: 0, open: false, until: undefined };
    return { ...plain, ...this.#arguments(name), ...state };
  }

  #address(second: boolean): Address | undefined {
    if (second) {
      const relative = this.#skip(/[+~]\d+/y);
      if (relative.startsWith('+')) return { kind: 'count', count: Number(relative.slice(1)) };
      if (relative !== '') return { kind: 'multiple', of: Number(relative.slice(1)) };
    }
    const number = this.#skip(/\d+(?:~\d+)?/y);
    if (number !== '') {
      const [first = '', step] = number.split('~');
      return step === undefined
        ? { kind: 'line', line: Number(first) }
        : { kind: 'step', first: Number(first), step: Number(step) };
    }
    const char = this.text[this.#at];
    if (char === '$') {
      this.#at += 1;
      return { kind: 'last' };
    }
    if (char !== '/' && char !== '\\') return undefined;
    if (char === '\\') this.#at += 1;
    const source = this.#delimited('unterminated address regex');
    const flags = this.#skip(/[IM]*/y);
    return { kind: 'regex', regex: this.#regex(source, flags) };
  }

  /** The text up to the next delimiter, which is the character here. */
  #delimited(unterminated: string, isRegex = true): string {
    const delimiter = this.text[this.#at] ?? '';
    let text = '';
    /** Where in the text a bracket expression began. */
    let bracket = -1;
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const char = this.text[this.#at] as string;
      if (char === '\\') {
        const next = this.text[this.#at + 1] ?? '';
        this.#at += 1;
        text += next === delimiter && delimiter !== '&' ? next : next === '\n' && isRegex ? '\n' : `\\${next}`;
      } else if (char === delimiter && bracket < 0) {
        this.#at += 1;
        return text;
      } else {
        if (isRegex && char === '[' && bracket < 0 && this.text.includes(']', this.#at + 2)) bracket = text.length;
        else if (char === ']' && bracket >= 0 && !/^\[\^?$/.test(text.slice(bracket))) bracket = -1;
        text += char;
      }
    }
    throw new ScriptError(unterminated, this.text.length);
  }

  #regex(source: string, flags: string): Regex | undefined {
    if (source === '') return undefined;
    const compiled = compileRegex(withControls(source), {
      extended: this.extended,
      ignoreCase: /i/i.test(flags),
    });
    if (compiled === undefined) this.#fail('Invalid preceding regular expression');
    const regexp = new RegExp(compiled.regexp.source, `g${compiled.regexp.flags}${/m/i.test(flags) ? 'm' : ''}`);
    return { ...compiled, regexp };
  }

  #arguments(name: string): Partial<Command> {
    switch (name) {
      case 's':
        return { substitution: this.#substitution() };
      case 'y':
        return { letters: this.#transliteration() };
      case 'a':
      case 'i':
      case 'c':
        return { text: this.#textLines() };
      case ':':
        return { text: this.#skip(/[ \t]*[^\s;]*/y).trim() };
      case 'b':
      case 't':
      case 'T':
        return { text: this.#skip(/[ \t]*[^\s;}]*/y).trim() };
      case 'r':
      case 'w':
        return { text: this.#skip(/[ \t]*[^\n]*/y).trim() };
      case 'q':
      case 'Q': {
        const text = this.#skip(/[ \t]*\d*/y).trim();
        this.#end();
        return { text };
      }
      case '{':
        return {};
      default:
        this.#end();
        return {};
    }
  }

  /** Nothing but the end of the command may follow. */
  #end(): void {
    this.#skip(/[ \t]*/y);
    const char = this.text[this.#at];
    if (char === undefined || /[\n;}#]/.test(char)) return;
    this.#at += 1;
    this.#fail('extra characters after command');
  }

  #textLines(): string {
    const start = this.#skip(/[ \t]*(?:\\[ \t]*\n)?/y);
    if (!start.includes('\n') && this.text[this.#at] === '\\') this.#at += 1;
    if (this.#at >= this.text.length) this.#fail("expected \\ after `a', `c' or `i'");
    let text = '';
    for (; this.#at < this.text.length && this.text[this.#at] !== '\n'; this.#at += 1) {
      if (this.text[this.#at] === '\\') this.#at += 1;
      text += this.text[this.#at] ?? '';
    }
    return `${text}\n`;
  }

  #substitution(): Substitution {
    const source = this.#delimited("unterminated `s' command");
    this.#at -= 1;
    const replacement = this.#delimited("unterminated `s' command", false);
    let global = false;
    let prints = false;
    let from = 1;
    let flags = '';
    let file: string | undefined;
    for (;;) {
      const flag = this.text[this.#at] ?? '';
      if (/\d/.test(flag) && flag !== '') {
        from = Number(this.#skip(/\d+/y));
        continue;
      }
      if (flag === 'g') global = true;
      else if (flag === 'p') prints = true;
      else if (/^[iImM]$/.test(flag)) flags += flag;
      else if (flag === 'w') {
        this.#at += 1;
        file = this.#skip(/[^\n]*/y).trim();
        break;
      } else break;
      this.#at += 1;
    }
    const next = this.#skip(/[ \t]*/y) === '' ? this.text[this.#at] : undefined;
    if (next !== undefined && !/[\n;}#]/.test(next)) {
      this.#at += 1;
      this.#fail("unknown option to `s'");
    }
    const regex = this.#regex(source, flags);
    const pieces = piecesOf(replacement);
    const most = Math.max(0, ...pieces.filter((piece): piece is number => typeof piece === 'number'));
    const groups = regex === undefined ? 9 : (new RegExp(`${regex.regexp.source}|`).exec('')?.length ?? 1) - 1;
    if (most > groups) this.#fail(`invalid reference \\${most} on \`s' command's RHS`);
    return { regex, replacement: pieces, global, from, prints, file };
  }

  #transliteration(): ReadonlyMap<string, string> {
    const from = [...withControls(this.#delimited("unterminated `y' command", false)).replace(/\\\\/g, '\\')];
    this.#at -= 1;
    const to = [...withControls(this.#delimited("unterminated `y' command", false)).replace(/\\\\/g, '\\')];
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    this.#end();
    return new Map(from.map((char, at) => [char, to[at] as string]));
  }
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** `\n`, `\t` and the like as the characters they are. */
function withControls(source: string): string {
  return source.replace(/\\([\s\S])/g, (all, char: string) => CONTROLS[char] ?? all);
}

/** `&`, `\1`, `\n` and changes of case in a replacement. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') pieces.push(literal);
    literal = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '&') {
      flush();
      pieces.push(0);
    } else if (char === '\\') {
      at += 1;
      const next = text[at] ?? '';
      if (/\d/.test(next)) {
        flush();
        pieces.push(Number(next));
      } else if (/[ULulE]/.test(next)) {
        flush();
        pieces.push({ letters: next as 'U' | 'L' | 'u' | 'l' | 'E' });
      } else literal += CONTROLS[next] ?? next;
    } else literal += char;
  }
  flush();
  return pieces;
}
