import type { Option } from './command.ts';

/**
 * getopt_long(3) over rows. A row whose name or alias is `-x` is a short option, one that is `--name` a long one; both
 * may stand in one row. The words of `argv` are never moved: every step says which word it is about, so that a
 * complaint finds its place in the text.
 */

/** A row as getopt sees it; `optionalValue` is the `::` of an option string: the value only counts when it is attached. */
export interface GetoptOption extends Option {
  readonly optionalValue?: true;
}

/** What is wrong with a word, in the cases glibc distinguishes. */
export type GetoptError =
  | { readonly kind: 'unknown-long'; readonly spelled: string }
  | { readonly kind: 'unknown-short'; readonly letter: string }
  | { readonly kind: 'ambiguous'; readonly spelled: string; readonly possibilities: readonly string[] }
  | { readonly kind: 'value-missing-long'; readonly spelled: string }
  | { readonly kind: 'value-missing-short'; readonly letter: string }
  | { readonly kind: 'value-unwanted'; readonly spelled: string };

/** One step of the scan. `index` is the word the option or operand stands in, `valueIndex` the word of its value. */
export type GetoptStep<Row extends GetoptOption = GetoptOption> =
  | {
      readonly kind: 'option';
      readonly option: Row;
      /** The option as declared, abbreviations completed: `-s`, `--source`. */
      readonly name: string;
      readonly value: string | undefined;
      readonly index: number;
      readonly valueIndex: number;
    }
  | { readonly kind: 'operand'; readonly value: string; readonly index: number }
  | { readonly kind: 'error'; readonly error: GetoptError; readonly index: number };

/**
 * Where operands go: `permute` is glibc's default (options may follow operands; here operands come last), `in-order`
 * the leading `-` of an option string (each operand in its place), `stop` the leading `+` (the first operand ends it).
 */
export type GetoptOrder = 'permute' | 'in-order' | 'stop';

/** Names of a list of rows, made once per list. */
export class GetoptTable<Row extends GetoptOption = GetoptOption> {
  readonly short = new Map<string, Row>();
  readonly long = new Map<string, Row>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      for (const name of [row.name, ...(row.aliases ?? [])]) {
        const names = name.startsWith('--') ? this.long : this.short;
        const key = name.replace(/^--?/, '');
        if (!names.has(key)) names.set(key, row);
      }
    }
  }
}

/** A scan over the words of a command, one `next` at a time; `index` is C's optind and may be moved by the caller. */
export class Getopt<Row extends GetoptOption = GetoptOption> {
  index: number;
  /** Looked up in this order; options may be added while the scan runs, as iptables does for each `-m`. */
  tables: readonly GetoptTable<Row>[];
  private readonly argv: readonly string[];
  private readonly order: GetoptOrder;
  private letters = '';
  private readonly operands: { value: string; index: number }[] = [];
  private ended = false;

  constructor(
    argv: readonly string[],
    tables: readonly GetoptTable<Row>[],
    order: GetoptOrder = 'permute',
    first: number = 1,
  ) {
    this.argv = argv;
    this.tables = tables;
    this.order = order;
    this.index = first;
  }

  /** The next option, operand or error; undefined at the end (in-order: at `--` too, whose rest stays unread). */
  next(): GetoptStep<Row> | undefined {
    if (this.letters !== '') return this.nextLetter(this.index - 1);
    while (!this.ended && this.index < this.argv.length) {
      const word = this.argv[this.index]!;
      if (word === '--') {
        this.index++;
        this.ended = true;
      } else if (word.startsWith('-') && word !== '-') {
        this.index++;
        // Without long options it is getopt(3), to which the second `-` is a letter.
        const hasLong = this.tables.some(({ long }) => long.size > 0);
        if (hasLong && word.startsWith('--')) return this.longOption(word.slice(2), this.index - 1);
        this.letters = word.slice(1);
        return this.nextLetter(this.index - 1);
      } else if (this.order === 'in-order') {
        return { kind: 'operand', value: word, index: this.index++ };
      } else if (this.order === 'permute') {
        this.operands.push({ value: word, index: this.index++ });
      } else {
        this.ended = true;
      }
    }
    return this.order === 'in-order' ? undefined : this.nextOperand();
  }

  private nextOperand(): GetoptStep<Row> | undefined {
    while (this.index < this.argv.length) {
      this.operands.push({ value: this.argv[this.index]!, index: this.index++ });
    }
    const operand = this.operands.shift();
    return operand === undefined ? undefined : { kind: 'operand', ...operand };
  }

  /** One letter of a word of short options, `-nvL`: the value is the rest of the word or the next word. */
  private nextLetter(index: number): GetoptStep<Row> {
    const letter = String.fromCodePoint(this.letters.codePointAt(0)!);
    this.letters = this.letters.slice(letter.length);
    const option = this.find((table) => table.short.get(letter));
    if (option === undefined) return { kind: 'error', error: { kind: 'unknown-short', letter }, index };
    const name = `-${letter}`;
    if (!takesValue(option)) return { kind: 'option', option, name, value: undefined, index, valueIndex: index };
    const attached = this.letters;
    this.letters = '';
    if (attached !== '') return { kind: 'option', option, name, value: attached, index, valueIndex: index };
    if (option.optionalValue) return { kind: 'option', option, name, value: undefined, index, valueIndex: index };
    if (this.index >= this.argv.length) {
      return { kind: 'error', error: { kind: 'value-missing-short', letter }, index };
    }
    const valueIndex = this.index++;
    return { kind: 'option', option, name, value: this.argv[valueIndex]!, index, valueIndex };
  }

  /** A long option; any abbreviation that fits options of one row only is taken. */
  private longOption(text: string, index: number): GetoptStep<Row> {
    const equals = text.indexOf('=');
    const spelled = equals < 0 ? text : text.slice(0, equals);
    const attached = equals < 0 ? undefined : text.slice(equals + 1);
    const found = this.findLong(spelled);
    if ('error' in found) return { kind: 'error', error: found.error, index };
    const { option, name } = found;
    if (!takesValue(option)) {
      if (attached !== undefined) return { kind: 'error', error: { kind: 'value-unwanted', spelled: name }, index };
      return { kind: 'option', option, name, value: undefined, index, valueIndex: index };
    }
    if (attached !== undefined || option.optionalValue) {
      return { kind: 'option', option, name, value: attached, index, valueIndex: index };
    }
    if (this.index >= this.argv.length) {
      return { kind: 'error', error: { kind: 'value-missing-long', spelled: name }, index };
    }
    const valueIndex = this.index++;
    return { kind: 'option', option, name, value: this.argv[valueIndex]!, index, valueIndex };
  }

  private findLong(spelled: string): { option: Row; name: string } | { error: GetoptError } {
    const exact = this.find((table) => table.long.get(spelled));
    if (exact !== undefined) return { option: exact, name: `--${spelled}` };
    const candidates: { option: Row; name: string }[] = [];
    for (const table of this.tables) {
      for (const [name, option] of table.long) {
        if (name.startsWith(spelled)) candidates.push({ option, name: `--${name}` });
      }
    }
    const [first] = candidates;
    if (first === undefined) return { error: { kind: 'unknown-long', spelled } };
    if (candidates.every(({ option }) => option === first.option)) return first;
    return { error: { kind: 'ambiguous', spelled, possibilities: candidates.map(({ name }) => name) } };
  }

  private find(lookup: (table: GetoptTable<Row>) => Row | undefined): Row | undefined {
    for (const table of this.tables) {
      const row = lookup(table);
      if (row !== undefined) return row;
    }
    return undefined;
  }
}

function takesValue(option: GetoptOption): boolean {
  return (option.values?.length ?? 0) > 0;
}

/** What glibc prints for an error, without a newline: `ping: invalid option -- 'Z'`. */
export function getoptMessage(program: string, error: GetoptError): string {
  switch (error.kind) {
    case 'unknown-long':
      return `${program}: unrecognized option '--${error.spelled}'`;
    case 'unknown-short':
      return `${program}: invalid option -- '${error.letter}'`;
    case 'ambiguous': {
      const names = error.possibilities.map((name) => ` '${name}'`).join('');
      return `${program}: option '--${error.spelled}' is ambiguous; possibilities:${names}`;
    }
    case 'value-missing-long':
      return `${program}: option '${error.spelled}' requires an argument`;
    case 'value-missing-short':
      return `${program}: option requires an argument -- '${error.letter}'`;
    case 'value-unwanted':
      return `${program}: option '${error.spelled}' doesn't allow an argument`;
  }
}
