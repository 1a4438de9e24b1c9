/** The URLs that a word stands for, or what is wrong with it and at which letter (from 1). */
export type Globbed = { readonly urls: readonly string[] } | { readonly complaint: string; readonly position: number };

/** Takes `{a,b}` and `[1-9]`, `[a-c]` or `[1-9:2]` in a URL apart (curl's glob_url). */
export function globUrls(text: string, from = 0): Globbed {
  const found = /[{[\]}]/.exec(text.slice(from));
  if (found === null) return { urls: [text.slice(from)] };
  const begin = from + found.index;
  const head = text.slice(from, begin);
  const sign = found[0];
  if (sign === ']' || sign === '}') return { complaint: 'unmatched close brace/bracket', position: begin + 1 };
  // An address of IPv6 is no range.
  const address = /^\[[\da-f:.]*:[\da-f:.]*(?:%[^\]]*)?\]/i.exec(text.slice(begin));
  if (address !== null && !/^\[\d+-/.test(address[0]))
    return joined([head + address[0]], text, begin + address[0].length);
  const end = text.indexOf(sign === '{' ? '}' : ']', begin);
  if (sign === '{' && end < 0) return { complaint: 'unmatched brace', position: begin + 1 };
  const choices = sign === '{' ? text.slice(begin + 1, end).split(',') : rangeOf(text.slice(begin + 1, end));
  if (end < 0 || choices === undefined) return { complaint: 'bad range', position: (end < 0 ? begin : end) + 2 };
  return joined(
    choices.map((choice) => head + choice),
    text,
    end + 1,
  );
}

/** Every beginning with every way to go on. */
function joined(heads: readonly string[], text: string, from: number): Globbed {
  const rest = globUrls(text, from);
  return 'urls' in rest ? { urls: heads.flatMap((head) => rest.urls.map((each) => head + each)) } : rest;
}

function rangeOf(text: string): readonly string[] | undefined {
  const numbers = /^(\d+)-(\d+)(?::(\d+))?$/.exec(text);
  const letters = /^([a-z])-([a-z])(?::(\d+))?$/i.exec(text);
  const [, low = '', high = '', step = '1'] = numbers ?? letters ?? [];
  if (low === '' || Number(step) === 0) return undefined;
  const [from, to] = numbers === null ? [low.charCodeAt(0), high.charCodeAt(0)] : [Number(low), Number(high)];
  const width = low.startsWith('0') ? low.length : 0;
  const all: string[] = [];
  for (let at = from; at <= to; at += Number(step))
    all.push(numbers === null ? String.fromCharCode(at) : String(at).padStart(width, '0'));
  return all.length === 0 ? undefined : all;
}
