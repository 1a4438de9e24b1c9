import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  commands,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Location,
  languages,
  type MarkdownString,
  Position,
  Range,
  type SelectionRange,
  type SemanticTokens,
  type SemanticTokensLegend,
  type SignatureHelp,
  type SymbolInformation,
  type TextDocument,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode';
import { equal, eventually, ok } from './expect.ts';
import { openLab } from './lab.ts';

const LAB = `# netlab: machine bare
# A wire. https://example.org/wire
ip netns add far
ip link add near0 type veth peer name far0 netns far
ip addr add 10.0.0.1/24 dev near0
ip link set near0 up
far() { ip netns exec far "$@"; }
far ip addr add 10.0.0.2/24 dev far0
far ip link set far0 up
if true; then
    ping -c 1 10.0.0.2
fi
ip route add 10.9.0.0/16 via 10.0.0.2
ip route add default via 10.0.0.2 # netlab: disable=gateway-unowned
ip link set nowhere up
`;

/** Asks a provider of the editor about the document. */
function ask<T>(command: string, ...rest: readonly unknown[]): Thenable<T> {
  return commands.executeCommand<T>(`vscode.${command}`, document.uri, ...rest);
}

let document: TextDocument;

/** The place behind the first `text` in the document. */
function after(text: string): Position {
  const at = LAB.indexOf(text);
  ok(at >= 0, `"${text}" is in the lab`);
  return document.positionAt(at + text.length);
}

const whole = () => new Range(new Position(0, 0), document.positionAt(LAB.length));
const linesOf = (places: readonly { readonly range: Range }[]) => places.map(({ range }) => range.start.line);

describe('each feature of a language, asked as the editor asks', () => {
  before(async function () {
    // Where no other test has started the extension, it starts here.
    this.timeout(60_000);
    ({ document } = await openLab(LAB));
    const lenses = async () => {
      const found = await ask<CodeLens[]>('executeCodeLensProvider');
      return found.length > 0 ? found : undefined;
    };
    await eventually('the server answers', lenses, 50_000);
  });

  it('hover', async () => {
    const hovers = await ask<Hover[]>('executeHoverProvider', after('dev near'));
    const text = hovers
      .flatMap(({ contents }) => contents as MarkdownString[])
      .map(({ value }) => value)
      .join('\n');
    ok(text.includes('| other end | `far0` in `far`'), text);
  });

  it('hover over a finding, with a link that explains its rule', async () => {
    await eventually('the finding', async () => (languages.getDiagnostics(document.uri).length > 0 ? true : undefined));
    const hovers = await ask<Hover[]>('executeHoverProvider', after('ip link set now'));
    const texts = hovers.flatMap(({ contents }) => contents as MarkdownString[]).map(({ value }) => value);
    ok(
      texts.some((text) => text.includes('[Explain no-such-device](command:netlab.explain?')),
      texts.join('\n'),
    );
  });

  it('completion', async () => {
    const list = await ask<CompletionList>('executeCompletionItemProvider', after('10.9.0.0/16 via '));
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    equal(labels[0], '10.0.0.2');
  });

  it('signature help', async () => {
    const help = await ask<SignatureHelp>('executeSignatureHelpProvider', after('ip route add '));
    ok(help.signatures[0]?.label.startsWith('ip route add'), help.signatures[0]?.label ?? 'none');
  });

  it('definition, references and highlights', async () => {
    const at = after('ip link set near');
    equal(linesOf(await ask<Location[]>('executeDefinitionProvider', at)), [3]);
    equal(linesOf(await ask<Location[]>('executeReferenceProvider', at)), [3, 4, 5]);
    equal(linesOf(await ask<DocumentHighlight[]>('executeDocumentHighlights', at)), [3, 4, 5]);
  });

  it('rename', async () => {
    const edit = await ask<WorkspaceEdit>('executeDocumentRenameProvider', after('ip link set near'), 'eth0');
    equal(
      edit.get(document.uri).map(({ newText }) => newText),
      ['eth0', 'eth0', 'eth0'],
    );
  });

  it('symbols of the document and of the workspace', async () => {
    const symbols = await ask<DocumentSymbol[]>('executeDocumentSymbolProvider');
    equal(
      symbols.find(({ name }) => name === 'far')?.children.map(({ name }) => name),
      ['far0'],
    );
    const found = await commands.executeCommand<SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'far0');
    ok(
      found.some(({ name }) => name === 'far0'),
      'far0 is found',
    );
  });

  it('folding and selection ranges', async () => {
    const folds = await ask<FoldingRange[]>('executeFoldingRangeProvider');
    ok(
      folds.some(({ start }) => start === 9),
      'the condition folds',
    );
    const [selection] = await ask<SelectionRange[]>('executeSelectionRangeProvider', [after('ping -c 1 10')]);
    equal(selection && document.getText(selection.range), '10.0.0.2');
  });

  it('semantic tokens of the whole and of a range', async () => {
    const legend = await ask<SemanticTokensLegend>('provideDocumentSemanticTokensLegend');
    ok(legend.tokenTypes.includes('namespace'), 'a namespace is one');
    const all = await ask<SemanticTokens>('provideDocumentSemanticTokens');
    const some = await ask<SemanticTokens>('provideDocumentRangeSemanticTokens', new Range(2, 0, 2, 16));
    equal(some.data.length, 20);
    ok(all.data.length > some.data.length, 'a part is less than the whole');
  });

  it('inlay hints', async () => {
    const hints = await ask<InlayHint[]>('executeInlayHintProvider', whole());
    ok(
      hints.some(({ label }) => label === '↔ far0 in far'),
      'the other end of the cable',
    );
  });

  it('code lenses', async () => {
    const lenses = await ask<CodeLens[]>('executeCodeLensProvider', 10);
    equal(
      lenses.map(({ command }) => command?.title),
      ['▶ Run packet', '✓ 1 hop'],
    );
  });

  it('links, those of rules to the pages that come with the extension', async () => {
    const links = await ask<DocumentLink[]>('executeLinkProvider');
    equal(
      links.map(({ target }) => target?.scheme),
      ['https', 'command'],
    );
  });

  it('formatting', async () => {
    const edits = await ask<TextEdit[]>('executeFormatDocumentProvider', { tabSize: 2, insertSpaces: true });
    ok(edits.length > 0, 'the condition is indented by two blanks');
  });

  it('linked editing', async () => {
    const answer = await commands.executeCommand<{ ranges: unknown[] }>(
      '_executeLinkedEditingProvider',
      document.uri,
      after('ip link set near'),
    );
    equal(answer.ranges.length, 3);
  });

  it('code actions: cures, silence, an explanation, all at once', async () => {
    const range = new Range(after('ip link set no'), after('ip link set nowhere'));
    const actions = await ask<CodeAction[]>('executeCodeActionProvider', range);
    const titles = actions.map(({ title }) => title);
    ok(titles.includes('Disable no-such-device for this line'), titles.join(', '));
    ok(titles.includes('Explain no-such-device'), titles.join(', '));
    const fixAll = await ask<CodeAction[]>('executeCodeActionProvider', whole(), 'source.fixAll');
    ok(
      fixAll.every(({ kind }) => kind?.value.startsWith('source.fixAll')),
      'only what repairs all',
    );
  });
});
