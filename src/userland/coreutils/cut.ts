import type { Process, Program, Running } from '../process.ts';
import { joined, linesOf, readAll } from './input.ts';
import { misused, type Options, parseOptions } from './options.ts';

const TABLE = {
  letters: 'b:c:d:f:nsz',
  long: {
    bytes: 'b',
    characters: 'c',
    delimiter: 'd',
    fields: 'f',
    'only-delimited': 's',
    'output-delimiter': 'O',
    complement: 'C',
  },
};

/** cut(1): `-f list -d delimiter -s`, `-c list`, `-b list`. */
export const cut: Program = (process) => {
  const options = parseOptions(process, { ...TABLE, letters: `${TABLE.letters}O:C` });
  if (typeof options === 'number') return options;
  const { given } = options;
  const list = given.get('f') ?? given.get('c') ?? given.get('b');
  if (list === undefined) return misused(process, 'you must specify a list of bytes, characters, or fields');
  const delimiter = given.get('d') ?? '\t';
  if ([...delimiter].length > 1) return misused(process, 'the delimiter must be a single character');
  if (given.has('d') && !given.has('f')) {
    return misused(process, 'an input delimiter may be specified only when operating on fields');
  }
  const ranges = rangesOf(list);
  if (ranges === undefined) {
    const what = given.has('f') ? 'field' : 'byte/character position';
    return misused(
      process,
      /^0|,0/.test(list)
        ? `${what}s are numbered from 1`
        : `invalid ${what === 'field' ? 'field value' : what} '${list}'`,
    );
  }
  const isWanted = (at: number) => ranges.some(([from, to]) => at >= from && at <= to) !== given.has('C');
  return run(process, options, (line) =>
    given.has('f') ? fields(line, isWanted, delimiter, given) : characters(line, isWanted),
  );
};

function rangesOf(list: string): (readonly [number, number])[] | undefined {
  const ranges: (readonly [number, number])[] = [];
  for (const item of list.split(/[, ]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(item);
    if (match === null || (match[1] === '' && match[3] === '')) return undefined;
    const from = match[1] === '' ? 1 : Number(match[1]);
    const to = match[2] === '' ? from : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (from === 0 || to < from) return undefined;
    ranges.push([from, to]);
  }
  return ranges;
}

function fields(
  line: string,
  isWanted: (at: number) => boolean,
  delimiter: string,
  given: ReadonlyMap<string, string>,
): string | undefined {
  if (!line.includes(delimiter)) return given.has('s') ? undefined : line;
  const kept = line.split(delimiter).filter((_, at) => isWanted(at + 1));
  return kept.join(given.get('O') ?? delimiter);
}

function characters(line: string, isWanted: (at: number) => boolean): string {
  return [...line].filter((_, at) => isWanted(at + 1)).join('');
}

function* run(process: Process, { operands, indexes }: Options, pick: (line: string) => string | undefined): Running {
  const { texts, failed } = yield* readAll(process, operands, indexes);
  for (const { text } of texts) {
    process.stdout.write(
      joined(
        linesOf(text)
          .map(pick)
          .filter((line) => line !== undefined),
      ),
    );
  }
  return failed ? 1 : 0;
}
