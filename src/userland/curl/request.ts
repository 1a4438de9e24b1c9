import { encoded } from '../coreutils/base64.ts';
import { encodeText } from '../encoding.ts';
import type { Content } from './content.ts';
import type { CurlRequest } from './options.ts';
import type { Url } from './url.ts';

/** What a request is made of besides the words of the command line. */
export interface RequestTarget {
  readonly url: Url;
  /** As a proxy has to hear it; undefined without one. */
  readonly byProxy: string | undefined;
  readonly version: string;
  readonly content: Content | undefined;
  /** What of the file is there already (`-C`). */
  readonly resumeFrom: number | undefined;
}

/** The method: the one named, or what goes with the content. */
export function methodOf({ flags, values }: CurlRequest, content: Content | undefined): string {
  const named = values.get('-X')?.at(-1);
  if (named !== undefined) return named;
  if (flags.has('-I')) return 'HEAD';
  return content === undefined ? 'GET' : content.uploads ? 'PUT' : 'POST';
}

/** The name and password that a request goes with (`-u`, or those in the URL). */
export function userOf({ values }: CurlRequest, url: Url): string | undefined {
  return values.get('-u')?.at(-1) ?? url.user;
}

/** The head of a request, as curl orders it (Curl_http). */
export function requestHead(request: CurlRequest, target: RequestTarget): string {
  const { flags, values } = request;
  const { url, byProxy, version, content, resumeFrom } = target;
  const own = values.get('-H') ?? [];
  const isGiven = (name: string) => own.some((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  const last = (name: string) => values.get(name)?.at(-1);
  const isJson = content?.type === 'application/json';
  const user = userOf(request, url);
  const range = last('-r') ?? (resumeFrom === undefined ? undefined : `${resumeFrom}-`);
  const headers: (readonly [string, string | undefined])[] = [
    ['Host', `${url.host}${url.hasPort ? `:${url.port}` : ''}`],
    ['Authorization', user === undefined ? undefined : `Basic ${encoded(encodeText(user))}`],
    ['Range', range === undefined ? undefined : `bytes=${range}`],
    ['User-Agent', (last('-A') ?? 'curl/7.88.1') || undefined],
    ...(isJson ? ([['Content-Type', content.type]] as const) : []),
    ['Accept', isJson ? 'application/json' : '*/*'],
    ['Accept-Encoding', flags.has('--compressed') ? 'deflate, gzip, br, zstd' : undefined],
    ['Proxy-Connection', byProxy === undefined ? undefined : 'Keep-Alive'],
    ['Referer', last('-e') || undefined],
    ['Cookie', values.get('-b')?.join(';')],
  ];
  const host = own.find((each) => /^host:/i.test(each));
  const lines = [
    `${methodOf(request, content)} ${byProxy ?? url.path} HTTP/${version}`,
    ...headers.flatMap(([name, value]) => {
      if (name === 'Host' && host !== undefined) return [host];
      return value === undefined || isGiven(name) ? [] : [`${name}: ${value}`];
    }),
    ...own.filter((each) => !/^host:/i.test(each) && !/:\s*$/.test(each)).map((each) => each.replace(/;$/, ':')),
  ];
  if (content !== undefined) {
    if (!isGiven('Content-Length')) lines.push(`Content-Length: ${encodeText(content.text).length}`);
    const type = content.uploads || isJson ? undefined : (content.type ?? 'application/x-www-form-urlencoded');
    if (type !== undefined && !isGiven('Content-Type')) lines.push(`Content-Type: ${type}`);
    if (content.uploads && version !== '1.0' && !isGiven('Expect')) lines.push('Expect: 100-continue');
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
