import type { Family } from '../../net/prefix.ts';
import type { Cause } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import { ADDR_GEN_MODES } from '../link/requests.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { CONF_NAMES, isConfName, withSetting } from './conf.ts';
import { CONF6_NAMES, conf6Type, isConf6Name } from './conf6.ts';
import { NEIGH_NAMES, neighFolder, neighFolders, neighSetting, readNeigh, writeNeigh } from './neigh.ts';
import type { SysctlRequests } from './requests.ts';
import { BRIDGE_SETTINGS, MACHINE_SETTINGS, SETTINGS, type Setting } from './settings.ts';
import { int } from './value.ts';

const CONF = 'net/ipv4/conf/';
const CONF6 = 'net/ipv6/conf/';
const FORWARD = 'net/ipv4/ip_forward';
const CONNTRACK_MAX = 'net/netfilter/nf_conntrack_max';
const CONNTRACK_COUNT = 'net/netfilter/nf_conntrack_count';
const ANY_INT = int();

/** Which field holds the settings of all, of those to come and of a device. */
const CONF_SETS = { all: 'confAll', default: 'confDefault', device: 'conf' } as const;
const CONF6_SETS = { all: 'conf6All', default: 'conf6Default', device: 'conf6' } as const;

/** Where a setting of net.ipv4.conf or net.ipv6.conf is kept. */
interface ConfPlace {
  readonly family: Family;
  readonly values: Readonly<Record<string, number>>;
  readonly name: string;
  readonly device: string;
  readonly write: (value: number) => void;
}

/** /proc/sys as requests (net/ipv4/sysctl_net_ipv4.c, devinet.c). */
export class Sysctl implements SysctlRequests {
  constructor(private readonly kernel: Kernel) {}

  private conf(netns: Netns, key: string): ConfPlace | undefined {
    const family = key.startsWith(CONF) ? 4 : key.startsWith(CONF6) ? 6 : undefined;
    const [device, name] = key.slice(CONF.length).split('/');
    if (family === undefined || device === undefined || name === undefined) return undefined;
    if (!(family === 4 ? isConfName(name) : isConf6Name(name))) return undefined;
    const sets = family === 4 ? CONF_SETS : CONF6_SETS;
    const place = device === 'all' || device === 'default' ? netns : netns.byName.get(device);
    if (place === undefined || (family === 4 && 'inet' in place && !place.inet)) return undefined;
    const set = sets[device === 'all' || device === 'default' ? device : 'device'];
    // Both kinds of places are written alike.
    const holder = place as unknown as Record<string, Readonly<Record<string, number>>>;
    const write = (value: number) => (holder[set] = withSetting(holder[set]!, name, value));
    return { family, values: holder[set]!, name, device, write };
  }

  private setting(netns: Netns, key: string): Setting | undefined {
    const { brNetfilter } = this.kernel;
    return SETTINGS[key] ?? this.ofMachine(netns)[key] ?? (brNetfilter ? BRIDGE_SETTINGS[key] : undefined);
  }

  private ofMachine(netns: Netns): Readonly<Record<string, Setting>> {
    return netns === this.kernel.netns.initial ? MACHINE_SETTINGS : {};
  }

  read(netns: Netns, key: string): Result<string> {
    if (key === CONNTRACK_MAX && netns !== this.kernel.netns.initial) return this.read(this.kernel.netns.initial, key);
    if (key === FORWARD) return granted(`${netns.confAll.forwarding}\n`);
    if (key === CONNTRACK_COUNT) return granted(`${netns.netfilter.connections.size}\n`);
    const conf = this.conf(netns, key);
    if (conf !== undefined) return granted(`${conf.values[conf.name]}\n`);
    const neigh = neighSetting(netns, key);
    if (neigh !== undefined) return granted(`${readNeigh(neigh)}\n`);
    const value = netns.settings.get(key) ?? this.setting(netns, key)?.[1];
    if (value !== undefined) return granted(`${value}\n`);
    return refused(this.kind(netns, key) === 'directory' ? 'EISDIR' : 'ENOENT');
  }

  write(netns: Netns, key: string, text: string): Result {
    // One limit for the whole machine, which only its first namespace sets.
    if (key === CONNTRACK_MAX && netns !== this.kernel.netns.initial) return refused('EINVAL');
    if (key === CONNTRACK_COUNT) return refused('EACCES');
    const conf = this.conf(netns, key);
    const neigh = neighSetting(netns, key);
    if (conf !== undefined || key === FORWARD) {
      // Only a routing daemon's socket changes it: the file is read-only.
      if (conf?.name === 'mc_forwarding') return refused('EACCES');
      const type = conf?.family === 6 && isConf6Name(conf.name) ? conf6Type(conf.name) : ANY_INT;
      const value = type(text, '');
      if (value === undefined) return refused('EINVAL');
      if (conf?.name === 'addr_gen_mode' && !isAddrGenMode(Number(value))) return refused('EINVAL');
      if (key === FORWARD) this.setForwarding(netns, Number(value));
      else this.setConf(netns, conf!, Number(value));
    } else if (neigh !== undefined) {
      if (!writeNeigh(neigh, text)) return refused('EINVAL');
    } else {
      const setting = this.setting(netns, key);
      if (setting === undefined) return refused(this.kind(netns, key) === 'directory' ? 'EISDIR' : 'ENOENT');
      const [type, byDefault, refusal = 'EINVAL'] = setting;
      const value = type(text.trim(), netns.settings.get(key) ?? byDefault);
      if (value === undefined) return refused(refusal);
      netns.settings.set(key, value);
      if (key === 'net/ipv4/ip_default_ttl') netns.defaultTtl = Number(value);
    }
    netns.settingCauses.set(key, this.kernel.cause);
    this.kernel.changed(netns, 'sysctl', 'change', key);
    return DONE;
  }

  private setConf(netns: Netns, conf: ConfPlace, value: number): void {
    if (conf.family === 6) this.setConf6(netns, conf, value);
    else if (conf.name === 'forwarding' && conf.device === 'all') this.setForwarding(netns, value);
    else conf.write(value);
  }

  /** For all, these are those of every device, those to come too (addrconf_fixup_forwarding, addrconf_disable_ipv6, addrconf_sysctl_addr_gen_mode). */
  private setConf6(netns: Netns, { write, name, device }: ConfPlace, value: number): void {
    write(value);
    if (name !== 'forwarding' && name !== 'disable_ipv6' && name !== 'addr_gen_mode') return;
    const devices = [...netns.devices.values()].filter((each) => device === 'all' || each.name === device);
    if (device === 'all') netns.conf6Default = withSetting(netns.conf6Default, name, value);
    for (const each of devices) {
      each.conf6 = withSetting(each.conf6, name, value);
      if (name === 'disable_ipv6') this.kernel.address.ipv6Switched(each);
      if (name === 'addr_gen_mode') this.kernel.address.carrierCame(each);
    }
  }

  /** Writing ip_forward sets every device's forwarding, those to come too (inet_forward_change). */
  private setForwarding(netns: Netns, value: number): void {
    const on = value === 0 ? 0 : value;
    netns.confAll = withSetting(netns.confAll, 'forwarding', on);
    netns.confDefault = withSetting(netns.confDefault, 'forwarding', on);
    for (const device of netns.devices.values()) device.conf = withSetting(device.conf, 'forwarding', on);
  }

  kind(netns: Netns, key: string): 'file' | 'directory' | undefined {
    if (
      key === FORWARD ||
      key === CONNTRACK_COUNT ||
      this.conf(netns, key) !== undefined ||
      neighSetting(netns, key) !== undefined ||
      this.setting(netns, key) !== undefined
    )
      return 'file';
    return this.keys(netns).some((each) => each.startsWith(`${key}/`)) || key === '' ? 'directory' : undefined;
  }

  list(netns: Netns, directory: string): readonly string[] {
    const prefix = directory === '' ? '' : `${directory}/`;
    const names = this.keys(netns)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length).split('/')[0]!);
    return [...new Set(names)].sort();
  }

  private keys(netns: Netns): string[] {
    const all = ['all', 'default'];
    const devices = [...netns.byName.values()];
    const withIpv4 = devices.filter((each) => each.inet).map((each) => each.name);
    const names = devices.map((each) => each.name);
    return [
      ...Object.keys(SETTINGS),
      ...Object.keys(this.ofMachine(netns)),
      CONNTRACK_COUNT,
      ...(this.kernel.brNetfilter ? Object.keys(BRIDGE_SETTINGS) : []),
      ...[...all, ...withIpv4].flatMap((device) => CONF_NAMES.map((name) => `${CONF}${device}/${name}`)),
      ...[...all, ...names].flatMap((device) => CONF6_NAMES.map((name) => `${CONF6}${device}/${name}`)),
      ...([4, 6] as const).flatMap((family) =>
        [...neighFolders(netns, family).keys()].flatMap((device) =>
          NEIGH_NAMES.map((name) => `${neighFolder(family)}${device}/${name}`),
        ),
      ),
    ];
  }

  changed(netns: Netns): readonly { readonly key: string; readonly value: string; readonly cause: Cause }[] {
    return [...netns.settingCauses].map(([key, cause]) => {
      const value = this.read(netns, key);
      return { key, value: value.ok ? value.value.trimEnd() : '', cause };
    });
  }
}

/** A secret to make stable addresses from cannot be set here, and is wanted for that mode. */
function isAddrGenMode(mode: number): boolean {
  const name = ADDR_GEN_MODES[mode];
  return name !== undefined && name !== 'stable_secret';
}
