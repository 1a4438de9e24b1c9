import { type RouteRequest, RT_TABLE_LOCAL } from '../kernel/fib/requests.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import type { Result } from '../kernel/result.ts';
import { parseIpv4 } from '../net/ipv4.ts';
import { openInternet } from './internet.ts';

/** What a lab starts on. */
export interface MachineOptions {
  readonly machine: 'bare' | 'host';
  readonly brNetfilter: boolean;
  readonly bridgeVlans: boolean;
  readonly eventBudget: number;
}

/** Chance is part of the machine, so that the same lab gives the same bytes. */
const SEED = 0x6e65746c;

/** Prefixes that the Internet does not answer for: private, loopback, link-local, shared, documentation, benchmarking, multicast. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
];

/** Whom the machine asks for names: the host its router, a bare machine an address that no question is sent to. */
export const NAME_SERVERS: Readonly<Record<MachineOptions['machine'], string>> = {
  host: '10.211.55.1',
  bare: '255.255.255.255',
};

/** Builds the machine that a lab starts on: `bare` as `unshare -n` gives it, or a `host` with a card on a network. */
export function buildMachine({ machine, brNetfilter, bridgeVlans, eventBudget }: MachineOptions): Kernel {
  const kernel = new Kernel({ seed: SEED, eventBudget, brNetfilter, bridgeVlans, unshared: machine === 'bare' });
  if (machine === 'host') connectHost(kernel);
  return kernel;
}

/**
 * An ordinary host: eth0 is cabled to its gateway, behind which lies an Internet that takes every public address for its
 * own. Both are namespaces like any other, only hidden.
 */
function connectHost(kernel: Kernel): void {
  const host = kernel.netns.initial;
  const gateway = kernel.netns.create(true);
  const internet = kernel.netns.create(true);
  for (const netns of [gateway, internet]) kernel.link.create(netns, 'loopback', 'lo', undefined, 65536);
  cable(kernel, host, 'eth0', gateway, 'lan');
  cable(kernel, gateway, 'wan', internet, 'eth0');

  bringUp(kernel, host, 'lo');
  bringUp(kernel, gateway, 'lo');
  bringUp(kernel, internet, 'lo');
  assign(kernel, gateway, 'lan', '10.211.55.1', 24);
  assign(kernel, gateway, 'wan', '100.64.0.2', 30);
  assign(kernel, internet, 'eth0', '100.64.0.1', 30);
  assign(kernel, host, 'eth0', '10.211.55.6', 24, true);

  const eth0 = kernel.link.find(host, 'eth0')!.ifindex;
  const leased = { family: 4, protocol: 'dhcp', metric: 100, preferredSource: ip('10.211.55.6') } as const;
  must(
    kernel.route.add(
      host,
      {
        ...leased,
        destination: prefix('10.211.55.0/24'),
        protocol: 'kernel',
        scope: 'link',
        nextHops: [{ ifindex: eth0 }],
      },
      'add',
    ),
  );
  must(
    kernel.route.add(
      host,
      { ...leased, destination: prefix('10.211.55.1/32'), scope: 'link', nextHops: [{ ifindex: eth0 }] },
      'add',
    ),
  );
  must(
    kernel.route.add(
      host,
      { ...leased, destination: prefix('0.0.0.0/0'), nextHops: [{ gateway: ip('10.211.55.1'), ifindex: eth0 }] },
      'add',
    ),
  );

  must(kernel.sysctl.write(gateway, 'net/ipv4/ip_forward', '1'));
  must(
    kernel.route.add(
      gateway,
      { family: 4, destination: prefix('0.0.0.0/0'), nextHops: [{ gateway: ip('100.64.0.1') }] },
      'add',
    ),
  );
  // All in the table local, whose longest prefix decides before the main table is asked (AnyIP).
  const world = (to: string, way: Pick<RouteRequest, 'type' | 'scope' | 'nextHops'>) =>
    must(kernel.route.add(internet, { family: 4, table: RT_TABLE_LOCAL, destination: prefix(to), ...way }, 'add'));
  const wan = kernel.link.find(internet, 'eth0')!.ifindex;
  for (const each of NOT_PUBLIC) world(each, { type: 'blackhole', nextHops: [] });
  world('100.64.0.0/30', { scope: 'link', nextHops: [{ ifindex: wan }] });
  world('10.211.55.0/24', { nextHops: [{ gateway: ip('100.64.0.2'), ifindex: wan }] });
  world('0.0.0.0/0', { type: 'local', scope: 'host', nextHops: [{ ifindex: 1 }] });
  openInternet(kernel, internet, gateway);
  for (const netns of [host, gateway, internet]) netns.settingCauses.clear();
  while (kernel.next(kernel.now + 2_000_000));
  kernel.restartClock();
}

function cable(kernel: Kernel, netns: Netns, name: string, other: Netns, otherName: string): void {
  const far = kernel.link.create(other, 'ethernet', otherName, undefined, 1500);
  const near = kernel.link.create(netns, 'ethernet', name, undefined, 1500);
  near.wire = far;
  far.wire = near;
}

function bringUp(kernel: Kernel, netns: Netns, name: string): void {
  must(kernel.link.set(netns, kernel.link.find(netns, name)!.ifindex, { up: true }));
}

function assign(
  kernel: Kernel,
  netns: Netns,
  name: string,
  address: string,
  prefixLength: number,
  leased = false,
): void {
  const { ifindex } = kernel.link.find(netns, name)!;
  const broadcast = leased ? { broadcast: ip('10.211.55.255'), noPrefixRoute: true } : {};
  must(kernel.address.add(netns, { ifindex, local: ip(address), prefixLength, ...broadcast }, 'add'));
  bringUp(kernel, netns, name);
}

function ip(text: string): number {
  const address = parseIpv4(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return address;
}

function prefix(text: string): { readonly address: number; readonly length: number } {
  const [address, length] = text.split('/') as [string, string];
  return { address: ip(address), length: Number(length) };
}

function must(result: Result): void {
  if (!result.ok) throw new Error(`the machine cannot be built: ${result.error.extack ?? result.error.errno}`);
}

/** Namespaces that stand for the network behind the host's card are hidden: they have no name below /run/netns. */
export function kindOfNetns(kernel: Kernel, netns: Netns): 'host' | 'netns' | 'internet' {
  if (netns === kernel.netns.initial) return 'host';
  return netns.hidden ? 'internet' : 'netns';
}

/** How people call the namespace that has an id: `host` for the one a lab starts in, its name for the others. */
export function nameOfNetns(kernel: Kernel, id: number): string {
  const netns = kernel.netns.byId(id);
  if (netns === kernel.netns.initial) return 'host';
  if (netns.hidden) return netns.devices.size > 2 ? 'gateway' : 'internet';
  return kernel.netns.nameOf(netns) ?? `netns ${id}`;
}
