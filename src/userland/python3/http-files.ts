import { encodeText } from '../encoding.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';

/** What a request's path names: a file's text, a directory to be listed, or a directory named without its slash. */
export interface Served {
  readonly path: string;
  /** The path as the client named it. */
  readonly shown: string;
  readonly type: string;
  readonly text?: string;
  readonly location?: string;
}

/** Types by the ends of names (mimetypes of Python 3.11). */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  csv: 'text/csv',
  js: 'text/javascript',
  json: 'application/json',
  xml: 'text/xml',
  py: 'text/x-python',
  sh: 'application/x-sh',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  gz: 'application/gzip',
};

/** Finds what a path of a URL names below a directory; undefined for nothing (SimpleHTTPRequestHandler.send_head). */
export function fileFor(process: Process, directory: string, target: string): Served | undefined {
  const { fs } = process.system;
  const [shown = ''] = target.split(/[?#]/);
  const below = resolvePath('/', unquote(shown));
  const path = resolvePath(directory, `.${below}`);
  const kind = fs.kind(path, process.netns);
  const isSlashed = shown.endsWith('/');
  if (kind === 'directory') {
    if (!isSlashed) return { path, shown, type: '', location: `${shown}/` };
    for (const name of ['index.html', 'index.htm']) {
      const index = fs.read(`${path === '/' ? '' : path}/${name}`, process.netns);
      if (index.ok) return { path, shown, type: 'text/html', text: index.value };
    }
    return { path, shown, type: 'text/html; charset=utf-8' };
  }
  const content = isSlashed ? undefined : fs.read(path, process.netns);
  if (content?.ok !== true) return undefined;
  const end = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return { path, shown, type: TYPES[end] ?? 'application/octet-stream', text: content.value };
}

/** The page that lists a directory. */
export function listing(process: Process, path: string, shown: string): string {
  const { fs } = process.system;
  const names = fs.list(path, process.netns);
  const sorted = [...(names.ok ? names.value : [])].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const title = `Directory listing for ${escapeHtml(unquote(shown))}`;
  const entries = sorted.map((name) => {
    const isDirectory = fs.kind(resolvePath(path, name), process.netns) === 'directory';
    const slash = isDirectory ? '/' : '';
    return `<li><a href="${quote(name)}${slash}">${escapeHtml(name)}${slash}</a></li>\n`;
  });
  const head = `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n`;
  return `${head}<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${entries.join('')}</ul>\n<hr>\n</body>\n</html>\n`;
}

/** The page of an error (http.server's DEFAULT_ERROR_MESSAGE). */
export function errorPage(code: number, message: string, explanation: string): string {
  const text = escapeHtml(message);
  return `<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: ${code}</p>
        <p>Message: ${text}.</p>
        <p>Error code explanation: ${code} - ${escapeHtml(explanation)}.</p>
    </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A name as it stands in a URL (urllib.parse.quote). */
function quote(name: string): string {
  return Array.from(encodeText(name), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[\w.~/-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function unquote(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
