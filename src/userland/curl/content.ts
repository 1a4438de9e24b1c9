import type { Kernel } from '../../kernel/kernel.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';
import type { CurlRequest } from './options.ts';

/** What a request carries to the server. */
export interface Content {
  readonly text: string;
  readonly type?: string;
  /** A file: it goes out with PUT, once the server has had time to refuse it. */
  readonly uploads?: true;
  /** A form in parts. */
  readonly form?: true;
}

/** A piece of what is sent, as an option gave it. */
export interface DataOption {
  readonly option: string;
  readonly text: string;
  readonly index: number;
}

/** Reads what `-d` and its like, `-F` and `-T` name; an exit status after a complaint. */
export function readContent(process: Process, request: CurlRequest): Content | undefined | number {
  const { data, values, flags } = request;
  const file = values.get('-T')?.at(-1);
  if (file !== undefined) {
    const text = file === '-' ? '' : read(process, file);
    if (text !== undefined) return { text, uploads: true };
    process.stderr.write(`curl: Can't open '${file}'!\n`);
    return hint(process, 26);
  }
  const parts = values.get('-F');
  if (parts !== undefined) return formOf(process, process.system.kernel, parts);
  if (data.length === 0) return undefined;
  let text = '';
  for (const each of data) {
    const piece = pieceOf(process, each, flags.has('-s'));
    const isJson = each.option === '--json';
    text = text === '' || isJson ? text + piece : `${text}&${piece}`;
  }
  return data.some(({ option }) => option === '--json') ? { text, type: 'application/json' } : { text };
}

function hint(process: Process, status: number): number {
  process.stderr.write("curl: try 'curl --help' or 'curl --manual' for more information\n");
  return status;
}

function read(process: Process, path: string): string | undefined {
  const found = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  return found.ok ? found.value : undefined;
}

function pieceOf(process: Process, { option, text }: DataOption, isSilent: boolean): string {
  if (option === '--data-raw') return text;
  if (option === '--data-urlencode') return encodedPiece(process, text);
  if (!text.startsWith('@')) return text;
  const path = text.slice(1);
  const found = process.system.fs.read(resolvePath(process.cwd, path), process.netns);
  if (!found.ok) {
    if (!isSilent) warn(process, `Couldn't read data from file "${path}", this makes an empty POST.`);
    return '';
  }
  return option === '-d' ? found.value.replace(/[\r\n\0]/g, '') : found.value;
}

/** `CONTENT`, `=CONTENT`, `NAME=CONTENT`, `@FILE` or `NAME@FILE`: only the content is encoded. */
function encodedPiece(process: Process, text: string): string {
  const [, name = '', sign = '', rest = ''] = /^([^=@]*)([=@]?)(.*)$/s.exec(text) ?? [];
  if (sign === '') return formEncoded(name);
  const content = sign === '@' ? (read(process, rest) ?? '') : rest;
  return `${name === '' ? '' : `${name}=`}${formEncoded(content)}`;
}

const formEncoded = (text: string) =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** RFC 7578. */
function formOf(process: Process, kernel: Kernel, parts: readonly string[]): Content {
  const digits = Array.from({ length: 16 }, () => kernel.random(16).toString(16)).join('');
  const boundary = `------------------------${digits}`;
  const bodies = parts.map((part) => {
    const [, name = '', sign = '', rest = ''] = /^([^=]*)=([@<]?)([^;]*)/.exec(part) ?? [];
    const content = sign === '' ? rest : (read(process, rest) ?? '');
    const fileName = rest.replace(/^.*\//, '');
    const type = /\.txt$/.test(rest) ? 'text/plain' : 'application/octet-stream';
    const file = sign === '@' ? `; filename="${fileName}"\r\nContent-Type: ${type}` : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${content}\r\n`;
  });
  return {
    text: `${bodies.join('')}--${boundary}--\r\n`,
    type: `multipart/form-data; boundary=${boundary}`,
    form: true,
  };
}

const WIDTH = 79;

/** A warning, broken into lines as curl does (warnf): the blank stays at the end of the line. */
export function warn(process: Process, text: string): void {
  const prefix = 'Warning: ';
  const room = WIDTH - prefix.length - 1;
  for (let rest = text; rest !== ''; ) {
    const blank = rest.length > room ? rest.lastIndexOf(' ', room - 1) : -1;
    const cut = rest.length <= room ? rest.length : blank <= 0 ? room : blank + 1;
    process.stderr.write(`${prefix}${rest.slice(0, cut)}\n`);
    rest = rest.slice(cut);
  }
}
