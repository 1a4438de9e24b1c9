import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { allMentions, type Mention, mentionAt } from '../text/symbols.ts';

/** What a new name has to look like. */
const FORMS: Record<Mention['kind'], RegExp> = {
  device: /^[^\s/:%$"'`\\;&|<>(){}#*?!~]{1,15}$/,
  netns: /^[^\s/$"'`\\;&|<>(){}#*?!~]{1,255}$/,
  function: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  nexthop: /^[1-9]\d*$/,
  table: /^[1-9]\d*$/,
  ipset: /^[^\s/$"'`\\;&|<>(){}#*?!~-][^\s$"'`\\;&|<>(){}#*?!~]{0,30}$/,
  container: /^[a-zA-Z0-9][\w.-]+$/,
  network: /^[a-zA-Z0-9][\w.-]*$/,
  vlan: /^([1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4])$/,
};

/** The word that a rename would begin with; null where nothing can be renamed. */
export function renameRangeAt(lab: Analysis, position: Position): { range: Range; placeholder: string } | null {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined || placesOf(lab, mention) === undefined) return null;
  return { range: lab.positions.rangeOf(mention.range), placeholder: mention.name };
}

/** The edits that give the thing under the cursor another name wherever it is named; undefined where that cannot be done. */
export function renameAt(lab: Analysis, position: Position, newName: string): TextEdit[] | undefined {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined || !FORMS[mention.kind].test(newName)) return undefined;
  return placesOf(lab, mention)?.map(({ range }) => ({ range: lab.positions.rangeOf(range), newText: newName }));
}

/**
 * Every word to change. A word of a loop or a function may name several things, one at each turn: those are renamed
 * together. Undefined where one of the names comes out of an expansion, and so is not written anywhere.
 */
function placesOf(lab: Analysis, { thing, name }: Mention): Mention[] | undefined {
  const all = [...allMentions(lab)].filter((each) => each.name === name);
  const things = new Set([thing]);
  const starts = new Set<number>();
  for (let known = -1; known !== things.size + starts.size; ) {
    known = things.size + starts.size;
    for (const each of all) {
      if (things.has(each.thing)) starts.add(each.range.start);
      else if (starts.has(each.range.start)) things.add(each.thing);
    }
  }
  const places = new Map(all.filter((each) => things.has(each.thing)).map((each) => [each.range.start, each]));
  const found = [...places.values()].sort((a, b) => a.range.start - b.range.start);
  const isWritten = ({ range }: Mention) => lab.text.slice(range.start, range.end) === name;
  return found.every(isWritten) ? found : undefined;
}
