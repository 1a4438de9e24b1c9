import type { Position } from 'vscode';
import { type Diagnostic, Hover, languages, MarkdownString, Range, type TextDocument, type Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { explainLink, pageOf, ruleOf } from './explain.ts';

/** Makes the language client of one host kind; the transport is all that differs. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The pages about rules, as the server publishes them. */
const MANUAL = /\/docs\/lints\/([a-z-]+)\.md$/;

/** What the server is asked for, in every host. Pages about rules are those that come with the extension. */
export function clientOptions(extension: Uri): LanguageClientOptions {
  return {
    // No scheme: labs on disk, untitled ones, and those of virtual workspaces alike.
    documentSelector: [{ language: 'netlab' }],
    // VS Code has them from the extension itself.
    initializationOptions: { snippets: false },
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) =>
        next(
          uri,
          diagnostics.map((diagnostic) => withOwnPage(diagnostic, extension)),
        ),
      provideHover: async (document, position, token, next) =>
        explained(await next(document, position, token), document, position),
      provideDocumentLinks: async (document, token, next) => {
        const links = (await next(document, token)) ?? [];
        for (const link of links) {
          const rule = MANUAL.exec(link.target?.path ?? '')?.[1];
          if (rule !== undefined) link.target = explainLink(rule);
        }
        return links;
      },
    },
  };
}

/** The link behind a message may run no command: it opens the page as a file. */
function withOwnPage(diagnostic: Diagnostic, extension: Uri): Diagnostic {
  const rule = ruleOf(diagnostic);
  if (rule !== undefined) diagnostic.code = { value: rule, target: pageOf(extension, rule) };
  return diagnostic;
}

/** A hover with links that explain the findings under the mouse. */
function explained(hover: Hover | null | undefined, { uri }: TextDocument, position: Position): Hover | undefined {
  const here = languages.getDiagnostics(uri).filter(({ range }) => range.contains(position));
  const rules = [...new Set(here.flatMap((diagnostic) => ruleOf(diagnostic) ?? []))];
  if (rules.length === 0) return hover ?? undefined;
  const links = new MarkdownString(rules.map((rule) => `[Explain ${rule}](${explainLink(rule)})`).join(' | '));
  links.isTrusted = { enabledCommands: ['netlab.explain'] };
  const range = hover?.range ?? here[0]?.range ?? new Range(position, position);
  return new Hover([...(hover?.contents ?? []), links], range);
}
