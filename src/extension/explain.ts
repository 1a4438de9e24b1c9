import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  commands,
  type Diagnostic,
  type ExtensionContext,
  languages,
  Uri,
} from 'vscode';

/** Rule ids look like this; nothing else leads to a page. */
const RULE = /^[a-z-]+$/;

/** The rule that a finding of ours is of. */
function ruleOf({ source, code }: Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return source === 'netlab' && typeof value === 'string' && RULE.test(value) ? value : undefined;
}

/** *Explain …* beside the quick fixes of a finding: the page about its rule, which comes with the extension. */
export function registerExplain(context: ExtensionContext): void {
  const provider: CodeActionProvider = {
    provideCodeActions: (_document, _range, { diagnostics }) => {
      const rules = new Set(diagnostics.flatMap((diagnostic) => ruleOf(diagnostic) ?? []));
      return [...rules].map((rule) => {
        const action = new CodeAction(`Explain ${rule}`, CodeActionKind.QuickFix);
        action.command = { title: action.title, command: 'netlab.explain', arguments: [rule] };
        return action;
      });
    },
  };
  context.subscriptions.push(
    languages.registerCodeActionsProvider({ language: 'netlab' }, provider),
    commands.registerCommand('netlab.explain', async (rule: unknown) => {
      if (typeof rule !== 'string' || !RULE.test(rule)) return;
      const page = Uri.joinPath(context.extensionUri, 'docs/lints', `${rule}.md`);
      await commands.executeCommand('markdown.showPreviewToSide', page);
    }),
  );
}
