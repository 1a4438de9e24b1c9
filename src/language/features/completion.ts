import type { CompletionItem, Position } from 'vscode-languageserver-types';
import type { Command } from '../../grammar/command.ts';
import { documentOption } from '../../grammar/document.ts';
import { documentCommand, expectedAt, PROGRAMS } from '../../grammar/index.ts';
import type { Analysis } from '../analysis.ts';
import { Network } from '../network/network.ts';
import { typedCommand } from '../text/words-before.ts';
import { type Candidate, candidatesFor } from './completion/candidates.ts';

/** CompletionItemKind of the protocol. */
const FUNCTION = 3;
const PROPERTY = 10;
const KEYWORD = 14;
const VALUE = 12;
const MODULE = 9;

/** What may stand at the cursor: words of the grammar, and of names only those that exist as of the line. */
export function completionsAt(lab: Analysis, position: Position): CompletionItem[] {
  const offset = lab.positions.offsetAt(position);
  const typed = typedCommand(lab.text, offset);
  if (typed === undefined) return [];
  const range = lab.positions.rangeOf({ start: typed.start, end: offset });
  const items: CompletionItem[] = [];
  const known = new Set<string>();
  const add = (label: string, kind: CompletionItem['kind'], sort: string, detail?: string, documentation?: string) => {
    if (known.has(label) || !label.startsWith(typed.partial)) return;
    known.add(label);
    items.push({
      label,
      ...(kind === undefined ? {} : { kind }),
      sortText: sort + String(items.length).padStart(4, '0'),
      textEdit: { range, newText: label },
      ...(detail === undefined ? {} : { detail }),
      ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: documentation } }),
    });
  };
  if (typed.words.length === 0) {
    for (const [name, command] of PROGRAMS) add(name, FUNCTION, 'b', command.doc, documentCommand(command));
    for (const { name } of lab.script.functions) add(name, FUNCTION, 'a', 'function of this lab');
    return items;
  }
  const expected = expectedAt(typed.words);
  for (const candidate of valuesFor(lab, typed, expected.values))
    add(candidate.text, kindOf(candidate), 'a', candidate.detail);
  for (const { words = [], meanings = {}, doc } of expected.values)
    for (const word of words) add(word, VALUE, 'b', meanings[word] ?? doc);
  for (const command of expected.commands.filter(isSimulated))
    add(spellingFor(command, typed.partial), MODULE, 'c', command.doc, documentCommand(command));
  for (const option of expected.options.filter(isSimulated))
    add(option.name, option.name.startsWith('-') ? PROPERTY : KEYWORD, 'd', option.doc, documentOption(option));
  return items;
}

/** What Netlab would only report as not simulated is not offered. */
function isSimulated({ simulated }: { readonly simulated?: false }): boolean {
  return simulated !== false;
}

/** A subcommand as people write it, or its full name once more than that is typed. */
function spellingFor({ name, written }: Command, partial: string): string {
  return written?.startsWith(partial) ? written : name;
}

function kindOf({ kind }: Candidate): CompletionItem['kind'] {
  return kind === 'netns' ? MODULE : kind === 'program' ? FUNCTION : VALUE;
}

/** Names and addresses as of the line, asked for only when the grammar expects some. */
function valuesFor(
  lab: Analysis,
  typed: NonNullable<ReturnType<typeof typedCommand>>,
  values: ReturnType<typeof expectedAt>['values'],
): Candidate[] {
  const types = [...new Set(values.map(({ type }) => type))];
  if (types.length === 0) return [];
  const kernel = lab.kernelBefore(typed.line.range.start);
  const network = Network.of(kernel);
  const { netnsWord, argv } = typed.line;
  const place = network.named(netnsWord === undefined ? '' : argv[netnsWord]!) ?? network.named('')!;
  return types.flatMap((type) =>
    candidatesFor(type, { network, place, argv, keyword: typed.words.at(-1), partial: typed.partial }),
  );
}
