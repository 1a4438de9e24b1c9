import type { DnsAnswer } from '../../net/dns.ts';
import { DNS_TYPES, decodeDnsAnswer, encodeDnsQuestion, NOERROR, NXDOMAIN } from '../../net/dns.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import type { Surroundings, Wait } from '../process.ts';
import { openSocket } from '../socket.ts';
import { isHostName, nameOfHost, resolveHost } from './hosts.ts';

const DOMAIN_PORT = 53;
/** How long an answer is waited for, in microseconds, and how often each server is asked (resolv.conf(5)). */
const TIMEOUT = 5_000_000;
const ATTEMPTS = 2;

/** Why a name has no address: nobody who knows could be asked, or it is known that there is none (getaddrinfo(3)). */
export type ResolveFailure = 'EAI_AGAIN' | 'EAI_NONAME';

/** The texts of the failures (gai_strerror(3)). */
export const RESOLVE_ERRORS: Readonly<Record<ResolveFailure, string>> = {
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_NONAME: 'Name or service not known',
};

/** The address of a host: written out, of /etc/hosts, or asked of the name servers of /etc/resolv.conf (getaddrinfo(3)). */
export function* lookupHost(process: Surroundings, name: string): Generator<Wait, Ipv4 | ResolveFailure, void> {
  const known = resolveHost(process, name);
  if (known !== null) return known;
  if (!isHostName(name)) return 'EAI_NONAME';
  const answer = yield* ask(process, name.replace(/\.$/, ''), 'A');
  if (answer === undefined) return 'EAI_AGAIN';
  return answer.addresses[0] ?? 'EAI_NONAME';
}

/** The name of an address, of /etc/hosts or asked of the name servers (getnameinfo(3) with NI_NAMEREQD). */
export function* lookupName(
  process: Surroundings,
  address: Ipv4,
): Generator<Wait, { readonly name: string } | ResolveFailure, void> {
  const known = nameOfHost(process, formatIpv4(address));
  if (known !== undefined) return { name: known };
  const reversed = formatIpv4(address).split('.').reverse().join('.');
  const answer = yield* ask(process, `${reversed}.in-addr.arpa`, 'PTR');
  if (answer === undefined) return 'EAI_AGAIN';
  const [name] = answer.names;
  return name === undefined ? 'EAI_NONAME' : { name };
}

/** The name servers of /etc/resolv.conf; the host itself without it. */
function nameServers(process: Surroundings): readonly Ipv4[] {
  const conf = process.system.fs.read('/etc/resolv.conf', process.netns);
  const servers = [...(conf.ok ? conf.value : '').matchAll(/^\s*nameserver\s+(\S+)/gm)]
    .map(([, address]) => parseIpv4(address ?? ''))
    .filter((address) => address !== null);
  return servers.length > 0 ? servers.slice(0, 3) : [0x7f000001];
}

function* ask(process: Surroundings, name: string, type: 'A' | 'PTR'): Generator<Wait, DnsAnswer | undefined, void> {
  const servers = nameServers(process);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const server of servers) {
      const answer = yield* askServer(process, server, name, type);
      if (answer !== undefined) return answer;
    }
  }
  return undefined;
}

/** One question to one server. A name is asked for both families at once; only IPv4's answer is of use here. */
function* askServer(
  process: Surroundings,
  server: Ipv4,
  name: string,
  type: 'A' | 'PTR',
): Generator<Wait, DnsAnswer | undefined, void> {
  const { kernel } = process.system;
  const socket = openSocket(process, 'udp');
  try {
    if (!socket.connect(server, DOMAIN_PORT).ok) return undefined;
    const ids = new Map<number, keyof typeof DNS_TYPES>();
    for (const each of type === 'A' ? (['A', 'AAAA'] as const) : (['PTR'] as const)) {
      const id = kernel.random(0x10000);
      ids.set(id, each);
      const data = encodeDnsQuestion({ id, name, type: DNS_TYPES[each] });
      const sent = socket.send({ kind: 'udp', srcPort: socket.local().port, dstPort: DOMAIN_PORT, data });
      if (!sent.ok) return undefined;
    }
    const until = kernel.now + TIMEOUT;
    let found: DnsAnswer | undefined;
    while (ids.size > 0 && kernel.now < until) {
      yield { until, ready: () => socket.pending() };
      for (let item = socket.receive(); item !== undefined; item = socket.receive()) {
        if (item.kind !== 'packet' || item.packet.payload.kind !== 'udp') continue;
        const answer = decodeDnsAnswer(item.packet.payload.data);
        if (answer === undefined || !ids.delete(answer.id)) continue;
        if (answer.type === DNS_TYPES[type]) found = answer;
      }
      if (socket.takeError() !== undefined) return undefined;
    }
    return found !== undefined && (found.code === NOERROR || found.code === NXDOMAIN) ? found : undefined;
  } finally {
    socket.close();
  }
}
