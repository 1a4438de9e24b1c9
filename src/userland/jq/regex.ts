import { described } from './arithmetic.ts';
import { fail } from './failure.ts';
import { isArray, kindOf, type Value } from './value.ts';

/** The matches of a regular expression (`[re, flags]` or the two apart), or only whether there is one (jq manual, "match"). */
export function matches(input: Value, written: Value, given: Value, onlyTests: Value): Value {
  const [re, flags] = isArray(written) ? [written[0] ?? null, written[1] ?? null] : [written, given];
  if (typeof input !== 'string') return fail(`${described(input)} cannot be matched, as it is not a string`);
  if (typeof re !== 'string') {
    return fail(
      isArray(written) || written === null
        ? `${described(re)} cannot be matched, as it is not a string`
        : `${kindOf(written)} not a string or array`,
    );
  }
  if (flags !== null && typeof flags !== 'string') return fail(`${described(flags)} is not a string`);
  const regexp = compile(re, flags ?? '');
  if (onlyTests === true) return regexp.test(input);
  const global = (flags ?? '').includes('g');
  const skipsEmpty = (flags ?? '').includes('n');
  const names = groupNames(re);
  const found: Value[] = [];
  // From where on the next one is looked for.
  let from = 0;
  for (const match of input.matchAll(regexp)) {
    const isLast = from >= input.length && input !== '';
    from = match.index + (match[0].length || 1);
    if (skipsEmpty && match[0] === '') continue;
    // Nothing is looked for at the very end.
    if (match[0] === '' && isLast) continue;
    found.push(matchOf(input, match, names));
    if (!global) break;
  }
  return found;
}

function compile(re: string, flags: string): RegExp {
  if (/[^gimnpslx]/.test(flags)) return fail(`${flags} is not a valid modifier string`);
  const ignoresCase = flags.includes('i') ? 'i' : '';
  const dotAll = flags.includes('p') ? 's' : '';
  const source = flags.includes('x')
    ? re.replace(/\\[\s\S]|\s+|#.*$/gm, (all) => (all.startsWith('\\') ? all : ''))
    : re;
  try {
    return new RegExp(classes(source), `dgu${ignoresCase}${dotAll}`);
  } catch {
    try {
      return new RegExp(classes(source), `dg${ignoresCase}${dotAll}`);
    } catch {
      return fail(`Regex failure: ${reasonOf(re)}`);
    }
  }
}

function reasonOf(re: string): string {
  if (/^[*+?]/.test(re)) return 'target of repeat operator is not specified';
  if ((re.match(/\(/g) ?? []).length > (re.match(/\)/g) ?? []).length) return 'end pattern with unmatched parenthesis';
  if ((re.match(/\)/g) ?? []).length > (re.match(/\(/g) ?? []).length) return 'unmatched close parenthesis';
  return re.includes('[') ? 'premature end of char-class' : 'undefined error code';
}

const NAMED: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
};

/** POSIX classes and what else JavaScript writes otherwise. */
function classes(re: string): string {
  return (
    re
      .replace(/\[:(\w+):\]/g, (all, name: string) => NAMED[name] ?? all)
      // The end is also before a newline that ends the text.
      .replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|\$/g, (all) => (all === '$' ? '(?=\\n?(?![\\s\\S]))' : all))
      .replaceAll('\\A', '(?<![\\s\\S])')
      .replaceAll('\\z', '(?![\\s\\S])')
      .replaceAll('\\Z', '(?=\\n?(?![\\s\\S]))')
      .replaceAll('\\h', '[0-9a-fA-F]')
  );
}

/** The names of the groups of an expression, by their numbers. */
function groupNames(re: string): readonly (string | null)[] {
  const names: (string | null)[] = [null];
  for (const [all, name] of re.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|\((?!\?)|\(\?<([A-Za-z_]\w*)>/g)) {
    if (all.startsWith('(')) names.push(name ?? null);
  }
  return names;
}

function matchOf(input: string, match: RegExpExecArray, names: readonly (string | null)[]): Value {
  const offset = (at: number) => [...input.slice(0, at)].length;
  const captures = match.slice(1).map((text: string | undefined, i) => {
    const at = match.indices?.[i + 1];
    return new Map<string, Value>([
      ['offset', at === undefined ? -1 : offset(at[0])],
      ['length', text === undefined ? 0 : [...text].length],
      ['string', text ?? null],
      ['name', names[i + 1] ?? null],
    ]);
  });
  return new Map<string, Value>([
    ['offset', offset(match.index)],
    ['length', [...match[0]].length],
    ['string', match[0]],
    ['captures', captures],
  ]);
}
