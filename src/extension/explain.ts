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
export function ruleOf({ source, code }: Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return source === 'netlab' && typeof value === 'string' && RULE.test(value) ? value : undefined;
}

/** The page about a rule. */
export function pageOf(extension: Uri, rule: string): Uri {
  return Uri.joinPath(extension, 'docs/lints', `${rule}.md`);
}

/** The command that shows it, as a link. */
export function explainLink(rule: string): Uri {
  return Uri.parse(`command:netlab.explain?${encodeURIComponent(JSON.stringify([rule]))}`);
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
      await commands.executeCommand('markdown.showPreviewToSide', pageOf(context.extensionUri, rule));
    }),
  );
}
