import { scan, type Token } from '../../../userland/nftables/scanner.ts';

/** Where in nft's language the cursor is: which block it stands in, and what its statement says before it. */
export interface NftContext {
  readonly block: 'top' | 'table' | 'chain' | 'set' | 'elements';
  readonly family: string;
  /** The table that is meant, by the name that chains give it: of family ip the name alone, else family and name. */
  readonly table: string | undefined;
  /** The words of the statement before the cursor's. */
  readonly words: readonly string[];
  /** The part of its own word before the cursor. */
  readonly partial: string;
}

const FAMILIES = /^(?:ip|ip6|inet|arp|bridge|netdev)$/;
const VERBS = /^(?:add|create|insert|replace|delete|flush|list|reset|rename|get)$/;
const OBJECTS = /^(?:table|chain|rule|set|map|element|counter|quota|limit)$/;

interface Block {
  readonly kind: NftContext['block'];
  readonly family: string;
  readonly table: string | undefined;
}

/** Reads a text of nft's language up to the cursor, which is its end; whatever is unfinished ends there. */
export function nftContextOf(before: string): NftContext {
  const blocks: Block[] = [{ kind: 'top', family: 'ip', table: undefined }];
  const partial = /[\w.-]*$/.exec(before)![0];
  const tokens = scan(before.slice(0, before.length - partial.length)).slice(0, -1);
  let words: string[] = [];
  for (const token of tokens) {
    const { text } = token;
    if (token.kind === 'newline' || isMark(token, ';')) words = [];
    else if (isMark(token, '{')) {
      blocks.push(blockOf(words, blocks.at(-1)!));
      words = [];
    } else if (isMark(token, '}')) {
      if (blocks.length > 1) blocks.pop();
      // Behind the values of a set its rule goes on.
      words = ['}'];
    } else words.push(text);
  }
  const { kind, family, table } = blocks.at(-1)!;
  const named = kind === 'top' ? tableNamed(words) : undefined;
  return { block: kind, family: named?.family ?? family, table: named?.table ?? table, words, partial };
}

const isMark = ({ kind, text }: Token, mark: string): boolean => kind === 'mark' && text === mark;

function blockOf(words: readonly string[], outer: Block): Block {
  const [object] = withoutVerb(words);
  if (outer.kind === 'top' || outer.kind === 'table') {
    const { family, table } = outer.kind === 'top' ? tableNamed(words) : outer;
    if (object === 'table' || object === 'chain') return { kind: object, family, table };
    if (object === 'set' || object === 'map') return { kind: 'set', family, table };
    return { kind: 'elements', family, table };
  }
  return { ...outer, kind: 'elements' };
}

/** The table that a statement outside of blocks is about. */
function tableNamed(words: readonly string[]): { readonly family: string; readonly table: string | undefined } {
  const rest = withoutVerb(words);
  const behind = OBJECTS.test(rest[0] ?? '') ? rest.slice(1) : rest;
  const hasFamily = FAMILIES.test(behind[0] ?? '');
  const family = hasFamily ? behind[0]! : 'ip';
  const name = behind[hasFamily ? 1 : 0];
  return { family, table: name === undefined ? undefined : family === 'ip' ? name : `${family} ${name}` };
}

/** A statement from its object on. */
export function withoutVerb(words: readonly string[]): readonly string[] {
  return VERBS.test(words[0] ?? '') ? words.slice(1) : words;
}

/** The words behind the object and the family of a statement outside of blocks: table, chain, and what follows. */
export function namesBehind(words: readonly string[]): readonly string[] {
  const [, ...behind] = withoutVerb(words);
  return FAMILIES.test(behind[0] ?? '') ? behind.slice(1) : behind;
}
