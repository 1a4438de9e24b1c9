import type { Span } from '../../userland/nftables/scanner.ts';
import type { Origin } from '../../userland/process.ts';
import type { CommandLine } from './command-line.ts';
import type { WrittenCommand } from './script.ts';

/** A part of a text in nft's language, as it stands in the lab. */
interface Piece {
  /** Where it begins in that text, and how long it is. */
  readonly start: number;
  readonly length: number;
  /** Where it begins in the lab; undefined for what came out of an expansion. */
  readonly at: number | undefined;
}

/** What a command says to nft, its words or the here-document that it reads, with the way from its places to the lab's. */
export class NftText {
  private constructor(
    readonly text: string,
    private readonly pieces: readonly Piece[],
  ) {}

  /** The words behind the program and its options; those that are written as they are, in quotes or not, have places. */
  static ofWords({ argv, origins, program }: CommandLine, lab: string): NftText {
    const first = argv.findIndex((word, at) => at > program && !word.startsWith('-'));
    const pieces: Piece[] = [];
    let text = '';
    for (let index = first < 0 ? argv.length : first; index < argv.length; index++) {
      const word = argv[index]!;
      if (text !== '') text += ' ';
      pieces.push({ start: text.length, length: word.length, at: placeOf(word, origins[index], lab) });
      text += word;
    }
    return new NftText(text, pieces);
  }

  /** The here-document of `nft -f -`; undefined where the command reads none. */
  static ofHereDocument({ redirections }: WrittenCommand): NftText | undefined {
    const found = redirections.findLast((each) => each.type === 'HereDoc');
    if (found?.type !== 'HereDoc') return undefined;
    const { pos, text } = found.body;
    return new NftText(text, [{ start: 0, length: text.length, at: pos }]);
  }

  /** Where a span of the text stands in the lab. */
  originOf({ start, end }: Span): Origin | undefined {
    const piece = this.pieces.find((each) => each.start <= start && end <= each.start + each.length);
    if (piece?.at === undefined) return undefined;
    return { start: piece.at + start - piece.start, end: piece.at + end - piece.start };
  }

  /** The place in the text of an offset into the lab. */
  placeOf(offset: number): number | undefined {
    const piece = this.pieces.find(({ at, length }) => at !== undefined && at <= offset && offset <= at + length);
    return piece === undefined ? undefined : piece.start + offset - piece.at!;
  }
}

/** What nft is told by a command: words, or else a here-document. */
export function nftTextOf(line: CommandLine, written: WrittenCommand, lab: string): NftText {
  const words = NftText.ofWords(line, lab);
  const readsFile = line.argv.some((word) => word === '-f' || word === '--file');
  return (readsFile ? NftText.ofHereDocument(written) : undefined) ?? words;
}

function placeOf(word: string, origin: Origin | undefined, lab: string): number | undefined {
  if (origin === undefined) return undefined;
  const written = lab.slice(origin.start, origin.end);
  if (written === word) return origin.start;
  const quoted = written.length === word.length + 2 && /^(["']).*\1$/s.test(written) && written.slice(1, -1) === word;
  return quoted ? origin.start + 1 : undefined;
}
