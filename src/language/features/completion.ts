import type { CompletionItem, Position, Range } from 'vscode-languageserver-types';
import TOPOLOGIES from '../../../snippets/netlab.json' with { type: 'json' };
import type { Command, Option } from '../../grammar/command.ts';
import { documentOption } from '../../grammar/document.ts';
import { documentCommand, expectedAt, PROGRAMS } from '../../grammar/index.ts';
import type { Analysis } from '../analysis.ts';
import { Network } from '../network/network.ts';
import type { CommandLine } from '../text/command-line.ts';
import type { WrittenCommand } from '../text/script.ts';
import { type TypedCommand, typedCommand } from '../text/words-before.ts';
import { type Candidate, candidatesFor } from './completion/candidates.ts';
import { nftCandidates } from './completion/nft.ts';

/** CompletionItemKind of the protocol. */
const FUNCTION = 3;
const PROPERTY = 10;
const KEYWORD = 14;
const VALUE = 12;
const MODULE = 9;
const SNIPPET = 15;

/** Programs that labs use most come first. */
const USUAL = ['ip', 'ping', 'iptables', 'sysctl', 'bridge', 'nft', 'tcpdump', 'traceroute', 'nc', 'curl', 'sleep'];

/**
 * What may stand at the cursor: words of the grammar, and of names only those that exist as of the line; with `snippets`
 * whole topologies as well.
 */
export function completionsAt(lab: Analysis, position: Position, snippets = false): CompletionItem[] {
  const offset = lab.positions.offsetAt(position);
  const reader = lab.script.readerAt(offset);
  if (reader !== undefined) return reader.line.programName === 'nft' ? nftCompletions(lab, offset, reader) : [];
  const typed = typedCommand(lab.text, offset);
  if (typed === undefined) return [];
  if (typed.line.programName === 'nft' && typed.words.length > typed.line.program && !typed.partial.startsWith('-'))
    return nftCompletions(lab, offset, typed);
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
    for (const { name } of lab.script.functions) add(name, FUNCTION, 'a', 'function of this lab');
    const usual = USUAL.flatMap((name) => PROGRAMS.get(name) ?? []);
    for (const command of usual) add(command.name, FUNCTION, 'b', command.doc, documentCommand(command));
    for (const [name, command] of PROGRAMS) add(name, FUNCTION, 'c', command.doc, documentCommand(command));
    if (snippets) items.push(...topologies(typed.partial, range));
    return items;
  }
  const expected = expectedAt(typed.words);
  for (const candidate of valuesFor(lab, typed, expected.values))
    add(candidate.text, kindOf(candidate), 'a', candidate.detail);
  for (const { words = [], meanings = {}, doc } of expected.values)
    for (const word of words) add(word, VALUE, 'b', meanings[word] ?? doc);
  for (const command of expected.commands.filter(isSimulated))
    add(spellingFor(command, typed.partial), MODULE, 'c', command.doc, documentCommand(command));
  for (const option of byNeed(expected.options.filter(isSimulated)))
    add(option.name, option.name.startsWith('-') ? PROPERTY : KEYWORD, 'd', option.doc, documentOption(option));
  return items;
}

/** What has to come first. */
function byNeed(options: readonly Option[]): Option[] {
  return [...options].sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

function topologies(partial: string, range: Range): CompletionItem[] {
  const begun = Object.entries(TOPOLOGIES).filter(([, { prefix }]) => prefix.startsWith(partial));
  return begun.map(([name, { prefix, description, body }]) => ({
    label: prefix,
    kind: SNIPPET,
    sortText: `e${prefix}`,
    detail: name,
    documentation: description,
    // InsertTextFormat.Snippet
    insertTextFormat: 2,
    textEdit: { range, newText: body.join('\n') },
  }));
}

/** Words of nft's language: in words and quotes of a command, or in the here-document that one reads. */
function nftCompletions(lab: Analysis, offset: number, at: TypedCommand | WrittenCommand): CompletionItem[] {
  const { line } = at;
  const start = 'redirections' in at ? at.range.start : line.range.start;
  const body = 'redirections' in at ? at.redirections.findLast((each) => each.type === 'HereDoc') : undefined;
  const inBody = body?.type === 'HereDoc';
  const before = inBody ? lab.text.slice(body.body.pos, offset) : line.argv.slice(line.program + 1).join(' ');
  const words = inBody || /\s$/.test(lab.text.slice(0, offset)) === /\s$/.test(before) ? before : `${before} `;
  const network = Network.of(lab.kernelBefore(start));
  const place = network.named(netnsOf(line)) ?? network.named('')!;
  const { partial, candidates } = nftCandidates(words, inBody ? body.body.text : words, network, place);
  const range = lab.positions.rangeOf({ start: offset - partial.length, end: offset });
  const unique = new Map(candidates.map((each) => [each.text, each]));
  return [...unique.values()]
    .filter(({ text }) => text.startsWith(partial))
    .map(({ text, detail = undefined, meaning }, index) => ({
      label: text,
      kind: detail === undefined ? KEYWORD : VALUE,
      sortText: String(index).padStart(4, '0'),
      textEdit: { range, newText: text },
      ...(detail === undefined && meaning === undefined ? {} : { detail: detail ?? meaning! }),
    }));
}

function netnsOf({ netnsWord, argv }: CommandLine): string {
  return netnsWord === undefined ? '' : argv[netnsWord]!;
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
function valuesFor(lab: Analysis, typed: TypedCommand, values: ReturnType<typeof expectedAt>['values']): Candidate[] {
  const types = [...new Set(values.map(({ type }) => type))];
  if (types.length === 0) return [];
  const kernel = lab.kernelBefore(typed.line.range.start);
  const network = Network.of(kernel);
  const { argv } = typed.line;
  const place = network.named(netnsOf(typed.line)) ?? network.named('')!;
  return types.flatMap((type) =>
    candidatesFor(type, { network, place, argv, keyword: typed.words.at(-1), partial: typed.partial }),
  );
}
