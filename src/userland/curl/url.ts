/** A URL of HTTP, taken apart. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** As it stands in the URL, for the Host header. */
  readonly hasPort: boolean;
  /** With its query. */
  readonly path: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Takes a URL apart; http is meant where no scheme stands. Undefined for a malformed one. */
export function parseUrl(text: string): Url | undefined {
  const found = /^(?:([a-z][a-z\d+.-]*):\/\/)?(?:[^/?#@]*@)?([^/?#:]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/i.exec(text);
  if (found === null || found[2] === '') return undefined;
  const [, scheme = 'http', host = '', port, path = '/'] = found;
  if (port !== undefined && Number(port) > 65535) return undefined;
  const lower = scheme.toLowerCase();
  return {
    scheme: lower,
    host,
    port: port === undefined || port === '' ? (PORTS[lower] ?? 0) : Number(port),
    hasPort: port !== undefined && port !== '' && Number(port) !== PORTS[lower],
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** The URL that a Location header names, seen from another one. */
export function resolveUrl(base: Url, location: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(location)) return location;
  const origin = `${base.scheme}://${base.host}${base.hasPort ? `:${base.port}` : ''}`;
  if (location.startsWith('/')) return origin + location;
  return origin + base.path.replace(/\?.*/, '').replace(/[^/]*$/, '') + location;
}
