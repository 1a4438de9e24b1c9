/** Anything found by its words: a row or a command. */
export interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly prefixAliases?: readonly string[];
  readonly match?: 'exact' | 'prefix';
}

/** True when `word` is a non-empty beginning of `keyword` (iproute2's matches()). */
export function abbreviates(word: string, keyword: string): boolean {
  return word !== '' && keyword.startsWith(word);
}

interface Spelling<T> {
  readonly text: string;
  readonly prefix: boolean;
  readonly row: T;
}

/** Rows in their order, to be found by a word. The first row that takes the word wins, as in iproute2's chains of `if`. */
export class KeywordTable<T extends Named> {
  private readonly byFirstLetter = new Map<number, Spelling<T>[]>();

  constructor(readonly rows: readonly T[]) {
    for (const row of rows) {
      this.add(row.name, row.match === 'prefix', row);
      for (const text of row.aliases ?? []) this.add(text, false, row);
      for (const text of row.prefixAliases ?? []) this.add(text, true, row);
    }
  }

  /** The row that takes a word; undefined when none does. */
  find(word: string): T | undefined {
    const spellings = this.byFirstLetter.get(word.charCodeAt(0));
    if (spellings === undefined) return undefined;
    for (const { text, prefix, row } of spellings) {
      if (text === word || (prefix && text.startsWith(word))) return row;
    }
    return undefined;
  }

  private add(text: string, prefix: boolean, row: T): void {
    const code = text.charCodeAt(0);
    const known = this.byFirstLetter.get(code);
    if (known === undefined) this.byFirstLetter.set(code, [{ text, prefix, row }]);
    else known.push({ text, prefix, row });
  }
}

const tables = new WeakMap<readonly Named[], KeywordTable<Named>>();

/** The table of a list of rows, made once a list. */
export function tableOf<T extends Named>(rows: readonly T[]): KeywordTable<T> {
  const known = tables.get(rows);
  if (known !== undefined) return known as KeywordTable<T>;
  const table = new KeywordTable(rows);
  tables.set(rows, table as unknown as KeywordTable<Named>);
  return table;
}

/**
 * Reads the words of a command one after the other, as iproute2 does, so that its caller meets mistakes in the order
 * in which iproute2 reports them. `next` moves to a word and finds its row; `value` takes the word behind it.
 */
export class KeywordReader<T extends Named> {
  /** The row of the current word; undefined for a word that no row takes. */
  row: T | undefined;

  /** `index` is the argv index of the word before the first one to read. */
  constructor(
    readonly argv: readonly string[],
    private table: KeywordTable<T>,
    public index: number,
  ) {}

  /** The current word. */
  get word(): string {
    return this.argv[this.index] ?? '';
  }

  /** Moves to the next word and finds its row; false at the end of the line. */
  next(): boolean {
    if (this.index + 1 >= this.argv.length) return false;
    this.index++;
    this.row = this.table.find(this.argv[this.index]!);
    return true;
  }

  /** Moves to the next word, whatever it is, and answers it; undefined at the end of the line. */
  value(): string | undefined {
    if (this.index + 1 >= this.argv.length) return undefined;
    this.index++;
    return this.argv[this.index];
  }

  /** Goes on with other rows (behind `type bridge`). */
  use(table: KeywordTable<T>): void {
    this.table = table;
  }
}
