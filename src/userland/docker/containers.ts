import { type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { ClientError, DaemonError } from './complaint.ts';
import { plugIn, setDefaultRoute, unplug } from './endpoints.ts';
import { layOut, systemOf, writeHostFiles } from './files.ts';
import { run } from './host.ts';
import { newId, newName, sandboxKey, shortId } from './ids.ts';
import type { Image } from './images.ts';
import { findNetwork } from './networks.ts';
import { publish, unpublish } from './ports.ts';
import { listen } from './services/listen.ts';
import { Resolver } from './services/resolver.ts';
import { WebServer } from './services/web-server.ts';
import {
  type Container,
  type Docker,
  type Endpoint,
  isUserDefined,
  type Network,
  type PortRequest,
  type Wanted,
} from './state.ts';

/** What is asked of a new container. */
export interface ContainerRequest {
  readonly name: string | undefined;
  readonly image: Image;
  readonly imageName: string;
  readonly command: readonly string[];
  readonly entrypoint: string | undefined;
  readonly env: readonly string[];
  readonly workdir: string;
  readonly hostname: string | undefined;
  readonly network: string;
  readonly address: string | undefined;
  readonly mac: string | undefined;
  readonly aliases: readonly string[];
  readonly ports: readonly PortRequest[];
  readonly publishAll: boolean;
  readonly exposed: readonly string[];
  readonly capabilities: readonly string[];
  readonly privileged: boolean;
  readonly init: boolean;
  readonly autoRemove: boolean;
  readonly interactive: boolean;
  readonly tty: boolean;
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const HOST_ONLY = 'container cannot be disconnected from host network or connected to host network';
const SIGKILL = 9;
/** How many connections a web server lets wait. */
const BACKLOG = 511;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `docker create`. */
export function createContainer(process: Process, docker: Docker, request: ContainerRequest): Container {
  const { image, name = newName(docker) } = request;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    throw new DaemonError(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const twin = docker.containers.find((each) => each.name === name);
  if (twin !== undefined)
    throw new DaemonError(
      `Conflict. The container name "/${name}" is already in use by container "${twin.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  const id = newId(docker);
  const hostname = request.network === 'host' ? 'netlab' : (request.hostname ?? shortId(id));
  const entrypoint =
    request.entrypoint === undefined ? image.entrypoint : [request.entrypoint].filter((each) => each !== '');
  const given = request.command.length > 0 || request.entrypoint !== undefined ? request.command : image.command;
  const ports = [...request.ports];
  const exposed = [
    ...new Set([...image.exposed, ...request.exposed, ...ports.map((each) => `${each.port}/${each.protocol}`)]),
  ];
  if (request.publishAll) for (const each of exposed) addUnlessGiven(ports, each);
  const { kernel } = process.system;
  const container: Container = {
    ...request,
    id,
    name,
    hostname,
    entrypoint,
    arguments: given,
    command: [...entrypoint, ...given],
    env: new Map([
      ['PATH', PATH],
      ['HOSTNAME', hostname],
      ...(request.tty ? [['TERM', 'xterm'] as const] : []),
      ...variables(request.env, process),
      ['HOME', '/root'],
    ]),
    created: kernel.now,
    cause: kernel.cause,
    networkMode: modeOf(docker, request.network),
    endpoints: [],
    wanted: { address: request.address, mac: request.mac, aliases: request.aliases },
    ports,
    exposed: exposed.sort(),
    state: 'created',
    exitCode: 0,
    pid: 0,
    startedAt: undefined,
    finishedAt: undefined,
    netns: undefined,
    devices: 0,
    error: '',
    published: [],
    services: [],
    serves: false,
    inBackground: false,
    programPid: 0,
    execs: new Set(),
    output: { kind: 'capture', text: '', holders: 1 },
  };
  if (container.command.length === 0) throw new DaemonError('No command specified');
  docker.containers.push(container);
  layOut(process, container);
  if (canEnter(docker, container)) enter(docker, container);
  return container;
}

function addUnlessGiven(ports: PortRequest[], exposed: string): void {
  const [port, protocol] = exposed.split('/') as [string, 'tcp' | 'udp'];
  if (ports.some((each) => each.port === Number(port) && each.protocol === protocol)) return;
  ports.push({ protocol, port: Number(port), hostAddress: '0.0.0.0', hostPort: undefined });
}

/** `-e NAME=VALUE`, and `-e NAME` for the value it has here. */
function variables(words: readonly string[], { env }: Process): [string, string][] {
  return words.flatMap((word) => {
    const at = word.indexOf('=');
    if (at >= 0) return [[word.slice(0, at), word.slice(at + 1)] as [string, string]];
    const value = env.get(word);
    return value === undefined ? [] : [[word, value] as [string, string]];
  });
}

function modeOf(docker: Docker, network: string): string {
  if (network === 'default' || network === '') return 'bridge';
  const [, other = ''] = /^container:(.*)$/.exec(network) ?? [];
  const found = docker.containers.find(({ name, id }) => name === other || id === other);
  return found === undefined ? network : `container:${found.id}`;
}

/** Why a network does not give what a container asks of it (validateNetworkingConfig). */
function refusal(network: Network, { address, aliases }: Wanted): string | undefined {
  if (address !== undefined && !isUserDefined(network))
    return 'user specified IP address is supported on user defined networks only';
  if (aliases.length > 0 && !isUserDefined(network))
    return 'network-scoped alias is supported only for containers in user defined networks';
  if (address !== undefined && !network.chosenSubnet)
    return 'user specified IP address is supported only when connecting to networks with user configured subnets';
  return undefined;
}

/** A container's place in a network, checked as the daemon does when the container starts. */
export function addEndpoint(container: Container, network: Network, wanted: Wanted, later: boolean = false): Endpoint {
  const { address, mac, aliases } = wanted;
  const refused = refusal(network, wanted);
  if (refused !== undefined) throw new DaemonError(refused);
  const endpoint: Endpoint = {
    network,
    wantedAddress: address === undefined ? undefined : (parseIpv4(address) as Ipv4),
    wantedMac: mac,
    aliases,
    later,
    live: undefined,
  };
  container.endpoints.push(endpoint);
  return endpoint;
}

/** `docker start`: a network namespace with what is in it. The container's program is not yet run. */
export function startContainer(process: Process, docker: Docker, container: Container): void {
  const { kernel } = process.system;
  const { networkMode } = container;
  container.pid = process.nextPid();
  container.devices = 0;
  const [, shared] = /^container:(.*)$/.exec(networkMode) ?? [];
  try {
    if (container.wanted !== undefined) enter(docker, container);
    if (shared !== undefined) {
      const other = findContainer(docker, shared);
      if (other.state !== 'running')
        throw new DaemonError(`cannot join network of a non running container: ${other.id}`);
      container.netns = other.netns!;
    } else if (networkMode === 'host') container.netns = kernel.netns.initial;
    else {
      container.netns = kernel.netns.unshare(container.pid, container.name);
      container.netns.path = sandboxKey(container);
      run(process, container.netns, 'sysctl -w net.ipv6.conf.all.disable_ipv6=1');
      run(process, container.netns, 'sysctl -w net.ipv4.ip_unprivileged_port_start=0');
      run(process, container.netns, 'sysctl -w net.ipv4.ping_group_range="0 2147483647"');
      run(process, container.netns, 'ip link set lo up');
    }
    if (container.netns !== kernel.netns.initial) kernel.netns.enter(container.netns, container.pid);
    container.state = 'running';
    for (const endpoint of container.endpoints) plugIn(process, docker, container, endpoint);
    publish(process, docker, container);
  } catch (thrown) {
    tearDown(process, container);
    container.state = container.startedAt === undefined ? 'created' : 'exited';
    container.exitCode = 128;
    throw thrown;
  }
  container.startedAt = kernel.now;
  container.finishedAt = undefined;
  container.exitCode = 0;
  writeHostFiles(process, container);
  if (container.endpoints.some(({ network }) => isUserDefined(network))) startResolver(process, docker, container);
}

/** The resolver at 127.0.0.11, behind rules in the container's own namespace (setupResolverIPTables). */
export function startResolver(process: Process, docker: Docker, container: Container): void {
  const { kernel, fs } = process.system;
  const netns = container.netns!;
  const conf = fs.read('/etc/resolv.conf', kernel.netns.initial);
  const servers = [
    ...container.dns,
    ...[...(conf.ok ? conf.value : '').matchAll(/^nameserver\s+(\S+)/gm)].map(([, each]) => each!),
  ]
    .map(parseIpv4)
    .filter((each) => each !== null && each >>> 24 !== 127);
  const holder = { name: 'dockerd', pid: 1, fd: 30 };
  const udp = kernel.socket.open(netns, 'udp', holder);
  udp.owner = new Resolver(kernel, docker, container, servers as Ipv4[]);
  const tcp = kernel.socket.open(netns, 'tcp', holder);
  udp.bind(0x7f00000b, 0);
  tcp.bind(0x7f00000b, 0);
  tcp.listen(128);
  container.services.push(udp, tcp);
  const ports = { udp: udp.local().port, tcp: tcp.local().port };
  run(process, netns, 'iptables -t nat -N DOCKER_OUTPUT');
  run(process, netns, 'iptables -t nat -N DOCKER_POSTROUTING');
  run(process, netns, 'iptables -t nat -I OUTPUT -d 127.0.0.11 -j DOCKER_OUTPUT');
  run(process, netns, 'iptables -t nat -I POSTROUTING -d 127.0.0.11 -j DOCKER_POSTROUTING');
  for (const protocol of ['udp', 'tcp'] as const) {
    const port = ports[protocol];
    run(
      process,
      netns,
      `iptables -t nat -I DOCKER_POSTROUTING -s 127.0.0.11 -p ${protocol} --sport ${port} -j SNAT --to-source :53`,
    );
    run(
      process,
      netns,
      `iptables -t nat -I DOCKER_OUTPUT -d 127.0.0.11 -p ${protocol} --dport 53 -j DNAT --to-destination 127.0.0.11:${port}`,
    );
  }
}

/** Lets what the image serves listen in the container. */
export function startServer(process: Process, container: Container): void {
  const { kernel } = process.system;
  const name = container.image.serves === 'httpd' ? 'httpd' : container.image.serves!;
  const holder = { name, pid: container.pid, fd: 6 };
  const socket = listen(kernel, container.netns!, 0, 80, new WebServer(kernel, container), holder, BACKLOG);
  if (!socket.ok) return endContainer(process, container, 1);
  container.services.push(socket.value);
  container.serves = true;
}

/** The container's first process has ended: its namespace goes, and what the host had for it. */
export function endContainer(process: Process, container: Container, status: number): void {
  tearDown(process, container);
  container.state = 'exited';
  container.exitCode = status;
  container.finishedAt = process.system.kernel.now;
}

function tearDown(process: Process, container: Container): void {
  const { kernel } = process.system;
  unpublish(process, container);
  for (const pid of container.execs) process.signal(pid, SIGKILL);
  container.execs.clear();
  for (const socket of container.services) socket.close();
  container.services = [];
  container.serves = false;
  container.inBackground = false;
  const owns = !/^(?:container:|host$)/.test(container.networkMode);
  for (const endpoint of container.endpoints) unplug(process, container, endpoint);
  if (container.netns !== undefined && (owns || container.netns !== kernel.netns.initial))
    kernel.netns.leave(container.netns, container.pid);
  container.netns = undefined;
  container.pid = 0;
}

/** `docker network connect`, of a container that may run. */
export function connect(
  process: Process,
  docker: Docker,
  container: Container,
  network: Network,
  wanted: Wanted,
): void {
  if (container.networkMode === 'host' || network.driver === 'host') throw new DaemonError(HOST_ONLY, 1);
  if (container.networkMode.startsWith('container:'))
    throw new DaemonError(
      'container sharing network namespace with another container or host cannot be connected to any other network',
    );
  if (network.driver === 'null' || container.networkMode === 'none')
    throw new DaemonError(
      'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    );
  if (container.endpoints.some((each) => each.network === network))
    throw new DaemonError(`endpoint with name ${container.name} already exists in network ${network.name}`);
  const endpoint = addEndpoint(container, network, wanted, true);
  if (container.state !== 'running') return;
  try {
    plugIn(process, docker, container, endpoint);
  } catch (thrown) {
    container.endpoints.splice(container.endpoints.indexOf(endpoint), 1);
    throw thrown;
  }
  if (container.published.length === 0) publish(process, docker, container);
  writeHostFiles(process, container);
  const asks = container.services.some(({ owner }) => owner instanceof Resolver);
  if (!asks && isUserDefined(network)) startResolver(process, docker, container);
}

/** `docker network disconnect`. */
export function disconnect(process: Process, docker: Docker, container: Container, network: Network): void {
  const endpoint = container.endpoints.find((each) => each.network === network);
  if (container.networkMode === 'host') throw new DaemonError(HOST_ONLY);
  if (endpoint === undefined)
    throw new DaemonError(`container ${container.id} is not connected to network ${network.name}`);
  const publishing = container.published.some(({ bridge }) => bridge === network.device);
  if (publishing) unpublish(process, container);
  unplug(process, container, endpoint);
  container.endpoints.splice(container.endpoints.indexOf(endpoint), 1);
  if (container.state !== 'running') return;
  setDefaultRoute(process, container);
  if (publishing) publish(process, docker, container);
  writeHostFiles(process, container);
}

/** A container by its name, its id, or the beginning of its id. */
export function findContainer({ containers }: Docker, word: string): Container {
  const name = word.replace(/^\//, '');
  const found =
    containers.find((each) => each.name === name) ??
    containers.find(({ id }) => id === word) ??
    (word === '' ? undefined : containers.find(({ id }) => id.startsWith(word)));
  if (found === undefined) throw new DaemonError(`No such container: ${word}`, 1);
  return found;
}

/** As findContainer, where the client itself tells that there is none. */
export function containerOf(docker: Docker, word: string): Container {
  try {
    return findContainer(docker, word);
  } catch {
    throw new ClientError(`Error: No such container: ${word}\n`);
  }
}

/** Its network may be missing or refuse it, which is told of when the container starts. */
function canEnter({ networks }: Docker, { networkMode, wanted }: Container): boolean {
  const network = networks.find(({ name, id }) => name === networkMode || id.startsWith(networkMode));
  return network !== undefined && refusal(network, wanted!) === undefined;
}

/** Gives the container its place in the network it was made for. */
function enter(docker: Docker, container: Container): void {
  const { networkMode, wanted } = container;
  if (!networkMode.startsWith('container:')) addEndpoint(container, findNetwork(docker, networkMode), wanted!);
  container.wanted = undefined;
}

/** What a program in a container inherits. */
export function inside(process: Process, container: Container, more: readonly string[] = [], cwd?: string) {
  if (container.netns === undefined) throw new ClientError('');
  return {
    netns: container.netns,
    vrf: undefined,
    system: systemOf(process, container),
    cwd: cwd ?? container.workdir,
    env: new Map([...container.env, ...variables(more, process)]),
  };
}
