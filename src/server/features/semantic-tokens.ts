import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import type { Context } from '../context.ts';

/** Colours by meaning: of all, of a range, or what has changed since the last answer about a document. */
export function serveSemanticTokens({ connection, documents, service, document }: Context): void {
  const last = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  let answers = 0;
  const answer = (uri: string): SemanticTokens => {
    const lab = document(uri);
    if (lab === undefined) return { data: [] };
    const data = service.semanticTokens(lab);
    answers += 1;
    const resultId = String(answers);
    last.set(uri, { resultId, data });
    return { resultId, data };
  };
  connection.languages.semanticTokens.on(({ textDocument }) => answer(textDocument.uri));
  connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) => {
    const before = last.get(uri);
    const now = answer(uri);
    return before?.resultId === previousResultId ? deltaOf(before.data, now) : now;
  });
  connection.languages.semanticTokens.onRange(({ textDocument, range }) => {
    const lab = document(textDocument.uri);
    return { data: lab === undefined ? [] : service.semanticTokens(lab, range) };
  });
  documents.onDidClose(({ document: { uri } }) => last.delete(uri));
}

/** One edit that replaces what is between the parts that are the same at the beginning and at the end. */
function deltaOf(before: readonly number[], { resultId, data }: SemanticTokens): SemanticTokensDelta {
  const shorter = Math.min(before.length, data.length);
  let start = 0;
  while (start < shorter && before[start] === data[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === data.at(-1 - end)) end += 1;
  const deleteCount = before.length - start - end;
  const added = data.slice(start, data.length - end);
  const edits = deleteCount === 0 && added.length === 0 ? [] : [{ start, deleteCount, data: added }];
  return resultId === undefined ? { edits } : { resultId, edits };
}
