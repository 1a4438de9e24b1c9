import type { Kernel } from '../../../kernel/kernel.ts';
import type { Socket, SocketOwner } from '../../../kernel/socket/requests.ts';
import { DNS_TYPES, type DnsQuestion, decodeDnsQuestion, encodeDnsAnswer, NOERROR } from '../../../net/dns.ts';
import { formatIpv4, type Ipv4 } from '../../../net/ipv4.ts';
import { shortId } from '../ids.ts';
import { type Container, type Docker, isUserDefined } from '../state.ts';

const DOMAIN_PORT = 53;

/** The name server at 127.0.0.11 of a container: it knows the containers of the same networks, and asks others for the rest. */
export class Resolver implements SocketOwner {
  /** How many questions were answered: of several addresses, each comes first in turn. */
  private answers = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly docker: Docker,
    private readonly container: Container,
    /** Whom the host asks. */
    private readonly servers: readonly Ipv4[],
  ) {}

  dataReady(socket: Socket): void {
    for (let item = socket.receive(); item !== undefined; item = socket.receive()) {
      if (item.kind !== 'packet' || item.packet.payload.kind !== 'udp') continue;
      const { src, dst, payload } = item.packet;
      const question = decodeDnsQuestion(payload.data);
      if (question === undefined) continue;
      const to = { address: src, port: payload.srcPort, source: dst };
      const answer = this.known(question);
      if (answer === undefined) this.ask(socket, payload.data, to);
      else {
        const data = encodeDnsAnswer(question, answer);
        socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: to.port, data }, to);
      }
    }
  }

  private known({ name, type }: DnsQuestion): Parameters<typeof encodeDnsAnswer>[1] | undefined {
    if (type === DNS_TYPES.PTR) {
      const address = name
        .replace(/\.in-addr\.arpa$/i, '')
        .split('.')
        .reverse()
        .join('.');
      const found = this.neighbours().find((each) => formatIpv4(each.address) === address);
      return found && { code: NOERROR, addresses: [], names: [`${found.names[0]}.${found.network}`] };
    }
    const addresses = this.neighbours()
      .filter(({ names, network }) => names.some((each) => name === each || name === `${each}.${network}`))
      .map(({ address }) => address);
    if (addresses.length === 0) return undefined;
    if (type !== DNS_TYPES.A) return { code: NOERROR, addresses: [], names: [] };
    const first = this.answers++ % addresses.length;
    return { code: NOERROR, addresses: [...addresses.slice(first), ...addresses.slice(0, first)], names: [] };
  }

  /** Who is in a network of the container's, with the names that count there. */
  private neighbours(): { readonly names: readonly string[]; readonly network: string; readonly address: Ipv4 }[] {
    const mine = new Set(this.container.endpoints.map(({ network }) => network).filter(isUserDefined));
    return this.docker.containers.flatMap((container) =>
      container.endpoints.flatMap(({ network, aliases, live }) =>
        mine.has(network) && live?.address !== undefined
          ? [
              {
                names: [container.name, ...aliases, shortId(container.id)],
                network: network.name,
                address: live.address,
              },
            ]
          : [],
      ),
    );
  }

  private ask(client: Socket, data: Uint8Array, to: { address: Ipv4; port: number; source: Ipv4 }): void {
    const [server] = this.servers;
    const { netns } = this.container;
    if (server === undefined || netns === undefined) return;
    const socket = this.kernel.socket.open(netns, 'udp');
    socket.owner = new Asked(client, to);
    const sent =
      socket.connect(server, DOMAIN_PORT).ok &&
      socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: DOMAIN_PORT, data }).ok;
    if (!sent) socket.close();
  }
}

/** A question that was passed on, and the one who asked it. */
class Asked implements SocketOwner {
  constructor(
    private readonly client: Socket,
    private readonly to: { readonly address: Ipv4; readonly port: number; readonly source: Ipv4 },
  ) {}

  dataReady(socket: Socket): void {
    const item = socket.receive();
    if (item?.kind === 'packet' && item.packet.payload.kind === 'udp') {
      const { data } = item.packet.payload;
      this.client.send({ kind: 'udp', srcPort: this.client.local().port, dstPort: this.to.port, data }, this.to);
    }
    socket.close();
  }
}
