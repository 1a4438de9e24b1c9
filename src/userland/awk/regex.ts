import { compileRegex } from '../coreutils/regex.ts';
import { AwkError } from './error.ts';

/** The regular expression of a source as awk's programs write them. Throws `AwkError`. */
export function regexOf(source: string): RegExp {
  const compiled = compileRegex(
    source.replace(/\\([nt"/])/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char),
    {
      extended: true,
    },
  );
  if (compiled === undefined) throw new AwkError(`regular expression compile failed (${source})`);
  return new RegExp(compiled.regexp.source, 's');
}

/** The pieces of a text: by white space for a blank, by the character itself, or by a regular expression. */
export function splitText(text: string, separator: string): string[] {
  if (separator === ' ') {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    return trimmed === '' ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (text === '') return [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  const compiled = compileRegex(separator, { extended: true });
  return compiled === undefined
    ? [text]
    : text.split(new RegExp(compiled.regexp.source.replace(/\((?!\?)/g, '(?:'), 's'));
}
