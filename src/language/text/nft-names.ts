import { parseScript } from '../../userland/nftables/parser.ts';
import type { Span } from '../../userland/nftables/scanner.ts';
import type { Command, Name, RuleSyntax, TableName } from '../../userland/nftables/syntax.ts';

/** A word of nft's language that names something. */
export interface NftName extends Span {
  readonly kind: 'table' | 'chain' | 'set' | 'object';
  /** The key of its table: of family ip the name alone, else family and name. */
  readonly table: string;
  readonly name: string;
  /** True for the word that makes it. */
  readonly defines: boolean;
}

/** A rule as it is written, in its chain. */
export interface WrittenRule extends Span {
  readonly table: string;
  readonly chain: string;
}

/** What a text in nft's language names and says; what cannot be read is left out. */
export interface NftContents {
  readonly names: readonly NftName[];
  readonly rules: readonly WrittenRule[];
}

const MAKERS = new Set(['add', 'create']);

/** Reads a text of nft's language for the names in it and its rules. */
export function readNft(text: string): NftContents {
  const names: NftName[] = [];
  const rules: WrittenRule[] = [];
  for (const command of parseScript(`${text}\n`, new Map(), () => []).commands)
    new Reader(command, names, rules).read();
  return { names, rules };
}

/** Goes through one command. */
class Reader {
  private table = '';

  constructor(
    private readonly command: Command,
    private readonly names: NftName[],
    private readonly rules: WrittenRule[],
  ) {}

  read(): void {
    const { command } = this;
    if (command.object === 'all') {
      if (command.table === undefined) return;
      this.table = keyOf(command.family ?? 'ip', command.table.text);
      this.note('table', command.table, false);
      return;
    }
    if (command.object === 'expression') return;
    const makes = MAKERS.has(command.verb);
    this.inTable(command.at, makes && command.object === 'table' && command.handle === undefined);
    switch (command.object) {
      case 'table':
        if (command.block !== undefined) this.block(command.block);
        break;
      case 'chain':
        if (command.handle !== true) this.note('chain', command.name, makes);
        if (command.newName !== undefined) this.note('chain', command.newName, true);
        for (const rule of command.rules ?? []) this.rule(command.name.text, rule);
        break;
      case 'rule':
        this.note('chain', command.chain, false);
        if (command.rule !== undefined) this.rule(command.chain.text, command.rule);
        break;
      case 'set':
      case 'map':
        this.note('set', command.name, makes);
        this.within(command.set);
        break;
      case 'element':
        this.note('set', command.name, false);
        this.within(command.elements);
        break;
      default:
        this.note('object', command.name, makes);
    }
  }

  private inTable({ family, table }: TableName, defines: boolean): void {
    this.table = keyOf(family, table.text);
    this.note('table', table, defines);
  }

  private block({ chains, sets, objects }: NonNullable<Extract<Command, { object: 'table' }>['block']>): void {
    for (const { name } of objects) this.note('object', name, true);
    for (const { name, set } of sets) {
      this.note('set', name, true);
      this.within(set);
    }
    for (const { name, rules } of chains) {
      this.note('chain', name, true);
      for (const rule of rules) this.rule(name.text, rule);
    }
  }

  private rule(chain: string, rule: RuleSyntax): void {
    this.rules.push({ table: this.table, chain, start: rule.start, end: rule.end });
    this.within(rule.statements);
  }

  /** Names within statements and expressions: chains that verdicts jump to, sets, objects. */
  private within(part: unknown): void {
    if (typeof part !== 'object' || part === null) return;
    const { kind, chain, set, name, end } = part as Record<string, unknown>;
    if (isName(chain)) this.note('chain', chain, false);
    if (kind === 'update' && isName(set)) this.note('set', set, false);
    if (kind === 'object' && isName(name)) this.note('object', name, false);
    // `@name`: its span begins with the mark.
    if (kind === 'reference' && typeof name === 'string' && typeof end === 'number')
      this.note('set', { text: name, start: end - name.length, end }, false);
    for (const each of Object.values(part)) this.within(each);
  }

  private note(kind: NftName['kind'], { text, start, end }: Name, defines: boolean): void {
    this.names.push({ kind, table: this.table, name: text, start, end, defines });
  }
}

function keyOf(family: string, table: string): string {
  return family === 'ip' ? table : `${family} ${table}`;
}

function isName(part: unknown): part is Name {
  return typeof part === 'object' && part !== null && 'text' in part && 'start' in part && !('kind' in part);
}
