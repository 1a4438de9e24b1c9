import { EPOCH } from '../../../kernel/epoch.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Socket, SocketOwner, StreamSocket } from '../../../kernel/socket/requests.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { encodeText, TextDecoding } from '../../encoding.ts';
import type { Container } from '../state.ts';
import { notFound, pageOf } from './pages.ts';

/** The web server that a container's image starts. */
export class WebServer implements SocketOwner {
  constructor(
    private readonly kernel: Kernel,
    private readonly container: Container,
  ) {}

  dataReady(listener: Socket): void {
    const stream = listener as StreamSocket;
    for (let socket = stream.accept(); socket !== undefined; socket = stream.accept()) {
      socket.owner = new WebConnection(this.kernel, this.container);
      socket.owner.dataReady(socket);
    }
  }
}

class WebConnection implements SocketOwner {
  private readonly decoding = new TextDecoding();
  private text = '';

  constructor(
    private readonly kernel: Kernel,
    private readonly container: Container,
  ) {}

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
      stream.write(encodeText(this.answer(head, stream)));
      if (/^\S+ \S+ HTTP\/1\.0/.test(head) || /^connection: *close/im.test(head)) return stream.close();
    }
  }

  private answer(head: string, stream: StreamSocket): string {
    const [first = ''] = head.split(/\r?\n/);
    const [method = '', target = '/'] = first.split(' ');
    const { serves } = this.container.image;
    const found = serves === 'whoami' || /^\/(?:index\.html)?(?:\?.*)?$/.test(target);
    const { type, body } = found
      ? pageOf(this.container, { head, from: stream.peer() })
      : { type: 'text/html', body: notFound(serves) };
    const { length } = encodeText(body);
    this.log(first, found ? 200 : 404, length, stream, head);
    const status = found ? '200 OK' : '404 Not Found';
    const server = serves === 'nginx' ? 'nginx/1.25.3' : 'Apache/2.4.58 (Unix)';
    const date = new Date((EPOCH + this.kernel.now / 1_000_000) * 1000).toUTCString();
    const fields = [
      ...(serves === 'whoami' ? [`Date: ${date}`] : [`Server: ${server}`, `Date: ${date}`]),
      `Content-Type: ${type}`,
      `Content-Length: ${length}`,
      ...(serves === 'nginx' ? ['Connection: keep-alive'] : []),
    ];
    return `HTTP/1.1 ${status}\r\n${fields.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`;
  }

  /** The line of the access log (the combined format of nginx, the common one of httpd), which `docker logs` shows. */
  private log(request: string, status: number, length: number, stream: StreamSocket, head: string): void {
    const { serves } = this.container.image;
    if (serves === 'whoami') return;
    const moment = new Date((EPOCH + this.kernel.now / 1_000_000) * 1000);
    const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(moment.toUTCString()) ?? [];
    const agent = /^user-agent: *(.*?)\r?$/im.exec(head)?.[1] ?? '-';
    const more = serves === 'nginx' ? ` "-" "${agent}" "-"` : '';
    const from = formatIpv4(stream.peer().address);
    this.container.output.text += `${from} - - [${day}/${month}/${year}:${time} +0000] "${request}" ${status} ${length}${more}\n`;
  }
}
