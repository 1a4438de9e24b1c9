import type { Value } from './value.ts';

/** Why a text is not JSON. */
export class JsonError {
  constructor(readonly message: string) {}
}

const LITERALS: Readonly<Record<string, Value>> = { true: true, false: false, null: null };
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A container that is still open: an array, an object, or the key of an entry of the object below it. */
type Open = Value[] | Map<string, Value> | string;

/**
 * Reads the values of a text one after the other, as jq does: what it complains of, and the place where it finds out,
 * follow from its order of work. A closed container or string is a value at once, a number or word at the next letter.
 */
export class JsonReader {
  #at = 0;
  #line = 1;
  #column = 0;
  #stack: Open[] = [];
  #next: Value | undefined;
  #token = '';

  constructor(readonly text: string) {}

  /** How many lines have been read, the one that stands open being read as a whole. */
  get lines(): number {
    const end = this.#at === 0 ? -1 : this.text.indexOf('\n', this.#at - 1);
    const read = end < 0 ? (this.#at === 0 ? '' : this.text) : this.text.slice(0, end + 1);
    return read.split('\n').length - 1;
  }

  /** The next value; undefined at the end. Throws `JsonError`. */
  read(): Value | undefined {
    while (this.#at < this.text.length) {
      const value = this.#step(this.text[this.#at] as string);
      if (value !== undefined) return value;
    }
    return this.#end();
  }

  #fail(message: string, atEnd = false): never {
    throw new JsonError(`${message} at ${atEnd ? 'EOF at ' : ''}line ${this.#line}, column ${this.#column}`);
  }

  #step(char: string): Value | undefined {
    this.#advance(char);
    if (char === '"') {
      this.#literal();
      this.#string();
      return this.#done();
    }
    if (!/[[\]{},: \t\r\n]/.test(char)) {
      this.#token += char;
      return undefined;
    }
    this.#literal();
    this.#structure(char);
    return this.#done();
  }

  #advance(char: string): void {
    this.#at += 1;
    // Columns are those of bytes.
    const code = char.charCodeAt(0);
    this.#column += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
    if (char !== '\n') return;
    this.#line += 1;
    this.#column = 0;
  }

  #done(): Value | undefined {
    if (this.#stack.length > 0) return undefined;
    const value = this.#next;
    this.#next = undefined;
    return value;
  }

  #end(): Value | undefined {
    this.#literal(true);
    if (this.#stack.length > 0) this.#fail('Unfinished JSON term', true);
    return this.#done();
  }

  #value(value: Value, atEnd = false): void {
    if (this.#next !== undefined) this.#fail('Expected separator between values', atEnd);
    this.#next = value;
  }

  #literal(atEnd = false): void {
    const token = this.#token;
    if (token === '') return;
    this.#token = '';
    if (/^[tfn]/.test(token)) {
      if (!Object.hasOwn(LITERALS, token)) this.#fail('Invalid literal', atEnd);
      this.#value(LITERALS[token] as Value, atEnd);
    } else {
      if (!NUMBER.test(token)) this.#fail('Invalid numeric literal', atEnd);
      this.#value(Number(token), atEnd);
    }
  }

  #string(): void {
    const start = this.#at;
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined) this.#fail('Unfinished string', true);
      this.#advance(char as string);
      if (char === '\\' && this.#at < this.text.length) this.#advance(this.text[this.#at] as string);
      else if (char === '"') break;
    }
    this.#value(this.#unescaped(this.text.slice(start, this.#at - 1)));
  }

  #unescaped(raw: string): string {
    const units = raw.replace(/\\u([0-9a-fA-F]{4})|\\u|\\(.)/gs, (all, hex: string | undefined, letter: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (all === '\\u') return this.#fail('Invalid escape');
      const known = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }[letter];
      return known ?? this.#fail('Invalid escape');
    });
    if (hasControl(raw)) {
      this.#fail('Invalid string: control characters from U+0000 through U+001F must be escaped');
    }
    if (LONE_SURROGATE.test(units)) this.#fail('Invalid \\uXXXX\\uXXXX surrogate pair escape');
    return units;
  }

  #structure(char: string): void {
    const top = this.#stack.at(-1);
    switch (char) {
      case '[':
      case '{':
        if (this.#next !== undefined) this.#fail('Expected separator between values');
        this.#stack.push(char === '[' ? [] : new Map());
        return;
      case ':':
        this.#colon(top);
        return;
      case ',':
        this.#comma(top);
        return;
      case ']':
        if (!Array.isArray(top)) this.#fail("Unmatched ']'");
        this.#closeArray(top as Value[]);
        return;
      case '}':
        this.#closeObject(top);
        return;
      default:
    }
  }

  #colon(top: Open | undefined): void {
    if (this.#next === undefined || top === undefined) this.#fail("Expected string key before ':'");
    if (!(top instanceof Map)) this.#fail("':' not as part of an object");
    if (typeof this.#next !== 'string') this.#fail('Object keys must be strings');
    this.#stack.push(this.#next as string);
    this.#next = undefined;
  }

  #comma(top: Open | undefined): void {
    const value = this.#next;
    if (value === undefined) return this.#fail("Expected value before ','");
    if (Array.isArray(top)) top.push(value);
    else if (typeof top === 'string') this.#closeEntry(top, value);
    else
      this.#fail(
        top === undefined ? "',' not as part of an object or array" : 'Objects must consist of key:value pairs',
      );
    this.#next = undefined;
  }

  #closeEntry(key: string, value: Value): void {
    this.#stack.pop();
    (this.#stack.at(-1) as Map<string, Value>).set(key, value);
  }

  #closeArray(array: Value[]): void {
    if (this.#next !== undefined) array.push(this.#next);
    else if (array.length > 0) this.#fail('Expected another array element');
    this.#stack.pop();
    this.#next = array;
  }

  #closeObject(top: Open | undefined): void {
    if (top === undefined) this.#fail("Unmatched '}'");
    if (this.#next !== undefined) {
      if (typeof top !== 'string') this.#fail('Objects must consist of key:value pairs');
      this.#closeEntry(top as string, this.#next);
    } else {
      if (!(top instanceof Map)) this.#fail("Unmatched '}'");
      if ((top as Map<string, Value>).size > 0) this.#fail('Expected another key-value pair');
    }
    this.#next = this.#stack.pop() as Value;
  }
}

function hasControl(text: string): boolean {
  return [...text].some((letter) => letter < ' ');
}

/** The one value of a text. Throws `JsonError` with the text named. */
export function parseJson(text: string): Value {
  try {
    const reader = new JsonReader(text);
    const value = reader.read();
    if (value === undefined) throw new JsonError('Expected JSON value');
    if (reader.read() !== undefined) throw new JsonError('Unexpected extra JSON values');
    return value;
  } catch (thrown) {
    if (!(thrown instanceof JsonError)) throw thrown;
    throw new JsonError(`${thrown.message} (while parsing '${text}')`);
  }
}
