import type { DocumentLink } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { isRuleId } from '../lints/rules.ts';
import { manualPage } from './diagnostics.ts';

const ADDRESS = /https?:\/\/[^\s"'<>`\\)\]]+[^\s"'<>`\\)\].,;:!?]/g;
const DIRECTIVE = /#[ \t]*netlab:[ \t]*disable=([^\n\r]*)/g;

/** Addresses in comments, and the rules that a directive names, which lead to their pages. */
export function documentLinksOf(lab: Analysis): DocumentLink[] {
  const links: DocumentLink[] = [];
  const add = (start: number, length: number, target: string, tooltip?: string) =>
    links.push({
      range: lab.positions.rangeOf({ start, end: start + length }),
      target,
      ...(tooltip === undefined ? {} : { tooltip }),
    });
  for (const { 0: address, index } of lab.text.matchAll(ADDRESS))
    if (isInComment(lab, index)) add(index, address.length, address);
  for (const { 0: directive, 1: names = '', index } of lab.text.matchAll(DIRECTIVE)) {
    const from = index + directive.length - names.length;
    for (const { 0: name, index: at } of names.matchAll(/[\w-]+/g))
      if (isRuleId(name)) add(from + at, name.length, manualPage(name), `What ${name} means`);
  }
  return links.sort((a, b) => a.range.start.line - b.range.start.line);
}

function isInComment({ source }: Analysis, offset: number): boolean {
  const line = source.lineRange(source.lineAt(offset));
  return /(^|\s)#/.test(source.text.slice(line.start, offset));
}
