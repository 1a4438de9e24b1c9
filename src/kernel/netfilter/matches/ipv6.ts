/**
 * Matches that ip6tables has and iptables has not. They are kept and listed; as no packet of IPv6 is carried, none of them
 * is ever asked.
 */

/** A range of numbers that may be negated. */
export interface NumberTest {
  readonly min: number;
  readonly max: number;
  readonly invert: boolean;
}

/** `-m icmp6`: type and code of a message of ICMPv6 (net/ipv6/netfilter/ip6_tables.c). */
export interface Icmp6Match {
  readonly kind: 'icmp6';
  readonly type: number;
  readonly minCode: number;
  readonly maxCode: number;
  readonly invert: boolean;
}

/** `-m hl`: the hop limit (net/netfilter/xt_hl.c). */
export interface HlMatch {
  readonly kind: 'hl';
  readonly test: 'equal' | 'not-equal' | 'less' | 'greater';
  readonly hopLimit: number;
}

/** `-m frag`: the fragment header (net/ipv6/netfilter/ip6t_frag.c). */
export interface FragMatch {
  readonly kind: 'frag';
  readonly id?: NumberTest;
  readonly length?: number;
  readonly reserved?: true;
  readonly first?: true;
  readonly more?: true;
  readonly last?: true;
}

/** `-m rt`: the routing header (net/ipv6/netfilter/ip6t_rt.c). */
export interface RtMatch {
  readonly kind: 'rt';
  readonly type?: NumberTest;
  readonly segmentsLeft?: NumberTest;
  readonly length?: NumberTest;
  readonly reserved?: true;
  /** As they are written, separated by commas. */
  readonly addresses?: string;
  readonly notStrict?: true;
}

/** `-m ipv6header`: which extension headers there are (net/ipv6/netfilter/ip6t_ipv6header.c). */
export interface Ipv6headerMatch {
  readonly kind: 'ipv6header';
  /** A bit a header (MASK_*). */
  readonly headers: number;
  readonly invert: boolean;
  readonly soft: boolean;
}

/** `-m ah`: the authentication header (net/ipv6/netfilter/ip6t_ah.c). */
export interface AhMatch {
  readonly kind: 'ah';
  readonly spi?: NumberTest;
  readonly length?: NumberTest;
  readonly reserved?: true;
}

/** `-m hbh`, `-m dst`: the length of an options header (net/ipv6/netfilter/ip6t_hbh.c). */
export interface OptionsHeaderMatch {
  readonly kind: 'hbh' | 'dst';
  readonly length?: NumberTest;
}

/** `-m eui64`: the address is made of the frame's MAC address (net/ipv6/netfilter/ip6t_eui64.c). */
export interface Eui64Match {
  readonly kind: 'eui64';
}

/** Every match of IPv6's own. */
export type Ipv6Match =
  | AhMatch
  | Eui64Match
  | FragMatch
  | HlMatch
  | Icmp6Match
  | Ipv6headerMatch
  | OptionsHeaderMatch
  | RtMatch;
