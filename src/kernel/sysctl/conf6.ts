/** net.ipv6.conf.*: the keys of a device that are kept, with their defaults in a fresh namespace. */
const CONF6 = Object.freeze({
  accept_ra: 1,
  addr_gen_mode: 0,
  disable_ipv6: 0,
  forwarding: 0,
  ignore_routes_with_linkdown: 0,
  mc_forwarding: 0,
  proxy_ndp: 0,
  router_solicitations: -1,
});

export type Conf6Name = keyof typeof CONF6;

/** The settings of a device, of `all` or of `default` (struct ipv6_devconf). Frozen: most devices share theirs. */
export type Conf6 = { readonly [Name in Conf6Name]: number };

/** A fresh set of per-device settings. */
export const CONF6_DEFAULTS: Conf6 = CONF6;

/** True for the name of a setting. */
export function isConf6Name(name: string): name is Conf6Name {
  return Object.hasOwn(CONF6, name);
}

export const CONF6_NAMES = Object.keys(CONF6) as readonly Conf6Name[];
