import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { Socket, SocketOwner, StreamSocket } from '../kernel/socket/requests.ts';
import { DNS_TYPES, type DnsQuestion, decodeDnsQuestion, encodeDnsAnswer, NOERROR, NXDOMAIN } from '../net/dns.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../net/ipv4.ts';
import { encodeText, TextDecoding } from '../userland/encoding.ts';

const DOMAIN_PORT = 53;
const HTTP_PORT = 80;
const BACKLOG = 128;

/** The names that the simulated Internet knows, with well-known addresses of theirs. */
const NAMES: Readonly<Record<string, string>> = {
  'example.com': '93.184.215.14',
  'www.example.com': '93.184.215.14',
  'example.org': '93.184.215.14',
  'one.one.one.one': '1.1.1.1',
  'dns.google': '8.8.8.8',
  'google.com': '142.250.185.78',
  'www.google.com': '142.250.185.68',
  'github.com': '140.82.121.4',
  'debian.org': '130.89.148.77',
  'www.debian.org': '130.89.148.77',
  'deb.debian.org': '151.101.2.132',
  'kernel.org': '139.178.84.217',
  'www.kernel.org': '139.178.84.217',
  'wikipedia.org': '185.15.59.224',
  'www.wikipedia.org': '185.15.59.224',
};

/** Opens the services of the Internet's hosts: each public address has a web server, and answers for names. */
export function openInternet(kernel: Kernel, internet: Netns, gateway: Netns): void {
  for (const netns of [internet, gateway]) {
    const resolver = kernel.socket.open(netns, 'udp');
    resolver.owner = new Resolver();
    must(resolver.bind(0, DOMAIN_PORT).ok);
  }
  const web = kernel.socket.open(internet, 'tcp');
  web.owner = new WebServer();
  must(web.bind(0, HTTP_PORT).ok && web.listen(BACKLOG).ok);
}

function must(done: boolean): void {
  if (!done) throw new Error('the Internet cannot be built');
}

/** A name server: what it does not know does not exist. */
class Resolver implements SocketOwner {
  dataReady(socket: Socket): void {
    for (let item = socket.receive(); item !== undefined; item = socket.receive()) {
      if (item.kind !== 'packet' || item.packet.payload.kind !== 'udp') continue;
      const { src, dst, payload } = item.packet;
      const question = decodeDnsQuestion(payload.data);
      if (question === undefined) continue;
      const data = encodeDnsAnswer(question, answerTo(question));
      const to = { address: src, port: payload.srcPort, source: dst };
      socket.send({ kind: 'udp', srcPort: DOMAIN_PORT, dstPort: payload.srcPort, data }, to);
    }
  }
}

function answerTo({ name, type }: DnsQuestion) {
  const lower = name.toLowerCase();
  const none = { code: NXDOMAIN, addresses: [], names: [] };
  if (type === DNS_TYPES.PTR) {
    const address = lower
      .replace(/\.in-addr\.arpa$/, '')
      .split('.')
      .reverse()
      .join('.');
    const found = Object.keys(NAMES).find((each) => NAMES[each] === address);
    return found === undefined ? none : { ...none, code: NOERROR, names: [found] };
  }
  const address = Object.hasOwn(NAMES, lower) ? parseIpv4(NAMES[lower]!) : null;
  if (address === null) return none;
  return { ...none, code: NOERROR, addresses: type === DNS_TYPES.A ? [address as Ipv4] : [] };
}

/** Takes connections, each of which is answered for itself. */
class WebServer implements SocketOwner {
  dataReady(listener: Socket): void {
    const stream = listener as StreamSocket;
    for (let socket = stream.accept(); socket !== undefined; socket = stream.accept()) {
      socket.owner = new WebConnection();
      socket.owner.dataReady(socket);
    }
  }
}

/** A connection to a web server: every path has a page. */
class WebConnection implements SocketOwner {
  private readonly decoding = new TextDecoding();
  private text = '';

  dataReady(socket: Socket): void {
    const stream = socket as StreamSocket;
    for (;;) {
      const read = stream.read();
      if (!read.ok && read.error.errno === 'EAGAIN') break;
      if (!read.ok || read.value.length === 0) return stream.close();
      this.text += this.decoding.decode(read.value);
    }
    for (let end = /\r?\n\r?\n/.exec(this.text); end !== null; end = /\r?\n\r?\n/.exec(this.text)) {
      const head = this.text.slice(0, end.index);
      this.text = this.text.slice(end.index + end[0].length);
      stream.write(encodeText(pageFor(head, stream)));
      if (/^\S+ \S+ HTTP\/1\.0/.test(head) || /^connection: *close/im.test(head)) return stream.close();
    }
  }
}

function pageFor(head: string, socket: StreamSocket): string {
  const host = /^host: *(\S+)/im.exec(head)?.[1] ?? formatIpv4(socket.local().address);
  const name = host.replace(/[<>&]/g, '');
  const body = `<!doctype html>\n<title>${name}</title>\n<h1>${name}</h1>\n<p>A page of the simulated Internet.</p>\n`;
  const lines = [
    'HTTP/1.1 200 OK',
    'Server: netlab',
    'Content-Type: text/html',
    `Content-Length: ${encodeText(body).length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${head.startsWith('HEAD ') ? '' : body}`;
}
