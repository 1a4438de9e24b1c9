import {
  CodeAction,
  CodeActionKind,
  type CodeLens,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  type Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { equal, eventually, ok } from './expect.ts';
import { openLab } from './lab.ts';

/** Two hosts on a wire; the far end's address is missing its mask, and nobody has brought it up. */
const WIRE = `# netlab: machine bare
ip netns add far
ip link add near0 type veth peer name far0 netns far
ip addr add 10.0.0.1/24 dev near0
ip link set near0 up
ip netns exec far ip addr add 10.0.0.2/24 dev far0
ip netns exec far ip link set far0 up
ip route add 10.9.0.0/16 via 10.0.0.2
ping -c 1 10.0.0.2
`;

const errorsOf = (document: TextDocument) =>
  languages.getDiagnostics(document.uri).filter(({ severity }) => severity === DiagnosticSeverity.Error);

/** The errors of a lab that has some, once they are there. */
function errorsIn(document: TextDocument): Promise<Diagnostic[]> {
  return eventually('errors are reported', async () => {
    const errors = errorsOf(document);
    return errors.length > 0 ? errors : undefined;
  });
}

/** The quick fixes for a range. */
async function fixesAt(document: TextDocument, range: Range): Promise<CodeAction[]> {
  const kind = CodeActionKind.QuickFix.value;
  const found = await commands.executeCommand<unknown[]>('vscode.executeCodeActionProvider', document.uri, range, kind);
  return found.filter((each): each is CodeAction => each instanceof CodeAction && each.edit !== undefined);
}

describe('a lab in the editor', () => {
  it("says the real tool's words on the argument to blame", async () => {
    const { document } = await openLab('ip link set nowhere up\n');
    const [error] = await errorsIn(document);
    equal(error?.message, 'Cannot find device "nowhere"');
    equal(error && document.getText(error.range), 'nowhere');
    equal(error?.source, 'netlab');
    ok(error?.code, 'a rule id');
  });

  it('is quiet about a lab without mistakes', async () => {
    const { document } = await openLab(WIRE);
    await eventually('its lenses are there', () => lensesOf(document, 1));
    equal(
      languages.getDiagnostics(document.uri).map(({ message }) => message),
      [],
    );
  });

  it('repairs a mistake with the fix it offers', async () => {
    const { document } = await openLab('ip link addr add 10.0.0.1/24 dev lo\n');
    const [error] = await errorsIn(document);
    ok(error, 'an error');
    const [fix] = await eventually('a fix is offered', async () => {
      const fixes = await fixesAt(document, error.range);
      return fixes.length > 0 ? fixes : undefined;
    });
    ok(fix?.edit, 'a fix with an edit');
    await workspace.applyEdit(fix.edit);
    equal(document.getText(), 'ip addr add 10.0.0.1/24 dev lo\n');
    await eventually('the error is gone', async () => (errorsOf(document).length === 0 ? true : undefined));
  });

  it('explains a gateway where the mouse rests on it', async () => {
    const { document } = await openLab(WIRE);
    const line = 7;
    const at = new Position(line, document.lineAt(line).text.indexOf('10.0.0.2') + 1);
    const text = await eventually('a hover', async () => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
      const contents = hovers.flatMap((hover) => hover.contents as MarkdownString[]).map(({ value }) => value);
      return contents.length > 0 ? contents.join('\n') : undefined;
    });
    ok(text.includes('10.0.0.0/24'), `the hover names the route that wins for the gateway: ${text}`);
  });

  it('offers to run the packets of every line that sends some', async () => {
    const { document } = await openLab(WIRE);
    const [lens] = await eventually('a lens', () => lensesOf(document, 1));
    equal(lens?.range.start.line, 8);
    equal(lens?.command?.command, 'netlab.runPacket');
    equal(lens?.command?.arguments, [{ uri: document.uri.toString(), line: 8 }]);
  });

  it('offers none when the setting says so', async () => {
    const settings = workspace.getConfiguration('netlab');
    const { document } = await openLab(WIRE);
    await eventually('a lens', () => lensesOf(document, 1));
    await settings.update('codeLens.enabled', false);
    try {
      await eventually('the lens is gone', () => lensesOf(document, 0));
    } finally {
      await settings.update('codeLens.enabled', undefined);
    }
  });

  it('takes severities from the settings', async () => {
    const settings = workspace.getConfiguration('netlab');
    const { document } = await openLab('ip link set nowhere up\n');
    const [error] = await errorsIn(document);
    const code = typeof error?.code === 'object' ? error.code.value : error?.code;
    await settings.update('severity', { [String(code)]: 'off' });
    try {
      await eventually('it is silent', async () => (errorsOf(document).length === 0 ? true : undefined));
    } finally {
      await settings.update('severity', undefined);
    }
  });
});

/** The lenses "▶ Run packet" of a document; undefined unless there are as many. */
async function lensesOf(document: TextDocument, count: number): Promise<CodeLens[] | undefined> {
  const all = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
  const lenses = all.filter((lens) => lens.command?.title.includes('Run packet'));
  return lenses.length === count ? lenses : undefined;
}
