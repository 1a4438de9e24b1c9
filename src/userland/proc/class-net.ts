import type { Kernel } from '../../kernel/kernel.ts';
import type { BridgeChange, BridgeInfo, LinkChange, LinkInfo, LinkStats } from '../../kernel/link/requests.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../kernel/result.ts';
import { formatMac } from '../../net/mac.ts';
import type { Mount } from '../file-system/memory.ts';

type Change = (text: string) => LinkChange | undefined;

/** A file about a device: what it says, undefined where reading fails with EINVAL, and what a number written to it changes. */
interface Attribute {
  readonly read: (link: LinkInfo) => string | number | undefined;
  readonly change?: Change;
}

/** Types of hardware (linux/if_arp.h). */
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;
/** Drivers that say how fast they are (get_link_ksettings). */
const SPEED = 10000;
const WIRED = ['veth', 'ethernet'];

const number = (text: string) => (/^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(text) ? Number(text) : undefined);
const changeOf =
  (change: (value: number) => LinkChange): Change =>
  (text) => {
    const value = number(text);
    return value === undefined ? undefined : change(value);
  };

/** Somebody made it promiscuous, which not every listing of flags tells. */
function hearsAll({ promisc, captures, promiscHolders, hearsOthers, port }: LinkInfo): boolean {
  return promisc || captures > 0 || promiscHolders > 0 || hearsOthers || port !== undefined;
}

/** IFF_* flags as one number (dev_get_flags without those that only the operational state tells). */
function flagsOf(link: LinkInfo): number {
  const bits: readonly [boolean, number][] = [
    [link.up, 0x1],
    [link.broadcast, 0x2],
    [link.kind === 'loopback', 0x8],
    [link.noTrailers, 0x20],
    [link.noArp, 0x80],
    [hearsAll(link), 0x100],
    [link.allmulti || link.port !== undefined, 0x200],
    [link.bond !== undefined, 0x400],
    [link.bondPort !== undefined, 0x800],
    [link.multicast, 0x1000],
    [link.dynamic, 0x8000],
  ];
  return bits.reduce((sum, [on, bit]) => (on ? sum | bit : sum), 0);
}

/** A file that can only be read while the device is up (netif_running). */
const whenUp =
  (read: Attribute['read']): Attribute['read'] =>
  (link) =>
    link.up ? read(link) : undefined;

const changes = ({ stats }: LinkInfo) => stats.carrierChanges ?? 0;

/** net/core/net-sysfs.c, net_class_attrs. */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  addr_len: { read: () => 6 },
  address: { read: ({ mac }) => formatMac(mac) },
  broadcast: { read: ({ broadcastMac }) => formatMac(broadcastMac) },
  carrier: { read: whenUp(({ carrier }) => (carrier ? 1 : 0)) },
  carrier_changes: { read: changes },
  carrier_down_count: { read: (link) => Math.ceil(changes(link) / 2) },
  carrier_up_count: { read: (link) => Math.floor(changes(link) / 2) },
  dev_id: { read: () => '0x0' },
  dev_port: { read: () => 0 },
  dormant: { read: whenUp(() => 0) },
  duplex: { read: whenUp(({ kind }) => (WIRED.includes(kind) ? 'full' : kind === 'bridge' ? 'unknown' : undefined)) },
  flags: { read: (link) => `0x${flagsOf(link).toString(16)}` },
  ifalias: { read: ({ alias }) => alias ?? '', change: (text) => ({ alias: text.replace(/\n$/, '') }) },
  ifindex: { read: ({ ifindex }) => ifindex },
  iflink: { read: ({ ifindex, peer, lower }) => (peer ?? lower)?.ifindex ?? ifindex },
  link_mode: { read: () => 0 },
  mtu: { read: ({ mtu }) => mtu, change: changeOf((mtu) => ({ mtu })) },
  netdev_group: { read: ({ group }) => group, change: changeOf((group) => ({ group })) },
  operstate: { read: ({ operState }) => operState.toLowerCase() },
  speed: { read: whenUp(({ kind }) => (WIRED.includes(kind) ? SPEED : kind === 'bridge' ? -1 : undefined)) },
  tx_queue_len: { read: ({ txqlen }) => txqlen, change: changeOf((txqlen) => ({ txqlen })) },
  type: { read: ({ kind }) => (kind === 'loopback' ? ARPHRD_LOOPBACK : ARPHRD_ETHER) },
};

const COUNTERS: Readonly<Record<string, keyof LinkStats | undefined>> = {
  collisions: undefined,
  multicast: 'multicast',
  rx_bytes: 'rxBytes',
  rx_compressed: undefined,
  rx_crc_errors: undefined,
  rx_dropped: 'rxDropped',
  rx_errors: 'rxErrors',
  rx_fifo_errors: undefined,
  rx_frame_errors: undefined,
  rx_length_errors: undefined,
  rx_missed_errors: undefined,
  rx_nohandler: undefined,
  rx_over_errors: undefined,
  rx_packets: 'rxPackets',
  tx_aborted_errors: undefined,
  tx_bytes: 'txBytes',
  tx_carrier_errors: undefined,
  tx_compressed: undefined,
  tx_dropped: 'txDropped',
  tx_errors: 'txErrors',
  tx_fifo_errors: undefined,
  tx_heartbeat_errors: undefined,
  tx_packets: 'txPackets',
  tx_window_errors: undefined,
};

type Shared = keyof BridgeChange & keyof BridgeInfo;
type Numbers = { [Key in Shared]: BridgeInfo[Key] extends number ? Key : never }[Shared];
type Switches = { [Key in Shared]: BridgeInfo[Key] extends boolean ? Key : never }[Shared];
const count = (key: Numbers): Attribute => ({
  read: ({ bridge }) => bridge![key],
  change: changeOf((value) => ({ bridge: { [key]: value } })),
});
const onOff = (key: Switches): Attribute => ({
  read: ({ bridge }) => (bridge![key] ? 1 : 0),
  change: changeOf((value) => ({ bridge: { [key]: value !== 0 } })),
});

/** net/bridge/br_sysfs_br.c. */
const BRIDGE: Readonly<Record<string, Attribute>> = {
  ageing_time: count('ageingTime'),
  bridge_id: { read: ({ bridge }) => bridge!.bridgeId.replaceAll(':', '') },
  forward_delay: count('forwardDelay'),
  hello_time: count('helloTime'),
  max_age: count('maxAge'),
  nf_call_iptables: onOff('nfCallIptables'),
  priority: count('priority'),
  root_id: { read: ({ bridge }) => bridge!.designatedRoot.replaceAll(':', '') },
  root_path_cost: { read: ({ bridge }) => bridge!.rootPathCost },
  root_port: { read: ({ bridge }) => bridge!.rootPort },
  stp_state: onOff('stp'),
  vlan_filtering: onOff('vlanFiltering'),
};

/** What a path below a device's folder names. */
type Place =
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'file'; readonly link: LinkInfo; readonly attribute: Attribute };

/** /sys/class/net: a folder a device, with the files that scripts read (sysfs-class-net of the kernel's Documentation/ABI). */
export function classNet(kernel: Kernel): Mount {
  const devices = (netns: Netns) => kernel.link.dump(netns);
  const find = (path: string, netns: Netns): Place | undefined => {
    if (path === '')
      return {
        kind: 'directory',
        names: devices(netns)
          .map(({ name }) => name)
          .sort(),
      };
    const [name = '', ...rest] = path.split('/');
    const link = kernel.link.find(netns, name);
    return link === undefined || link.name !== name ? undefined : within(link, rest, netns);
  };
  const within = (link: LinkInfo, path: readonly string[], netns: Netns): Place | undefined => {
    const [name, inner, ...deeper] = path;
    const ports = devices(netns).filter(({ master }) => master?.ifindex === link.ifindex);
    const folders: Record<string, Readonly<Record<string, Attribute>>> = {
      statistics: Object.fromEntries(
        Object.entries(COUNTERS).map(([counter, key]) => [counter, { read: ({ stats }) => (key && stats[key]) ?? 0 }]),
      ),
      ...(link.bridge === undefined
        ? {}
        : { bridge: BRIDGE, brif: Object.fromEntries(ports.map((port) => [port.name, { read: () => undefined }])) }),
    };
    if (name === undefined)
      return {
        kind: 'directory',
        names: [...Object.keys(ATTRIBUTES), ...Object.keys(folders), ...relatives(link, ports)].sort(),
      };
    if (name === 'master' && link.master !== undefined)
      return find([link.master.name, ...path.slice(1)].join('/'), netns);
    const relative = relatives(link, ports).includes(name) ? /^(?:upper|lower)_(.*)$/.exec(name)?.[1] : undefined;
    if (relative !== undefined) return find([relative, ...path.slice(1)].join('/'), netns);
    const folder = Object.hasOwn(folders, name) ? folders[name] : undefined;
    if (name === 'brif' && inner !== undefined && folder?.[inner] !== undefined)
      return deeper.length === 0 ? { kind: 'directory', names: [] } : undefined;
    if (folder !== undefined && inner === undefined) return { kind: 'directory', names: Object.keys(folder).sort() };
    const files = folder ?? ATTRIBUTES;
    const file = folder === undefined ? name : inner;
    if (file === undefined || path.length > (folder === undefined ? 1 : 2) || !Object.hasOwn(files, file))
      return undefined;
    return { kind: 'file', link, attribute: files[file]! };
  };
  const absence = (path: string, netns: Netns) =>
    path.includes('/') && find(path.slice(0, path.lastIndexOf('/')), netns)?.kind === 'file' ? 'ENOTDIR' : 'ENOENT';
  const writable = (path: string, netns: Netns): Result<Extract<Place, { kind: 'file' }>> => {
    const place = find(path, netns);
    if (place?.kind === 'directory') return refused('EISDIR');
    return place?.attribute.change === undefined ? refused('EACCES') : granted(place);
  };
  return {
    prefix: '/sys/class/net',
    read: (path, netns) => {
      const place = find(path, netns);
      if (place === undefined) return refused(absence(path, netns));
      if (place.kind === 'directory') return refused('EISDIR');
      const value = place.attribute.read(place.link);
      if (value === undefined) return refused('EINVAL');
      return granted(value === '' ? '' : `${value}\n`);
    },
    write: (path, text, _how, netns): Result => {
      const place = writable(path, netns);
      if (!place.ok) return place;
      const change = place.value.attribute.change?.(text);
      return change === undefined ? refused('EINVAL') : kernel.link.set(netns, place.value.link.ifindex, change);
    },
    open: (path, netns) => {
      const place = writable(path, netns);
      return place.ok ? DONE : place;
    },
    kind: (path, netns) => find(path, netns)?.kind,
    list: (path, netns) => {
      const place = find(path, netns);
      if (place === undefined) return refused(absence(path, netns));
      return place.kind === 'file' ? refused('ENOTDIR') : granted(place.names);
    },
  };
}

/** The links to the devices above and below. */
function relatives({ master, lower }: LinkInfo, ports: readonly LinkInfo[]): string[] {
  return [
    ...(master === undefined ? [] : ['master', `upper_${master.name}`]),
    ...(lower?.name === undefined ? [] : [`lower_${lower.name}`]),
    ...ports.map(({ name }) => `lower_${name}`),
  ];
}
