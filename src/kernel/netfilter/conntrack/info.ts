/** How a packet stands to its connection (enum ip_conntrack_info); the numbers are Linux's, replies are +3. */
export const CT_ESTABLISHED = 0;
export const CT_RELATED = 1;
export const CT_NEW = 2;
export const CT_IS_REPLY = 3;
export const CT_ESTABLISHED_REPLY = 3;
export const CT_RELATED_REPLY = 4;
export const CT_UNTRACKED = 7;

export type CtInfo = 0 | 1 | 2 | 3 | 4 | 7;

/** Directions of a connection (enum ip_conntrack_dir). */
export const ORIGINAL = 0;
export const REPLY = 1;

export type Direction = 0 | 1;

/** The direction a packet belongs to (CTINFO2DIR). */
export function directionOf(info: CtInfo): Direction {
  return info >= CT_IS_REPLY ? REPLY : ORIGINAL;
}

/** Bits of a connection's status (enum ip_conntrack_status). */
export const IPS_EXPECTED = 1;
export const IPS_SEEN_REPLY = 2;
export const IPS_ASSURED = 4;
export const IPS_CONFIRMED = 8;
export const IPS_SRC_NAT = 16;
export const IPS_DST_NAT = 32;
export const IPS_NAT_MASK = 48;
export const IPS_SRC_NAT_DONE = 128;
export const IPS_DST_NAT_DONE = 256;
export const IPS_NAT_DONE_MASK = 384;
export const IPS_DYING = 512;
export const IPS_FIXED_TIMEOUT = 1024;
