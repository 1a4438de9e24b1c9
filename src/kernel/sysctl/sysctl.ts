import type { Cause } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { CONF_NAMES, type Conf, type ConfName, isConfName } from './conf.ts';
import type { SysctlRequests } from './requests.ts';
import { BRIDGE_SETTINGS, SETTINGS, type Setting } from './settings.ts';
import { int } from './value.ts';

const CONF = 'net/ipv4/conf/';
const FORWARD = 'net/ipv4/ip_forward';
const ANY_INT = int();

/** Where a setting of net.ipv4.conf is kept. */
interface ConfPlace {
  readonly values: Conf;
  readonly name: ConfName;
  readonly device: string;
}

/** /proc/sys as requests (net/ipv4/sysctl_net_ipv4.c, devinet.c). */
export class Sysctl implements SysctlRequests {
  constructor(private readonly kernel: Kernel) {}

  private conf(netns: Netns, key: string): ConfPlace | undefined {
    if (!key.startsWith(CONF)) return undefined;
    const [device, name] = key.slice(CONF.length).split('/');
    if (device === undefined || name === undefined || !isConfName(name)) return undefined;
    const values =
      device === 'all' ? netns.confAll : device === 'default' ? netns.confDefault : netns.byName.get(device)?.conf;
    return values && { values, name, device };
  }

  private setting(key: string): Setting | undefined {
    return SETTINGS[key] ?? (this.kernel.brNetfilter ? BRIDGE_SETTINGS[key] : undefined);
  }

  read(netns: Netns, key: string): Result<string> {
    if (key === FORWARD) return granted(`${netns.confAll.forwarding}\n`);
    const conf = this.conf(netns, key);
    if (conf !== undefined) return granted(`${conf.values[conf.name]}\n`);
    const value = netns.settings.get(key) ?? this.setting(key)?.[1];
    if (value !== undefined) return granted(`${value}\n`);
    return refused(this.kind(netns, key) === 'directory' ? 'EISDIR' : 'ENOENT');
  }

  write(netns: Netns, key: string, text: string): Result {
    const conf = this.conf(netns, key);
    if (conf !== undefined || key === FORWARD) {
      // Only a routing daemon's socket changes it: the file is read-only.
      if (conf?.name === 'mc_forwarding') return refused('EACCES');
      const value = ANY_INT(text, '');
      if (value === undefined) return refused('EINVAL');
      if (key === FORWARD) this.setForwarding(netns, Number(value));
      else this.setConf(netns, conf!, Number(value));
    } else {
      const setting = this.setting(key);
      if (setting === undefined) return refused(this.kind(netns, key) === 'directory' ? 'EISDIR' : 'ENOENT');
      const [type, byDefault] = setting;
      const value = type(text.trim(), netns.settings.get(key) ?? byDefault);
      if (value === undefined) return refused('EINVAL');
      netns.settings.set(key, value);
      if (key === 'net/ipv4/ip_default_ttl') netns.defaultTtl = Number(value);
    }
    netns.settingCauses.set(key, this.kernel.cause);
    this.kernel.changed(netns, 'sysctl', 'change', key);
    return DONE;
  }

  private setConf(netns: Netns, conf: ConfPlace, value: number): void {
    if (conf.name === 'forwarding' && conf.device === 'all') this.setForwarding(netns, value);
    else conf.values[conf.name] = value;
  }

  /** Writing ip_forward sets every device's forwarding, those to come too (inet_forward_change). */
  private setForwarding(netns: Netns, value: number): void {
    const on = value === 0 ? 0 : value;
    netns.confAll.forwarding = on;
    netns.confDefault.forwarding = on;
    for (const device of netns.devices.values()) device.conf.forwarding = on;
  }

  kind(netns: Netns, key: string): 'file' | 'directory' | undefined {
    if (key === FORWARD || this.conf(netns, key) !== undefined || this.setting(key) !== undefined) return 'file';
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
    const devices = ['all', 'default', ...netns.byName.keys()];
    return [
      ...Object.keys(SETTINGS),
      ...(this.kernel.brNetfilter ? Object.keys(BRIDGE_SETTINGS) : []),
      ...devices.flatMap((device) => CONF_NAMES.map((name) => `${CONF}${device}/${name}`)),
    ];
  }

  changed(netns: Netns): readonly { readonly key: string; readonly value: string; readonly cause: Cause }[] {
    return [...netns.settingCauses].map(([key, cause]) => {
      const value = this.read(netns, key);
      return { key, value: value.ok ? value.value.trimEnd() : '', cause };
    });
  }
}
