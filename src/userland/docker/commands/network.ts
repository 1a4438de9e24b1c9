import { parseIpv4 } from '../../../net/ipv4.ts';
import { ClientError, DaemonError } from '../complaint.ts';
import { connect, disconnect, findContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { timestamp } from '../duration.ts';
import { type Call, expectOperands } from '../flags.ts';
import { shortId } from '../ids.ts';
import { overlaps, parseSubnet } from '../ipam.ts';
import { addBridge, findNetwork, isRemovable, type NetworkRequest, removeNetwork, usersOf } from '../networks.ts';
import type { Docker, Network, Subnet } from '../state.ts';
import { type Columns, list, type Row } from '../table.ts';
import { forEachOperand, pairsOf } from './each.ts';

/** `docker network create`. */
export function createNetwork(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 1, 1);
  const docker = dockerOf(process);
  const name = operands[0]!.text;
  const driver = call.value('--driver') ?? 'bridge';
  refuseName(call, name);
  if (driver !== 'bridge' && driver !== 'macvlan') refuseDriver(call, driver);
  const { subnet, range, gateway } = addressesOf(call);
  process.blame(operands[0]!.index);
  const network = addBridge(process, docker, {
    name,
    driver: driver === 'macvlan' ? 'macvlan' : 'bridge',
    subnet,
    range,
    gateway,
    internal: call.has('--internal'),
    attachable: call.has('--attachable'),
    options: pairsOf(call.values('--opt')),
    labels: pairsOf(call.values('--label')),
  });
  process.stdout.write(`${network.id}\n`);
  return 0;
}

/** `--subnet`, `--ip-range` and `--gateway`, of which the last two have to lie in the first (consolidateIpam). */
function addressesOf(call: Call): Pick<NetworkRequest, 'subnet' | 'range' | 'gateway'> {
  const [inSubnet, inRange, atGateway] = ['--subnet', '--ip-range', '--gateway'].map((flag) => call.value(flag));
  if (inSubnet === undefined) {
    if (inRange === undefined && atGateway === undefined) return {};
    const at = call.indexOf(inRange === undefined ? '--gateway' : '--ip-range');
    throw new ClientError('every ip-range or gateway must have a corresponding subnet\n', 1, at);
  }
  const subnet = parseSubnet(inSubnet);
  if (subnet === null) {
    call.process.blame(call.indexOf('--subnet')!);
    throw new DaemonError(`Invalid subnet ${inSubnet} : invalid CIDR address: ${inSubnet}`);
  }
  const within = (what: string, flag: string, text: string, value: Subnet | null): Subnet => {
    if (value !== null && overlaps(subnet, value)) return value;
    throw new ClientError(`no matching subnet for ${what} ${text}\n`, 1, call.indexOf(flag));
  };
  const range = inRange === undefined ? undefined : within('range', '--ip-range', inRange, parseSubnet(inRange));
  const gateway =
    atGateway === undefined
      ? undefined
      : within('gateway', '--gateway', atGateway, parseSubnet(`${atGateway}/32`)).address;
  return { subnet, range, gateway };
}

function refuseName({ process, operands }: Call, name: string): void {
  process.blame(operands[0]!.index);
  if (['bridge', 'host', 'none', 'default'].includes(name))
    throw new DaemonError(`operation is not permitted on predefined ${name} network`);
}

function refuseDriver(call: Call, driver: string): never {
  const at = call.indexOf('--driver')!;
  call.process.blame(at);
  if (driver === 'host' || driver === 'null')
    throw new DaemonError(`only one instance of "${driver}" network is allowed`);
  if (driver === 'overlay')
    throw new DaemonError(
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    );
  if (driver === 'ipvlan') call.process.unsimulated('a network of ipvlan', at);
  throw new DaemonError(`plugin "${driver}" not found`);
}

/** `docker network connect`. */
export function connectNetwork(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 2, 2);
  const docker = dockerOf(process);
  const { network, container } = both(call);
  const address = call.value('--ip');
  if (address !== undefined && parseIpv4(address) === null) throw new DaemonError(`invalid IPv4 address: ${address}`);
  process.blame(operands[1]!.index);
  connect(process, docker, container, network, { address, aliases: call.values('--alias') });
  return 0;
}

/** `docker network disconnect`. */
export function disconnectNetwork(call: Call): number {
  const { process } = call;
  expectOperands(call, 2, 2);
  const { network, container } = both(call);
  disconnect(process, dockerOf(process), container, network);
  return 0;
}

function both({ process, operands }: Call) {
  const docker = dockerOf(process);
  const [first, second] = operands as [Call['operands'][0], Call['operands'][0]];
  process.blame(second.index);
  const container = findContainer(docker, second.text);
  process.blame(first.index);
  const network = findNetwork(docker, first.text);
  process.blame(second.index);
  return { network, container };
}

/** `docker network rm`. */
export function removeNetworks(call: Call): number {
  const { process } = call;
  expectOperands(call, 1, Number.POSITIVE_INFINITY);
  const docker = dockerOf(process);
  return forEachOperand(call, ({ text }) => {
    if (call.has('--force') && !docker.networks.some(({ name, id }) => name === text || id.startsWith(text))) return;
    removeNetwork(process, docker, networkOf(docker, text));
    process.stdout.write(`${text}\n`);
  });
}

/** As findNetwork, where the client itself tells that there is none. */
function networkOf(docker: Docker, word: string): Network {
  try {
    return findNetwork(docker, word);
  } catch {
    throw new ClientError(`Error: No such network: ${word}\n`);
  }
}

/** `docker network prune`. */
export function pruneNetworks(call: Call): number {
  const { process } = call;
  expectOperands(call, 0, 0);
  const docker = dockerOf(process);
  if (!call.has('--force')) {
    // Nobody answers in a lab.
    process.stdout.write(
      'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue? [y/N] ',
    );
    return 0;
  }
  const unused = docker.networks.filter((network) => isRemovable(network) && usersOf(docker, network).length === 0);
  for (const network of unused) removeNetwork(process, docker, network);
  if (unused.length > 0) process.stdout.write(`Deleted Networks:\n${unused.map(({ name }) => `${name}\n`).join('')}\n`);
  return 0;
}

const COLUMNS: Columns = [
  ['ID', 'NETWORK ID'],
  ['Name', 'NAME'],
  ['Driver', 'DRIVER'],
  ['Scope', 'SCOPE'],
];

/** `docker network ls`, by name. */
export function listNetworks(call: Call): number {
  const { process } = call;
  expectOperands(call, 0, 0);
  const docker = dockerOf(process);
  const filters = call.values('--filter').map((text) => filterOf(call, text));
  const shown = docker.networks
    .filter((network) => filters.every((fits) => fits(network)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const full = call.has('--no-trunc');
  const rows = shown.map((network) => rowOf(network, full));
  if (call.has('--quiet')) process.stdout.write(rows.map(({ ID }) => `${ID}\n`).join(''));
  else process.stdout.write(list(rows, COLUMNS, call.value('--format'), {}, '*network.networkContext'));
  return 0;
}

function rowOf(network: Network, full: boolean): Row {
  const { id, name, driver, internal, labels, created } = network;
  return {
    ID: full ? id : shortId(id),
    Name: name,
    Driver: driver,
    Scope: 'local',
    IPv6: 'false',
    Internal: String(internal),
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    CreatedAt: timestamp(created),
  };
}

function filterOf(call: Call, text: string): (network: Network) => boolean {
  const [, key = '', value = ''] = /^([^=]*)=?(.*)$/.exec(text) ?? [];
  switch (key) {
    case 'name':
      return ({ name }) => name.includes(value);
    case 'id':
      return ({ id }) => id.startsWith(value);
    case 'driver':
      return ({ driver }) => driver === value;
    case 'scope':
      return () => value === 'local';
    case 'type':
      return (network) => isRemovable(network) === (value === 'custom');
    case 'dangling':
      return (network) =>
        (isRemovable(network) && usersOf(dockerOf(call.process), network).length === 0) ===
        (value === 'true' || value === '1');
    case 'label':
      return ({ labels }) => {
        const [label = '', wanted] = value.split('=');
        return Object.hasOwn(labels, label) && (wanted === undefined || labels[label] === wanted);
      };
    default:
      throw new DaemonError(`Invalid filter '${key}'`);
  }
}
