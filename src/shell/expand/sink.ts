import { quotePattern } from './pattern.ts';

/** Receives the pieces of a word as they are expanded. */
export interface Sink {
  /** Text written without quotes: it may be a pattern, it is not split. */
  literal(text: string): void;
  /** Quoted text: it stands for itself, and makes a field even when empty. */
  quoted(text: string): void;
  /** The result of an unquoted expansion: it is split into fields and may be a pattern. */
  split(text: string): void;
  /** The end of a field, between the elements of `$@` and of arrays. */
  break(): void;
  /** True where words are split: elsewhere the elements of `$@` are joined. */
  readonly splits: boolean;
  /** Where the elements of lists are joined by blanks: a here-document's text, a word of `case` or `[[`. */
  readonly place?: 'document' | 'condition' | undefined;
  /** True inside double quotes with a `$@` beside other things. */
  besideList?: boolean;
  /** True in the word behind `:-` and its kin, outside quotes. */
  inOperand?: boolean;
}

/** A word after splitting: its text, and the pattern it is when it has unquoted `*`, `?` or `[`. */
export interface Field {
  readonly text: string;
  readonly pattern: string | undefined;
}

const WHITESPACE = ' \t\n';

/** Collects fields (bash manual, "Word Splitting"). */
export class FieldSink implements Sink {
  readonly splits = true;
  besideList = false;
  inOperand = false;
  readonly fields: Field[] = [];
  #open = false;
  #text = '';
  #pattern = '';
  #isPattern = false;

  constructor(
    /** The value of IFS. */
    private readonly separators: string,
  ) {}

  literal(text: string): void {
    this.#open = true;
    this.#text += text;
    this.#pattern += text;
    if (!this.#isPattern && /[*?[]|[@+!]\(/.test(text)) this.#isPattern = true;
  }

  quoted(text: string): void {
    this.#open = true;
    this.#text += text;
    this.#pattern += quotePattern(text);
  }

  break(): void {
    if (!this.#open) return;
    this.fields.push({ text: this.#text, pattern: this.#isPattern ? this.#pattern : undefined });
    this.#open = false;
    this.#text = '';
    this.#pattern = '';
    this.#isPattern = false;
  }

  split(text: string): void {
    const { separators } = this;
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at] as string;
      if (!separators.includes(char)) continue;
      if (at > from) this.literal(text.slice(from, at));
      at = this.#separator(text, at);
      from = at + 1;
    }
    if (from < text.length) this.literal(text.slice(from));
  }

  /** Ends a field at a separator with the white space around it; answers the offset of the separator's last character. */
  #separator(text: string, start: number): number {
    let at = start;
    const isBlank = (offset: number) => {
      const char = text[offset];
      return char !== undefined && WHITESPACE.includes(char) && this.separators.includes(char);
    };
    while (isBlank(at)) at += 1;
    const next = text[at];
    if (next !== undefined && this.separators.includes(next)) {
      if (!this.#open) this.quoted('');
      at += 1;
      while (isBlank(at)) at += 1;
    }
    this.break();
    return at - 1;
  }
}

/** Collects one string: for assignments, `case` words, here-documents. */
export class TextSink implements Sink {
  readonly splits = false;
  besideList = false;
  inOperand = false;
  text = '';

  constructor(readonly place?: 'document' | 'condition') {}

  literal(text: string): void {
    this.text += text;
  }

  quoted(text: string): void {
    this.text += text;
  }

  split(text: string): void {
    this.text += text;
  }

  break(): void {
    this.text += ' ';
  }
}

/** Collects a pattern: what was quoted stands for itself. */
export class PatternSink implements Sink {
  readonly splits = false;
  text = '';

  constructor(private readonly quote: (text: string) => string = quotePattern) {}

  literal(text: string): void {
    this.text += text;
  }

  quoted(text: string): void {
    this.text += this.quote(text);
  }

  split(text: string): void {
    this.text += text;
  }

  break(): void {
    this.text += ' ';
  }
}
