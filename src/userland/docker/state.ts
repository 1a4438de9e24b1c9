import type { Cause } from '../../kernel/cause.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import type { Socket } from '../../kernel/socket/requests.ts';
import type { Ipv4 } from '../../net/ipv4.ts';
import type { Transcript } from '../process.ts';
import type { Image } from './images.ts';

/**
 * What the daemon remembers: networks and containers. Plain data without closures, as it is copied with the machine
 * (`Kernel.residents`).
 */

/** An IPv4 network. */
export interface Subnet {
  readonly address: Ipv4;
  readonly length: number;
}

/** A network (docker-network-create(1)). */
export interface Network {
  readonly id: string;
  readonly name: string;
  readonly driver: 'bridge' | 'host' | 'null' | 'macvlan';
  /** Microseconds of the virtual clock. */
  readonly created: number;
  readonly cause: Cause;
  /** The bridge's name, or of macvlan the device it is built upon. */
  readonly device: string;
  /** The bridge was made with the network, and goes with it. */
  readonly ownsDevice: boolean;
  readonly subnet: Subnet | undefined;
  readonly gateway: Ipv4 | undefined;
  /** Where addresses for containers are taken from; the whole subnet without it. */
  readonly range: Subnet | undefined;
  /** The subnet was named by the user, so addresses may be asked for. */
  readonly chosenSubnet: boolean;
  /** So was the gateway. */
  readonly chosenGateway: boolean;
  readonly internal: boolean;
  readonly attachable: boolean;
  /** `-o`, as given. */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** A container's place in a network. */
export interface Endpoint {
  readonly network: Network;
  readonly wantedAddress: Ipv4 | undefined;
  readonly wantedMac: string | undefined;
  readonly aliases: readonly string[];
  /** It came by `docker network connect`. */
  readonly later: boolean;
  /** While the container runs: */
  live: LiveEndpoint | undefined;
}

/** What a container asks of a network. */
export interface Wanted {
  readonly address: string | undefined;
  readonly mac?: string | undefined;
  readonly aliases: readonly string[];
}

export interface LiveEndpoint {
  readonly id: string;
  readonly address: Ipv4 | undefined;
  readonly mac: string;
  /** The device in the container, and the end of the cable on the host. */
  readonly device: string;
  readonly hostDevice: string;
}

/** A port of the container that the host is to stand for; no `hostPort` where Docker chooses it. */
export interface PortRequest {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly hostAddress: string;
  readonly hostPort: number | undefined;
}

/** A port of the host that stands for one of a container. */
export interface PublishedPort extends PortRequest {
  readonly hostPort: number;
  readonly target: Ipv4;
  readonly bridge: string;
  /** The sockets of docker-proxy. */
  readonly sockets: readonly Socket[];
}

export interface Container {
  readonly id: string;
  name: string;
  /** As it was named on the command line. */
  readonly imageName: string;
  readonly image: Image;
  /** The program and its words. */
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly arguments: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly workdir: string;
  readonly hostname: string;
  readonly created: number;
  readonly cause: Cause;
  /** bridge, host, none, container:ID or the name of a network. */
  readonly networkMode: string;
  readonly endpoints: Endpoint[];
  /** What it asks of the network it was made for, until it is there. */
  wanted: Wanted | undefined;
  readonly ports: readonly PortRequest[];
  /** `80/tcp`: by the image, `--expose` and `-p`. */
  readonly exposed: readonly string[];
  readonly capabilities: readonly string[];
  readonly privileged: boolean;
  readonly init: boolean;
  readonly publishAll: boolean;
  readonly autoRemove: boolean;
  readonly interactive: boolean;
  readonly tty: boolean;
  readonly extraHosts: readonly string[];
  readonly dns: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  state: 'created' | 'running' | 'exited';
  exitCode: number;
  pid: number;
  startedAt: number | undefined;
  finishedAt: number | undefined;
  netns: Netns | undefined;
  /** How many devices it has been given since it was started. */
  devices: number;
  /** What is told of a start that failed. */
  error: string;
  published: PublishedPort[];
  /** Sockets of what answers in the container without a program here: a web server, the resolver. */
  services: Socket[];
  /** A web server is its first process, which ends when it is asked to. */
  serves: boolean;
  /** A program in the background is its first process. */
  inBackground: boolean;
  /** The number of that program, of which `pid` stands for the container as a whole. */
  programPid: number;
  /** The programs that `docker exec -d` started. */
  readonly execs: Set<number>;
  output: Transcript;
}

/** A command that the daemon has run on behalf of a docker command. */
export interface Done {
  readonly cause: Cause;
  readonly netns: Netns;
  readonly line: string;
}

export interface Docker {
  readonly networks: Network[];
  readonly containers: Container[];
  /** What it did, in the machine's ordinary commands; what did not succeed is not among them. */
  readonly commands: Done[];
  /** How many ids have been given. */
  ids: number;
  /** How many containers were named by Docker. */
  names: number;
  /** The next port of the host for `-P`. */
  nextPort: number;
  /** Published ports are listened for on IPv6 too; undefined until the first is. */
  listensV6: boolean | undefined;
}

/** The network that is a container's way out: an internal one only if there is no other (Endpoint.Less). */
export function gatewayEndpoint({ endpoints }: Container): Endpoint | undefined {
  return [...endpoints]
    .filter(({ network, live }) => live !== undefined && network.gateway !== undefined)
    .sort(
      ({ network: a }, { network: b }) =>
        Number(a.internal) - Number(b.internal) || (a.name === b.name ? 0 : a.name < b.name ? -1 : 1),
    )[0];
}

/** True for a container whose ports may be published: it is in a bridge that leads out. */
export function isReachable({ endpoints }: Container): boolean {
  return endpoints.some(({ network }) => network.driver === 'bridge' && !network.internal);
}

/** True for networks of the user's own, whose containers know each other by name. */
export function isUserDefined({ name, driver }: Network): boolean {
  return name !== 'bridge' && (driver === 'bridge' || driver === 'macvlan');
}
