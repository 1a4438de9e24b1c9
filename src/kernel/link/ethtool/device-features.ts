import type { Device } from '../device.ts';
import { FEATURES, type Feature, fixFeatures, GSO_SOFTWARE, ofPorts, SOFT_FEATURES } from './features.ts';
import { KIND_FEATURES } from './kind-features.ts';

/** A feature of a device as ETHTOOL_MSG_FEATURES_GET answers. */
export interface FeatureState {
  readonly name: Feature;
  readonly active: boolean;
  readonly wanted: boolean;
  /** It cannot be changed. */
  readonly fixed: boolean;
}

/** Every feature, by its bit. */
export function featureStates(device: Device): FeatureState[] {
  const active = activeFeatures(device);
  const changeable = new Set(KIND_FEATURES[device.kind].changeable);
  return FEATURES.map((name) => ({
    name,
    active: active.has(name),
    wanted: device.wantedFeatures.includes(name),
    fixed: !changeable.has(name),
  }));
}

/**
 * What a device really has of what is wanted of it (__netdev_update_features). What it has from the devices that it is
 * built upon is looked up there, so that a change of theirs needs no notice.
 */
export function activeFeatures(device: Device): ReadonlySet<Feature> {
  return fixFeatures(ownFix(device));
}

/** The kind's own part of it (ndo_fix_features). */
function ownFix(device: Device): Set<Feature> {
  const wanted = new Set(device.wantedFeatures);
  const { lower } = device;
  switch (device.kind) {
    case 'bridge': {
      const ports = portsOf(device);
      return ports.length === 0 ? wanted : ofPorts(wanted, ports.map(activeFeatures));
    }
    case 'bond':
      return ofPorts(wanted.add('tx-nocache-copy').add('tx-fcoe-segmentation'), portsOf(device).map(activeFeatures));
    case 'vlan':
      return lower === null ? wanted : ofVlan(wanted, lower);
    case 'macvlan':
      return lower === null ? wanted : ofMacvlan(wanted, lower);
    default:
      return wanted;
  }
}

function portsOf(device: Device): Device[] {
  return [...device.netns.devices.values()].filter((port) => port.master === device);
}

/** A VLAN has what the device below can do for VLANs, and what the kernel does itself (vlan_dev_fix_features). */
function ofVlan(wanted: ReadonlySet<Feature>, lower: Device): Set<Feature> {
  const below = activeFeatures(lower);
  const offered = new Set<Feature>(KIND_FEATURES[lower.kind].vlan ?? ['highdma']);
  const always = new Set<Feature>([...SOFT_FEATURES, ...GSO_SOFTWARE]);
  return new Set([...wanted].filter((name) => always.has(name) || (offered.has(name) && below.has(name))));
}

/** Features in which a macvlan follows the device below, whatever is wanted (macvlan_fix_features). */
const FOLLOWED: readonly Feature[] = ['tx-generic-segmentation', 'rx-gro', 'rx-checksum'];

function ofMacvlan(wanted: ReadonlySet<Feature>, lower: Device): Set<Feature> {
  const below = activeFeatures(lower);
  const features = new Set(wanted);
  for (const name of FOLLOWED)
    if (below.has(name)) features.add(name);
    else features.delete(name);
  if (!below.has('rx-lro')) features.delete('rx-lro');
  return features;
}

/** What came of a wish: for each feature that was asked for, or that changed besides. */
export interface FeatureChange {
  readonly name: Feature;
  readonly active: boolean;
  readonly requested: boolean | undefined;
  readonly changed: boolean;
}

/** Wants features to be on or off (ethnl_set_features). What cannot be changed stays, which the answer tells. */
export function wantFeatures(device: Device, wishes: ReadonlyMap<Feature, boolean>): FeatureChange[] {
  const changeable = new Set(KIND_FEATURES[device.kind].changeable);
  const before = activeFeatures(device);
  const wanted = new Set(device.wantedFeatures);
  for (const [name, on] of wishes) {
    if (!changeable.has(name)) continue;
    if (on) wanted.add(name);
    else wanted.delete(name);
  }
  device.wantedFeatures = Object.freeze([...wanted]);
  const after = activeFeatures(device);
  return FEATURES.map((name) => ({
    name,
    active: after.has(name),
    requested: wishes.get(name),
    changed: before.has(name) !== after.has(name),
  })).filter(({ requested, changed }) => requested !== undefined || changed);
}
