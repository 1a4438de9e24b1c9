import { formatIpv4, type Ipv4, networkOf } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { DaemonError } from './complaint.ts';
import { attempt, run } from './host.ts';
import { newId, shortId } from './ids.ts';
import { freeSubnet, overlaps } from './ipam.ts';
import { addNetworkRules, removeNetworkRules } from './rules.ts';
import type { Docker, Network, Subnet } from './state.ts';

/** What is asked of a new network. */
export interface NetworkRequest {
  readonly name: string;
  readonly driver?: 'bridge' | 'macvlan';
  readonly device?: string;
  readonly subnet?: Subnet | undefined;
  readonly gateway?: Ipv4 | undefined;
  readonly range?: Subnet | undefined;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly options?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The longest name of a device (IFNAMSIZ without its last byte). */
const IFNAMSIZ = 15;

/** The options that docker0 shows. */
const DEFAULT_OPTIONS: Readonly<Record<string, string>> = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

/** Makes a network with its bridge, address and rules. */
export function addBridge(process: Process, docker: Docker, request: NetworkRequest): Network {
  const network = plan(process, docker, request);
  // What was made before something was refused stays behind.
  if (network.driver === 'bridge') build(process, network);
  docker.networks.push(network);
  return network;
}

function plan(process: Process, docker: Docker, request: NetworkRequest): Network {
  const { kernel } = process.system;
  const { name, driver = 'bridge', internal = false, attachable = false, labels = {}, range } = request;
  if (docker.networks.some((each) => each.name === name))
    throw new DaemonError(`network with name ${name} already exists`);
  const options = name === 'bridge' ? DEFAULT_OPTIONS : (request.options ?? {});
  const subnet = request.subnet ?? freeSubnet(process, docker);
  const { address, length } = subnet;
  if (docker.networks.some((each) => each.subnet !== undefined && overlaps(each.subnet, subnet)))
    throw new DaemonError('Pool overlaps with other one on this address space');
  const gateway = request.gateway ?? networkOf(range?.address ?? address, range?.length ?? length) + 1;
  const id = newId(docker);
  const device = request.device ?? options['com.docker.network.bridge.name'] ?? options.parent ?? `br-${shortId(id)}`;
  return {
    id,
    name,
    driver,
    created: kernel.now,
    cause: kernel.cause,
    device,
    ownsDevice: driver === 'bridge' && kernel.link.find(kernel.netns.initial, device) === undefined,
    subnet: { address: networkOf(address, length), length },
    gateway,
    range,
    chosenSubnet: request.subnet !== undefined,
    chosenGateway: request.gateway !== undefined,
    internal,
    attachable,
    options,
    labels,
  };
}

/** The bridge device, unless the user has made it already, with the gateway's address. */
function build(process: Process, network: Network): void {
  const { kernel } = process.system;
  const host = kernel.netns.initial;
  const { device, subnet, gateway } = network;
  if (device.length > IFNAMSIZ)
    throw new DaemonError('failed to check bridge interface existence: numerical result out of range');
  if (network.ownsDevice) {
    const mac = `02:42:${Array.from({ length: 4 }, () => kernel.random(256).toString(16).padStart(2, '0')).join(':')}`;
    run(process, host, `ip link add name ${device} address ${mac} txqueuelen 0 type bridge`);
  }
  const held = `${formatIpv4(gateway!)}/${subnet!.length}`;
  attempt(process, host, `ip addr add ${held} brd + dev ${device}`);
  addNetworkRules(process, network);
  run(process, host, `ip link set ${device} up`);
}

/** Removes a network that no running container is in. */
export function removeNetwork(process: Process, docker: Docker, network: Network): void {
  if (!isRemovable(network)) throw new DaemonError(`${network.name} is a pre-defined network and cannot be removed`);
  if (usersOf(docker, network).length > 0)
    throw new DaemonError(
      `error while removing network: network ${network.name} id ${network.id} has active endpoints`,
    );
  if (network.driver === 'bridge') tearDown(process, network);
  docker.networks.splice(docker.networks.indexOf(network), 1);
}

function tearDown(process: Process, network: Network): void {
  removeNetworkRules(process, network);
  if (network.ownsDevice) attempt(process, process.system.kernel.netns.initial, `ip link del ${network.device}`);
}

export function isRemovable({ name }: Network): boolean {
  return name !== 'bridge' && name !== 'host' && name !== 'none';
}

/** The running containers of a network. */
export function usersOf({ containers }: Docker, network: Network): Docker['containers'] {
  return containers.filter(
    ({ state, endpoints }) => state === 'running' && endpoints.some((each) => each.network === network),
  );
}

/** A network by its name, its id, or the beginning of its id. */
export function findNetwork({ networks }: Docker, word: string): Network {
  const found =
    networks.find(({ name }) => name === word) ??
    networks.find(({ id }) => id === word) ??
    (word === '' ? undefined : networks.find(({ id }) => id.startsWith(word)));
  if (found === undefined) throw new DaemonError(`network ${word} not found`);
  return found;
}
