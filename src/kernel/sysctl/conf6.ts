import { flag, int, milliseconds, seconds, u8, type ValueType } from './value.ts';

/** What a setting takes, and its default in a fresh namespace. */
type Row = readonly [type: ValueType, byDefault: number];

const ANY = int();
const UINT32 = int(0, 0xffffffff);

/** net.ipv6.conf.*: the settings of a device (addrconf_sysctl[], ipv6_devconf_dflt, net/ipv6/addrconf.c). A setting is a row. */
const CONF6 = {
  accept_dad: [ANY, 1],
  accept_ra: [ANY, 1],
  accept_ra_defrtr: [ANY, 1],
  accept_ra_from_local: [ANY, 0],
  accept_ra_min_hop_limit: [ANY, 1],
  accept_ra_min_lft: [ANY, 0],
  accept_ra_mtu: [ANY, 1],
  accept_ra_pinfo: [ANY, 1],
  accept_ra_rt_info_max_plen: [ANY, 0],
  accept_ra_rt_info_min_plen: [ANY, 0],
  accept_ra_rtr_pref: [ANY, 1],
  accept_redirects: [ANY, 1],
  accept_source_route: [ANY, 0],
  accept_untracked_na: [int(0, 2), 0],
  addr_gen_mode: [ANY, 0],
  autoconf: [ANY, 1],
  dad_transmits: [ANY, 1],
  disable_ipv6: [ANY, 0],
  disable_policy: [ANY, 0],
  drop_unicast_in_l2_multicast: [ANY, 0],
  drop_unsolicited_na: [ANY, 0],
  enhanced_dad: [ANY, 1],
  force_forwarding: [flag, 0],
  force_mld_version: [ANY, 0],
  force_tllao: [ANY, 0],
  forwarding: [ANY, 0],
  hop_limit: [int(1, 255), 64],
  ignore_routes_with_linkdown: [ANY, 0],
  ioam6_enabled: [flag, 0],
  ioam6_id: [int(0, 0xffff), 0xffff],
  ioam6_id_wide: [UINT32, 0xffffffff],
  keep_addr_on_down: [ANY, 0],
  max_addresses: [ANY, 16],
  max_desync_factor: [ANY, 600],
  mc_forwarding: [ANY, 0],
  mldv1_unsolicited_report_interval: [milliseconds, 10000],
  mldv2_unsolicited_report_interval: [milliseconds, 1000],
  ndisc_evict_nocarrier: [flag, 1],
  ndisc_notify: [ANY, 0],
  ndisc_tclass: [u8, 0],
  optimistic_dad: [ANY, 0],
  proxy_ndp: [ANY, 0],
  ra_defrtr_metric: [int(1, 0xffffffff), 1024],
  ra_honor_pio_life: [flag, 0],
  ra_honor_pio_pflag: [flag, 0],
  regen_max_retry: [ANY, 3],
  regen_min_advance: [ANY, 2],
  router_probe_interval: [seconds, 60],
  router_solicitation_delay: [seconds, 1],
  router_solicitation_interval: [seconds, 4],
  router_solicitation_max_interval: [seconds, 3600],
  router_solicitations: [int(-1), -1],
  rpl_seg_enabled: [flag, 0],
  seg6_enabled: [ANY, 0],
  seg6_require_hmac: [ANY, 0],
  suppress_frag_ndisc: [ANY, 1],
  temp_prefered_lft: [ANY, 86400],
  temp_valid_lft: [ANY, 604800],
  use_oif_addrs_only: [ANY, 0],
  use_optimistic: [ANY, 0],
  use_tempaddr: [ANY, 0],
} as const satisfies Readonly<Record<string, Row>>;

export type Conf6Name = keyof typeof CONF6;

/** The settings of a device, of `all` or of `default` (struct ipv6_devconf). Frozen: most devices share theirs. */
export type Conf6 = { readonly [Name in Conf6Name]: number };

export const CONF6_NAMES = Object.keys(CONF6) as readonly Conf6Name[];

/** A fresh set of per-device settings. */
export const CONF6_DEFAULTS = Object.freeze(
  Object.fromEntries(Object.entries(CONF6).map(([name, [, byDefault]]) => [name, byDefault])),
) as Conf6;

/** The settings of `all` in a fresh namespace (ipv6_devconf). */
export const CONF6_ALL: Conf6 = Object.freeze({ ...CONF6_DEFAULTS, accept_dad: 0 });

const ofLoopback = perDefaults({ accept_dad: -1, use_tempaddr: -1 });
const ofSilent = perDefaults({ accept_dad: -1 });

/** The settings that a device begins with where `byDefault` are those of its namespace: one that asks nobody detects no duplicates (ipv6_add_dev). */
export function initialConf6(byDefault: Conf6, isLoopback: boolean, asksNobody: boolean): Conf6 {
  return isLoopback ? ofLoopback(byDefault) : asksNobody ? ofSilent(byDefault) : byDefault;
}

/** Settings with some changed; made once for each set, as most devices share theirs. */
function perDefaults(change: Partial<Conf6>): (byDefault: Conf6) => Conf6 {
  const made = new WeakMap<Conf6, Conf6>();
  return (byDefault) => {
    const known = made.get(byDefault) ?? Object.freeze({ ...byDefault, ...change });
    made.set(byDefault, known);
    return known;
  };
}

/** True for the name of a setting. */
export function isConf6Name(name: string): name is Conf6Name {
  return Object.hasOwn(CONF6, name);
}

/** What a setting takes. */
export function conf6Type(name: Conf6Name): ValueType {
  return CONF6[name][0];
}
