import type { Ipv4 } from '../../../net/ipv4.ts';

/** What a NAT target may translate to (struct nf_nat_range2). Absent parts stay as they are. */
export interface NatRange {
  /** Addresses of IPv6 as they are written; no packet of IPv6 is carried. */
  readonly written?: string;
  readonly addresses?: { readonly min: Ipv4; readonly max: Ipv4 };
  /** Ports, or the echo id of ICMP. `base` shifts a whole range onto another (DNAT `--to :8000-8010/9000`). */
  readonly ports?: { readonly min: number; readonly max: number; readonly base?: number };
  /** --random, --random-fully, --persistent (NF_NAT_RANGE_PROTO_RANDOM …). */
  readonly random?: boolean;
  readonly randomFully?: boolean;
  readonly persistent?: boolean;
}

/** Which end of the original direction is translated (enum nf_nat_manip_type). */
export type Manip = 'source' | 'destination';
