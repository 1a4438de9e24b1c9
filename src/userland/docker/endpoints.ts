import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { attempt, run } from './host.ts';
import { newId } from './ids.ts';
import { takeAddress } from './ipam.ts';
import { type Container, type Docker, type Endpoint, gatewayEndpoint } from './state.ts';

/** Connects a running container to a network: a cable from its next eth to the bridge, an address, a way out. */
export function plugIn(process: Process, docker: Docker, container: Container, endpoint: Endpoint): void {
  const { network } = endpoint;
  if (network.driver === 'null' || network.driver === 'host') {
    endpoint.live = { id: newId(docker), address: undefined, mac: '', device: '', hostDevice: '' };
    return;
  }
  const address = takeAddress(docker, network, endpoint.wantedAddress);
  const live = {
    id: newId(docker),
    address,
    mac: endpoint.wantedMac ?? macOf(address),
    device: `eth${container.devices++}`,
    hostDevice: network.driver === 'bridge' ? vethName(newId(docker)) : '',
  };
  if (network.driver === 'bridge') cable(process, container, endpoint, live);
  else macvlan(process, container, endpoint, live);
  endpoint.live = live;
  configure(process, container, endpoint);
}

/** The MAC address of a container is made of its IP address. */
function macOf(address: Ipv4): string {
  const bytes = [24, 16, 8, 0].map((shift) => ((address >>> shift) & 255).toString(16).padStart(2, '0'));
  return `02:42:${bytes.join(':')}`;
}

function vethName(id: string): string {
  return `veth${id.slice(0, 7)}`;
}

type Live = NonNullable<Endpoint['live']>;

function cable(
  process: Process,
  { pid, netns }: Container,
  { network }: Endpoint,
  { id, device, hostDevice }: Live,
): void {
  const host = process.system.kernel.netns.initial;
  const inner = vethName(id);
  const mtu = network.options['com.docker.network.driver.mtu'];
  run(process, host, `ip link add ${hostDevice} txqueuelen 0 type veth peer name ${inner} txqueuelen 0`);
  if (mtu !== undefined && mtu !== '1500')
    for (const end of [hostDevice, inner]) run(process, host, `ip link set ${end} mtu ${mtu}`);
  run(process, host, `ip link set ${hostDevice} master ${network.device}`);
  run(process, host, `ip link set ${hostDevice} up`);
  run(process, host, `ip link set ${inner} netns ${pid}`);
  run(process, netns!, `ip link set ${inner} name ${device}`);
}

function macvlan(process: Process, { pid, netns }: Container, { network }: Endpoint, { id, device }: Live): void {
  const host = process.system.kernel.netns.initial;
  const inner = vethName(id);
  const mode = network.options.macvlan_mode ?? 'bridge';
  run(process, host, `ip link add link ${network.device} name ${inner} type macvlan mode ${mode}`);
  run(process, host, `ip link set ${inner} netns ${pid}`);
  run(process, netns!, `ip link set ${inner} name ${device}`);
}

function configure(process: Process, container: Container, { network, live }: Endpoint): void {
  const netns = container.netns!;
  const { device, mac, address } = live!;
  run(process, netns, `ip link set ${device} address ${mac}`);
  run(process, netns, `ip addr add ${formatIpv4(address!)}/${network.subnet!.length} brd + dev ${device}`);
  run(process, netns, `ip link set ${device} up`);
  setDefaultRoute(process, container);
}

/** The default route leads through the first network that has a way out. */
export function setDefaultRoute(process: Process, container: Container): void {
  const way = gatewayEndpoint(container);
  if (way === undefined) attempt(process, container.netns!, 'ip route del default');
  else
    run(
      process,
      container.netns!,
      `ip route replace default via ${formatIpv4(way.network.gateway!)} dev ${way.live!.device}`,
    );
}

/** Takes a container out of a network; its device goes. */
export function unplug(process: Process, { netns }: Container, endpoint: Endpoint): void {
  if (endpoint.live !== undefined && endpoint.live.device !== '' && netns !== undefined)
    attempt(process, netns, `ip link del ${endpoint.live.device}`);
  endpoint.live = undefined;
}
