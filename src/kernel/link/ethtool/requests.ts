import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { granted, type Result, refused } from '../../result.ts';
import type { Device } from '../device.ts';
import { kindOf } from '../kinds/index.ts';
import { type FeatureChange, type FeatureState, featureStates, wantFeatures } from './device-features.ts';
import { DRIVERS, type Driver, STAMPS_SENT } from './drivers.ts';
import type { Feature } from './features.ts';
import { type LinkSettings, linkDetected, linkSettings } from './settings.ts';

/** How many queues a device has, and how many of them it uses. */
export interface Channels {
  readonly most: number;
  readonly rx: number;
  readonly tx: number;
}

/** What ethtool asks of a device (net/ethtool). ENODEV for an index that no device has. */
export class Ethtool {
  constructor(private readonly kernel: Kernel) {}

  settings(netns: Netns, ifindex: number): Result<{ mode: LinkSettings | undefined; link: boolean | undefined }> {
    return this.ask(netns, ifindex, (device) => granted({ mode: linkSettings(device), link: linkDetected(device) }));
  }

  features(netns: Netns, ifindex: number): Result<readonly FeatureState[]> {
    return this.ask(netns, ifindex, (device) => granted(featureStates(device)));
  }

  /** Wants features to be on or off; answers what came of it. */
  setFeatures(netns: Netns, ifindex: number, wishes: ReadonlyMap<Feature, boolean>): Result<readonly FeatureChange[]> {
    return this.ask(netns, ifindex, (device) => {
      const changes = wantFeatures(device, wishes);
      if (changes.some(({ changed }) => changed)) this.kernel.changed(netns, 'link', 'change', device.name);
      return granted(changes);
    });
  }

  /** EOPNOTSUPP for devices without a driver to speak of. */
  driver(netns: Netns, ifindex: number): Result<Driver> {
    return this.ask(netns, ifindex, ({ kind }) => {
      const driver = DRIVERS[kind];
      return driver === undefined ? refused('EOPNOTSUPP') : granted(driver);
    });
  }

  /** Whether it stamps what it sends; all stamp what they receive. */
  stampsSent(netns: Netns, ifindex: number): Result<boolean> {
    return this.ask(netns, ifindex, ({ kind }) => granted(STAMPS_SENT.has(kind)));
  }

  /** EOPNOTSUPP for all but veths. */
  channels(netns: Netns, ifindex: number): Result<Channels> {
    return this.ask(netns, ifindex, channelsOf);
  }

  /** EINVAL beyond what it has. */
  setChannels(netns: Netns, ifindex: number, change: { readonly rx?: number; readonly tx?: number }): Result {
    return this.ask(netns, ifindex, (device) => {
      const now = channelsOf(device);
      if (!now.ok) return now;
      const { rx = now.value.rx, tx = now.value.tx } = change;
      if (Math.max(rx, tx) > now.value.most || Math.min(rx, tx) < 1) return refused('EINVAL');
      device.channels = Object.freeze({ rx, tx });
      return granted(undefined);
    });
  }

  private ask<T>(netns: Netns, ifindex: number, question: (device: Device) => Result<T>): Result<T> {
    const device = netns.devices.get(ifindex);
    return device === undefined ? refused('ENODEV') : question(device);
  }
}

/** A veth begins with one of each (veth_init_queues). */
function channelsOf(device: Device): Result<Channels> {
  if (device.kind !== 'veth') return refused('EOPNOTSUPP');
  return granted({ most: kindOf(device).manyQueues ? 4 : 1, ...device.channels });
}
