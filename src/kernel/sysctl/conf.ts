/** net.ipv4.conf.*: the keys of a device with their defaults in a fresh namespace. */
const CONF = Object.freeze({
  accept_local: 0,
  accept_redirects: 1,
  accept_source_route: 1,
  arp_accept: 0,
  arp_announce: 0,
  arp_evict_nocarrier: 1,
  arp_filter: 0,
  arp_ignore: 0,
  arp_notify: 0,
  bc_forwarding: 0,
  bootp_relay: 0,
  disable_policy: 0,
  disable_xfrm: 0,
  drop_gratuitous_arp: 0,
  drop_unicast_in_l2_multicast: 0,
  force_igmp_version: 0,
  forwarding: 0,
  igmpv2_unsolicited_report_interval: 10000,
  igmpv3_unsolicited_report_interval: 1000,
  ignore_routes_with_linkdown: 0,
  log_martians: 0,
  mc_forwarding: 0,
  medium_id: 0,
  promote_secondaries: 0,
  proxy_arp: 0,
  proxy_arp_pvlan: 0,
  route_localnet: 0,
  rp_filter: 0,
  secure_redirects: 1,
  send_redirects: 1,
  shared_media: 1,
  src_valid_mark: 0,
  tag: 0,
});

export type ConfName = keyof typeof CONF;

/** The settings of a device, of `all` or of `default` (struct ipv4_devconf). Frozen: most devices share theirs. */
export type Conf = { readonly [Name in ConfName]: number };

/** A fresh set of per-device settings (ipv4_devconf_dflt). */
export const CONF_DEFAULTS: Conf = CONF;

/** The settings of `all` in a fresh namespace (ipv4_devconf). */
export const CONF_ALL: Conf = Object.freeze({ ...CONF, accept_source_route: 0 });

/** The settings that lo begins with: IPsec has nothing to do there (inetdev_event). */
export function loopbackConf(byDefault: Conf): Conf {
  return Object.freeze({ ...byDefault, disable_policy: 1, disable_xfrm: 1 });
}

/** A set of settings, of either family, with another value of one. */
export function withSetting<Settings extends object>(
  settings: Settings,
  name: keyof Settings,
  value: number,
): Settings {
  return settings[name] === value ? settings : Object.freeze({ ...settings, [name]: value });
}

/** True for the name of a setting. */
export function isConfName(name: string): name is ConfName {
  return Object.hasOwn(CONF, name);
}

export const CONF_NAMES = Object.keys(CONF) as readonly ConfName[];
