/** A URL of HTTP, taken apart. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** As it stands in the URL, for the Host header. */
  readonly hasPort: boolean;
  /** With its query. */
  readonly path: string;
  /** Name and password that stand before the host. */
  readonly user?: string;
}

const PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ftp: 21,
  telnet: 23,
  smtp: 25,
  dict: 2628,
  gopher: 70,
  imap: 143,
  ldap: 389,
  mqtt: 1883,
  pop3: 110,
  rtsp: 554,
  tftp: 69,
};

/** Whether curl knows the protocol. */
export const isKnownScheme = (scheme: string) => Object.hasOwn(PORTS, scheme);

/** Takes a URL apart; http is meant where no scheme stands, and one slash more or less does no harm. Undefined for a malformed one. */
export function parseUrl(text: string, asIs = false): Url | undefined {
  if (/\s/.test(text)) return undefined;
  const found = /^(?:([a-z][a-z\d+.-]*):\/{1,3})?(?:([^/?#@]*)@)?([^/?#:]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/i.exec(
    text,
  );
  if (found === null || found[3] === '') return undefined;
  const [, scheme = 'http', user, host = '', port, given = '/'] = found;
  const path = asIs ? given : withoutDots(given);
  if (port !== undefined && Number(port) > 65535) return undefined;
  const lower = scheme.toLowerCase();
  return {
    scheme: lower,
    host,
    port: port === undefined || port === '' ? (PORTS[lower] ?? 0) : Number(port),
    hasPort: port !== undefined && port !== '' && Number(port) !== PORTS[lower],
    path: path.startsWith('/') ? path : `/${path}`,
    ...(user === undefined ? {} : { user: decodeURIComponent(user) }),
  };
}

/** A path without `.` and `..` (RFC 3986 §5.2.4). */
function withoutDots(text: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(text) ?? [];
  if (!/(?:^|\/)\.\.?(?:\/|$)/.test(path)) return text;
  const kept: string[] = [];
  const parts = path.split('/').slice(1);
  for (const [at, part] of parts.entries()) {
    if (part === '..') kept.pop();
    else if (part !== '.') kept.push(part);
    if (at === parts.length - 1 && /^\.\.?$/.test(part)) kept.push('');
  }
  return `/${kept.join('/')}${query}`;
}

/** The URL that a Location header names, seen from another one. */
export function resolveUrl(base: Url, location: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(location)) return location;
  const origin = `${base.scheme}://${base.host}${base.hasPort ? `:${base.port}` : ''}`;
  if (location.startsWith('/')) return origin + location;
  return origin + base.path.replace(/\?.*/, '').replace(/[^/]*$/, '') + location;
}
