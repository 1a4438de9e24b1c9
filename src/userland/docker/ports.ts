import { granted, type Result } from '../../kernel/result.ts';
import type { Socket, StreamSocket } from '../../kernel/socket/requests.ts';
import { type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { DaemonError } from './complaint.ts';
import { addPortRules, removePortRules } from './rules.ts';
import { PortProxy } from './services/proxy.ts';
import {
  type Container,
  type Docker,
  type Endpoint,
  gatewayEndpoint,
  isReachable,
  type PortRequest,
  type PublishedPort,
} from './state.ts';

const LAST_PORT = 60999;
const SOMAXCONN = 4096;

/** `[[ADDRESS:][PORT]:]PORT[/PROTOCOL]`, with ranges; a string is what is wrong (nat.ParsePortSpec). */
export function parsePublish(text: string): readonly PortRequest[] | string {
  const [, spec = '', protocol = 'tcp'] = /^(.*?)(?:\/(\w+))?$/.exec(text) ?? [];
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return `Invalid proto: ${protocol}`;
  const parts = spec.split(':');
  const inner = parts.pop() ?? '';
  const outer = parts.pop() ?? '';
  const hostAddress = parts.join(':').replace(/^\[(.*)\]$/, '$1');
  if (inner === '') return `No port specified: ${text}<empty>`;
  if (parts.length > 1 && !/^\[.*\]$/.test(parts.join(':')))
    return `Invalid ip address ${hostAddress}: address ${hostAddress}:: too many colons in address`;
  if (hostAddress !== '' && parseIpv4(hostAddress) === null) return `Invalid ip address: ${hostAddress}`;
  const ports = parseRange(inner);
  if (ports === undefined) return `Invalid containerPort: ${inner}`;
  const hostPorts = outer === '' ? undefined : parseRange(outer);
  if (outer !== '' && hostPorts === undefined) return `Invalid hostPort: ${outer}`;
  if (hostPorts !== undefined && hostPorts.length !== ports.length && ports.length !== 1)
    return `Invalid ranges specified for container and host Ports: ${inner} and ${outer}`;
  return ports.map((port, at) => ({
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    port,
    hostAddress: hostAddress === '' ? '0.0.0.0' : hostAddress,
    hostPort: hostPorts?.[at],
  }));
}

function parseRange(text: string): number[] | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === undefined || from > to || to > 65535) return undefined;
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Publishes a container's ports in the network that is its way out. */
export function publish(process: Process, docker: Docker, container: Container): void {
  const endpoint = gatewayEndpoint(container);
  if (endpoint === undefined || endpoint.network.driver !== 'bridge' || endpoint.network.internal) return;
  docker.listensV6 ??= isUp(process);
  // The highest port of the host first (nat.SortPortMap).
  const sorted = container.ports.toSorted((a, b) => (b.hostPort ?? 0) - (a.hostPort ?? 0) || a.port - b.port);
  for (const request of sorted) publishOne(process, docker, container, endpoint, request);
}

/** True when one can listen at [::1], as Docker tries once (IsV6Listenable). */
function isUp({ system: { kernel } }: Process): boolean {
  return kernel.link.find(kernel.netns.initial, 'lo')!.up;
}

function publishOne(
  process: Process,
  docker: Docker,
  container: Container,
  { network, live }: Endpoint,
  request: PortRequest,
): void {
  const { protocol, port, hostAddress } = request;
  const hostPort = request.hostPort || freePort(docker, request);
  const failed = (why: string) =>
    new DaemonError(
      `driver failed programming external connectivity on endpoint ${container.name} (${live!.id}): ${why}`,
    );
  if (publishedPorts(docker).some((each) => clashes(each, { ...request, hostPort })))
    throw failed(`Bind for ${hostAddress}:${hostPort} failed: port is already allocated`);
  const target = live!.address!;
  const sockets = listenOn(process, docker, request, hostPort, target);
  if (!sockets.ok) {
    const why = sockets.error.errno === 'EADDRINUSE' ? 'address already in use' : 'cannot assign requested address';
    throw failed(`Error starting userland proxy: listen ${protocol}4 ${hostAddress}:${hostPort}: bind: ${why}`);
  }
  const published = { protocol, port, hostAddress, hostPort, target, bridge: network.device, sockets: sockets.value };
  container.published.push(published);
  try {
    addPortRules(process, published);
  } catch (thrown) {
    throw thrown instanceof DaemonError ? failed(thrown.message) : thrown;
  }
}

function publishedPorts({ containers }: Docker): readonly PublishedPort[] {
  return containers.flatMap(({ published }) => published);
}

function clashes(a: PublishedPort, b: PortRequest): boolean {
  const same = a.protocol === b.protocol && a.hostPort === b.hostPort;
  return same && [a.hostAddress, '0.0.0.0'].includes(b.hostAddress === '0.0.0.0' ? a.hostAddress : b.hostAddress);
}

function freePort(docker: Docker, request: PortRequest): number {
  const taken = publishedPorts(docker);
  for (let tries = 0; tries <= LAST_PORT; tries++) {
    const hostPort = docker.nextPort;
    docker.nextPort = hostPort >= LAST_PORT ? 32768 : hostPort + 1;
    if (!taken.some((each) => clashes(each, { ...request, hostPort }))) return hostPort;
  }
  throw new DaemonError('all ports are allocated');
}

/** The sockets of docker-proxy; EADDRINUSE when another program has the port, EADDRNOTAVAIL when the host has no such address. */
function listenOn(
  process: Process,
  docker: Docker,
  request: PortRequest,
  port: number,
  target: Ipv4,
): Result<PublishedPort['sockets']> {
  const { kernel } = process.system;
  const host = kernel.netns.initial;
  const address = parseIpv4(request.hostAddress)!;
  const sockets: Socket[] = [];
  for (const v6 of address === 0 && docker.listensV6 ? ([undefined, 'only'] as const) : [undefined]) {
    const socket = kernel.socket.open(host, request.protocol, {
      name: 'docker-proxy',
      pid: process.nextPid(),
      fd: 4,
    });
    sockets.push(socket);
    socket.v6 = v6;
    socket.setOptions({ reuseAddress: request.protocol === 'tcp' });
    const bound = socket.bind(address, port);
    const ready = bound.ok && request.protocol === 'tcp' ? (socket as StreamSocket).listen(SOMAXCONN) : bound;
    if (!ready.ok) {
      for (const each of sockets) each.close();
      return ready;
    }
    if (request.protocol === 'tcp') socket.owner = new PortProxy(kernel, target, request.port);
  }
  return granted(sockets);
}

export function unpublish(process: Process, container: Container): void {
  for (const port of container.published) {
    for (const socket of port.sockets) socket.close();
    removePortRules(process, port);
  }
  container.published = [];
}

interface ShownPort {
  readonly address: string;
  readonly hostPort: number | undefined;
  readonly port: number;
  readonly protocol: string;
}

/**
 * `0.0.0.0:8080->80/tcp, :::8080->80/tcp`, as `docker ps` has it: first ports that the host has under the same number, or that
 * are only exposed, neighbours as ranges; then those that have another number there.
 */
export function formatPorts(container: Container): string {
  if (container.state !== 'running' || !isReachable(container)) return '';
  const closed: string[] = [];
  const groups = new Map<string, PortGroup>();
  const others: string[] = [];
  for (const { address, hostPort, port, protocol } of shownPorts(container)) {
    if (hostPort !== undefined && hostPort !== port) {
      others.push(`${address}:${hostPort}->${port}/${protocol}`);
      continue;
    }
    const key = `${address}/${protocol}`;
    const group = groups.get(key);
    if (group?.last === port - 1) {
      group.last = port;
      continue;
    }
    if (group !== undefined) closed.push(formatGroup(group));
    groups.set(key, { address, protocol, first: port, last: port });
  }
  return [...closed, ...[...groups.values()].map(formatGroup), ...others].join(', ');
}

interface PortGroup {
  readonly address: string;
  readonly protocol: string;
  readonly first: number;
  last: number;
}

function formatGroup({ address, protocol, first, last }: PortGroup): string {
  const range = first === last ? `${first}` : `${first}-${last}`;
  return `${address === '' ? '' : `${address}:${range}->`}${range}/${protocol}`;
}

function shownPorts({ published, exposed }: Container): ShownPort[] {
  const bound = published.flatMap((each) => addressesOf(each).map((address) => ({ ...each, address })));
  const only = exposed
    .filter((each) => !published.some(({ port, protocol }) => each === `${port}/${protocol}`))
    .map((each) => ({
      address: '',
      hostPort: undefined,
      port: Number.parseInt(each, 10),
      protocol: each.split('/')[1]!,
    }));
  const text = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  return [...only, ...bound].sort(
    (a, b) =>
      a.port - b.port ||
      text(a.address, b.address) ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
      text(a.protocol, b.protocol),
  );
}

/** The addresses of the host that a port is published at. */
export function addressesOf({ hostAddress, sockets }: PublishedPort): readonly string[] {
  return sockets.length > 1 ? [hostAddress, '::'] : [hostAddress];
}

/** Addresses and port as `docker port` prints them, one a line. */
export function boundTo(published: PublishedPort): readonly string[] {
  return addressesOf(published).map((address) => `${address}:${published.hostPort}`);
}
