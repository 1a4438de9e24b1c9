import type { Device } from '../device.ts';
import type { LinkKind } from '../requests.ts';

/** The mode of a link (struct ethtool_link_settings). */
export interface LinkSettings {
  /** Mbit/s; undefined when unknown. */
  readonly speed: number | undefined;
  readonly duplex: 'full' | 'unknown';
  readonly port: 'tp' | 'other';
}

const VETH: LinkSettings = { speed: 10000, duplex: 'full', port: 'tp' };
const UNKNOWN: LinkSettings = { speed: undefined, duplex: 'unknown', port: 'other' };

/** ETHTOOL_MSG_LINKMODES_GET; undefined for devices that have no such thing. */
export function linkSettings(device: Device): LinkSettings | undefined {
  switch (device.kind) {
    case 'veth':
    case 'ethernet':
      return VETH;
    case 'vxlan':
      return lowerSettings(device) ?? UNKNOWN;
    case 'vlan':
    case 'macvlan':
      return lowerSettings(device);
    case 'bridge':
      return { ...UNKNOWN, speed: fastest(device) };
    case 'bond':
      return sumOfPorts(device);
    default:
      return undefined;
  }
}

function lowerSettings({ lower }: Device): LinkSettings | undefined {
  return lower === null ? undefined : linkSettings(lower);
}

function portsOf(device: Device): Device[] {
  return [...device.netns.devices.values()].filter((port) => port.master === device);
}

/** A bridge is as fast as the fastest of its ports in use (br_get_link_ksettings). */
function fastest(bridge: Device): number | undefined {
  const speeds = portsOf(bridge)
    .filter((port) => port.port?.state !== 'disabled')
    .map((port) => linkSettings(port)?.speed ?? 0);
  return Math.max(0, ...speeds) || undefined;
}

/** A bond is as fast as its ports together, or as its active one (bond_ethtool_get_link_ksettings). */
function sumOfPorts(bond: Device): LinkSettings {
  const own = bond.bond!;
  const ports = portsOf(bond).filter((port) => port.carrier && (!own.isActiveBackup || own.active === port));
  const speed = ports.reduce((sum, port) => sum + (linkSettings(port)?.speed ?? 0), 0);
  const duplex = ports.some((port) => linkSettings(port)?.duplex === 'full') ? 'full' : 'unknown';
  return { speed: speed || undefined, duplex, port: 'other' };
}

/** Kinds that tell of no link. */
const SILENT: ReadonlySet<LinkKind> = new Set<LinkKind>(['dummy', 'vrf', 'ifb']);

/** ETHTOOL_MSG_LINKSTATE_GET: up, and with a carrier (__ethtool_get_link); undefined for devices that do not say. */
export function linkDetected(device: Device): boolean | undefined {
  return SILENT.has(device.kind) ? undefined : device.up && device.carrier;
}
