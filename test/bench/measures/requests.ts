import type { Position } from 'vscode-languageserver/node';
import { type Measure, median, p95 } from '../measure.ts';
import { Editor, hostAt, lab, session } from '../typist.ts';

/** Lines of a lab that an editor shows at once. */
const SHOWN = 50;

const at = (position: Position) => ({ position });
/** On the second word of the line, whatever is typed at its end. */
const onWord = ({ line }: Position) => ({ position: { line, character: 'ip -'.length } });
const shown = ({ line }: Position) => ({
  range: {
    start: { line: Math.max(line - SHOWN / 2, 0), character: 0 },
    end: { line: line + SHOWN / 2, character: 0 },
  },
});
const here = (position: Position) => ({ range: { start: position, end: position }, context: { diagnostics: [] } });
const whole = () => ({});

/** What an editor asks after a key, by the names of the protocol. */
const REQUESTS: Readonly<Record<string, (cursor: Position) => object>> = {
  'textDocument/completion': at,
  'textDocument/signatureHelp': at,
  'textDocument/hover': onWord,
  'textDocument/definition': onWord,
  'textDocument/references': (cursor) => ({ ...onWord(cursor), context: { includeDeclaration: true } }),
  'textDocument/documentHighlight': onWord,
  'textDocument/prepareRename': onWord,
  'textDocument/rename': (cursor) => ({ ...onWord(cursor), newName: 'renamed' }),
  'textDocument/linkedEditingRange': onWord,
  'textDocument/selectionRange': (cursor) => ({ positions: [cursor] }),
  'textDocument/codeAction': here,
  'textDocument/codeLens': whole,
  'textDocument/inlayHint': shown,
  'textDocument/documentLink': whole,
  'textDocument/documentSymbol': whole,
  'textDocument/foldingRange': whole,
  'textDocument/formatting': () => ({ options: { tabSize: 2, insertSpaces: true } }),
  'textDocument/semanticTokens/full': whole,
  'textDocument/semanticTokens/range': shown,
};

/** From a key to the answer to what is asked right after it, one kind after the other, while somebody types in a lab. */
export default async function requests(): Promise<Measure[]> {
  return [...(await measure(1_000, 0.5)), ...(await measure(10_000, 0.99))];
}

async function measure(commands: number, share: number): Promise<Measure[]> {
  const editor = await Editor.open(lab(commands));
  const kinds = Object.entries(REQUESTS);
  const samples = new Map(kinds.map(([method]) => [method, [] as number[]]));
  let next = 0;
  await editor.type(session(hostAt(commands, share)), async (key) => {
    const [method, params] = kinds[next % kinds.length]!;
    next += 1;
    samples.get(method)!.push(await editor.asked(key, method, params));
  });
  await editor.close();
  return [...samples].flatMap(([method, taken]) => {
    const name = `key to ${method.replace('textDocument/', '')}, ${commands.toLocaleString('en')} commands`;
    return [
      { name: `${name}, p50`, value: median(taken), unit: 'ms' },
      { name: `${name}, p95`, value: p95(taken), unit: 'ms' },
    ];
  });
}
