import type { Kernel } from '../../kernel.ts';
import type { Timed, Timer } from '../../timer.ts';
import type { Member, Nexthop } from './nexthop.ts';

/** How rarely a table out of balance looks after itself at most (NH_RES_UPKEEP_MIN_INTERVAL), in microseconds. */
const LEAST_INTERVAL = 500_000;

/** A place that flows fall into by their hash (struct nh_res_bucket). */
interface Bucket {
  /** Undefined while the one it had has left the group. */
  nexthop: Nexthop | undefined;
  /** When a packet came last, and when it got its next hop. */
  used: number;
  migrated: number;
}

/**
 * The buckets of a resilient group (struct nh_res_table): when members come and go, flows stay where they are unless
 * their bucket has been idle, or the group out of balance for too long. Times are in virtual microseconds.
 */
export class ResilientTable implements Timed {
  timer: Timer | null = null;
  readonly buckets: Bucket[];
  private members: readonly Member[] = [];
  /** Members that are to get more buckets, the next one to get one first (uw_nh_entries). */
  private underweight: Nexthop[] = [];
  private unbalancedSince = 0;

  constructor(
    count: number,
    public idleTimer: number,
    /** 0 never takes a bucket away from a flow that goes on. */
    public unbalancedTimer: number,
  ) {
    this.buckets = Array.from({ length: count }, () => ({ nexthop: undefined, used: 0, migrated: 0 }));
  }

  /** For how long it has been out of balance. */
  unbalancedTime(now: number): number {
    return this.underweight.length === 0 ? 0 : now - this.unbalancedSince;
  }

  /** The way of a flow (nexthop_select_path_res). */
  select(hash: number, now: number): Nexthop {
    const bucket = this.buckets[hash % this.buckets.length]!;
    bucket.used = now;
    return bucket.nexthop!;
  }

  /** The group has other members or weights now (replace_nexthop_grp_res). */
  rebalance(kernel: Kernel, members: readonly Member[]): void {
    const wasBalanced = this.underweight.length === 0;
    this.timer = null;
    this.members = members;
    for (const bucket of this.buckets)
      if (!members.some(({ nexthop }) => nexthop === bucket.nexthop)) bucket.nexthop = undefined;
    this.underweight = [];
    for (const { nexthop } of members) if (this.excess(nexthop) < 0) this.underweight.unshift(nexthop);
    if (wasBalanced) this.unbalancedSince = kernel.now;
    if (members.length > 0) this.upkeep(kernel);
  }

  expire(kernel: Kernel): void {
    this.upkeep(kernel);
  }

  /** Moves the buckets that may move (nh_res_table_upkeep). */
  private upkeep(kernel: Kernel): void {
    const { now } = kernel;
    let deadline = now + (this.unbalancedTimer || this.idleTimer);
    for (const bucket of this.buckets) {
      const due = this.dueTime(bucket, now);
      if (due === undefined) continue;
      if (due <= now) this.migrate(bucket, now);
      else deadline = Math.min(deadline, due);
    }
    if (this.underweight.length > 0) kernel.arm(this, Math.max(deadline - now, LEAST_INTERVAL));
  }

  /** When a bucket may get another next hop; undefined where it keeps the one it has (nh_res_bucket_should_migrate). */
  private dueTime({ nexthop, used, migrated }: Bucket, now: number): number | undefined {
    if (nexthop === undefined) return now;
    if (this.excess(nexthop) <= 0) return undefined;
    // One that no packet has come to since it moved is idle.
    const idle = used === migrated ? now : used + this.idleTimer;
    return this.unbalancedTimer === 0 ? idle : Math.min(idle, this.unbalancedSince + this.unbalancedTimer);
  }

  private migrate(bucket: Bucket, now: number): void {
    const [nexthop] = this.underweight;
    if (nexthop === undefined) return;
    bucket.nexthop = nexthop;
    bucket.used = now;
    bucket.migrated = now;
    if (this.excess(nexthop) === 0) this.underweight.shift();
  }

  /** How many buckets a member has beyond its share, which is what it has by weight, rounded (nh_res_group_rebalance). */
  private excess(nexthop: Nexthop): number {
    const at = this.members.findIndex((each) => each.nexthop === nexthop);
    const total = weightOf(this.members);
    const bound = (members: readonly Member[]) => Math.round((this.buckets.length * weightOf(members)) / total);
    const share = bound(this.members.slice(0, at + 1)) - bound(this.members.slice(0, at));
    return this.buckets.filter((bucket) => bucket.nexthop === nexthop).length - share;
  }
}

function weightOf(members: readonly Member[]): number {
  return members.reduce((sum, { weight }) => sum + weight, 0);
}
