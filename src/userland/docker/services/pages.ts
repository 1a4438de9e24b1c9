import { formatIpv4, type Ipv4 } from '../../../net/ipv4.ts';
import type { Container } from '../state.ts';

/** A request for a page. */
interface Asked {
  readonly head: string;
  readonly from: { readonly address: Ipv4; readonly port: number };
}

/** The page of a container's web server: a short one of our own for nginx, httpd's, or what whoami tells of itself and of the request. */
export function pageOf(container: Container, { head, from }: Asked): { readonly type: string; readonly body: string } {
  const { serves } = container.image;
  if (serves === 'httpd') return { type: 'text/html', body: '<html><body><h1>It works!</h1></body></html>\n' };
  if (serves === 'nginx')
    return {
      type: 'text/html',
      body: '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n',
    };
  const addresses = container.endpoints.flatMap(({ live }) =>
    live?.address === undefined ? [] : [`IP: ${formatIpv4(live.address)}`],
  );
  const lines = [
    `Hostname: ${container.hostname}`,
    'IP: 127.0.0.1',
    ...addresses,
    `RemoteAddr: ${formatIpv4(from.address)}:${from.port}`,
    ...head.split(/\r?\n/),
  ];
  return { type: 'text/plain; charset=utf-8', body: `${lines.join('\n')}\n\n` };
}

/** The page where there is none. */
export function notFound(serves: Container['image']['serves']): string {
  const by = serves === 'nginx' ? '<hr><center>nginx/1.25.3</center>\n' : '';
  return `<html>\n<head><title>404 Not Found</title></head>\n<body>\n<center><h1>404 Not Found</h1></center>\n${by}</body>\n</html>\n`;
}
