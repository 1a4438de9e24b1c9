import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { notify } from '../../notice/notices.ts';
import { DONE, granted, type Result, refused } from '../../result.ts';
import { checkGroup, checkRequest, checkRouteVia, checkSingle } from './check.ts';
import { Nexthop } from './nexthop.ts';
import type {
  BucketFilter,
  BucketInfo,
  NexthopFilter,
  NexthopInfo,
  NexthopRequest,
  NexthopRequests,
} from './requests.ts';
import { ResilientTable } from './resilient.ts';
import { removeNexthop } from './table.ts';

/** rtnetlink's requests about next hop objects (net/ipv4/nexthop.c). */
export class Nexthops implements NexthopRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: NexthopRequest, mode: 'add' | 'replace'): Result {
    const { nexthops } = netns.fib;
    const valid = checkRequest(netns, request, mode);
    if (!valid.ok) return valid;
    const made = this.make(netns, request);
    if (!made.ok) return made;
    const nexthop = made.value;
    const old = nexthops.byId.get(nexthop.id);
    if (old === undefined) {
      if (nexthop.resilient?.buckets.length === 0)
        return refused('EINVAL', 'Number of buckets not specified for nexthop group insertion');
      nexthop.resilient?.rebalance(this.kernel, nexthop.members);
      nexthops.byId.set(nexthop.id, nexthop);
    } else if (mode === 'add') return refused('EEXIST', undefined, old.info().cause);
    else {
      const fitting = checkReplacement(netns, old, nexthop);
      if (!fitting.ok) return fitting;
      old.become(nexthop);
      if (old.resilient !== undefined) this.resume(old, old.resilient, request);
      for (const group of nexthops.groupsOf(old)) group.refresh();
    }
    this.kernel.changed(netns, 'nexthop', 'new', String(nexthop.id));
    notify(netns, () => ({ group: 'nexthop', info: nexthop.info() }));
    return DONE;
  }

  /** A resilient group keeps its buckets under other members; of its timers only those change that are given. */
  private resume({ members }: Nexthop, table: ResilientTable, { resilient = {} }: NexthopRequest): void {
    table.idleTimer = resilient.idleTimer ?? table.idleTimer;
    table.unbalancedTimer = resilient.unbalancedTimer ?? table.unbalancedTimer;
    table.rebalance(this.kernel, members);
  }

  private make(netns: Netns, request: NexthopRequest): Result<Nexthop> {
    const { protocol = 'unspec', fdb = false } = request;
    const members = checkGroup(netns, request);
    if (!members.ok) return members;
    const id = request.id || netns.fib.nexthops.unusedId();
    const { cause } = this.kernel;
    if (request.group !== undefined)
      return granted(new Nexthop(id, undefined, members.value, fdb, protocol, cause, tableOf(request)));
    const single = checkSingle(netns, request);
    if (!single.ok) return single;
    return granted(new Nexthop(id, single.value, [], fdb, protocol, cause));
  }

  delete(netns: Netns, request: NexthopRequest): Result {
    const { id, gateway, ifindex, blackhole, onlink, fdb, group, protocol } = request;
    const strange = gateway !== undefined || ifindex !== undefined || blackhole || fdb || group !== undefined;
    if (strange) return refused('EINVAL', 'Unknown attribute type');
    if (onlink || (protocol !== undefined && protocol !== 'unspec'))
      return refused('EINVAL', 'Invalid values in header');
    if (id === undefined) return refused('EINVAL', 'Nexthop id is missing');
    if (id === 0) return refused('EINVAL', 'Invalid nexthop id');
    const nexthop = netns.fib.nexthops.byId.get(id);
    if (nexthop === undefined) return refused('ENOENT');
    notify(netns, () => ({ group: 'nexthop', info: nexthop.info() }), true);
    removeNexthop(netns, nexthop);
    this.kernel.changed(netns, 'nexthop', 'delete', String(id));
    return DONE;
  }

  get(netns: Netns, id: number): Result<NexthopInfo> {
    if (id === 0) return refused('EINVAL', 'Invalid nexthop id');
    const nexthop = netns.fib.nexthops.byId.get(id);
    return nexthop === undefined ? refused('ENOENT') : granted(nexthop.info(this.kernel.now));
  }

  bucket(netns: Netns, group: number, index: number): Result<BucketInfo> {
    const found = resilientOf(netns, group);
    if (!found.ok) return found;
    const bucket = this.bucketsOf(found.value)[index];
    return bucket === undefined ? refused('EINVAL', 'Bucket index out of bounds') : granted(bucket);
  }

  buckets(netns: Netns, { group, nexthop, ifindex, master }: BucketFilter): Result<readonly BucketInfo[]> {
    const one = group === undefined ? undefined : resilientOf(netns, group);
    if (one !== undefined && !one.ok) return one;
    const groups = one === undefined ? [...netns.fib.nexthops.byId.values()].sort((a, b) => a.id - b.id) : [one.value];
    const buckets = groups.flatMap((each) => this.bucketsOf(each));
    const wanted = new Set(this.dump(netns, { ifindex, master }).map(({ id }) => id));
    return granted(
      buckets.filter((each) => wanted.has(each.nexthop) && (nexthop === undefined || each.nexthop === nexthop)),
    );
  }

  private bucketsOf({ id, resilient }: Nexthop): BucketInfo[] {
    const { now } = this.kernel;
    const buckets = resilient?.buckets ?? [];
    return buckets.map(({ nexthop, used }, index) => ({
      group: id,
      index,
      idleTime: now - used,
      nexthop: nexthop?.id ?? 0,
    }));
  }

  dump(netns: Netns, filter: NexthopFilter = {}): readonly NexthopInfo[] {
    return [...netns.fib.nexthops.byId.values()]
      .filter((nexthop) => isWanted(nexthop, filter))
      .map((nexthop) => nexthop.info(this.kernel.now))
      .sort((a, b) => a.id - b.id);
  }
}

/** A group with buckets, by its id (nh_valid_dump_bucket_req, nexthop_find_group_resilient). */
function resilientOf(netns: Netns, id: number): Result<Nexthop> {
  const nexthop = netns.fib.nexthops.byId.get(id);
  if (nexthop === undefined) return refused('ENOENT');
  if (!nexthop.isGroup) return refused('EINVAL', 'Not a nexthop group', nexthop.info().cause);
  if (nexthop.resilient === undefined)
    return refused('EINVAL', 'Nexthop group not of type resilient', nexthop.info().cause);
  return granted(nexthop);
}

/** NH_RES_DEFAULT_IDLE_TIMER, in microseconds. */
const DEFAULT_IDLE_TIMER = 120_000_000;

function tableOf({ resilient }: NexthopRequest): ResilientTable | undefined {
  if (resilient === undefined) return undefined;
  const { buckets = 0, idleTimer = DEFAULT_IDLE_TIMER, unbalancedTimer = 0 } = resilient;
  return new ResilientTable(buckets, idleTimer, unbalancedTimer);
}

/** nh_dump_filtered; nobody asks for a group by family or device. */
function isWanted(nexthop: Nexthop, { family, ifindex, master, groups }: NexthopFilter): boolean {
  if (groups && !nexthop.isGroup) return false;
  if (family === undefined && ifindex === undefined && master === undefined) return true;
  if (nexthop.isGroup || (family !== undefined && nexthop.family !== family)) return false;
  const { device } = nexthop;
  if (ifindex !== undefined && device?.ifindex !== ifindex) return false;
  return master === undefined || device?.port?.bridge.device.ifindex === master;
}

/** Whether an object may become another one, with the routes and groups that use it (replace_nexthop). */
function checkReplacement(netns: Netns, old: Nexthop, nexthop: Nexthop): Result {
  const groups = netns.fib.nexthops.groupsOf(old);
  const routes = checkRoutes(netns, old, nexthop);
  if (!routes.ok) return routes;
  for (const group of groups) {
    if (!nexthop.isGroup && nexthop.isBlackhole && group.members.length > 1) {
      const text = 'Blackhole nexthop can not be a member of a group with more than one path';
      return refused('EINVAL', text, group.info().cause);
    }
    const fitting = checkRoutes(netns, group, nexthop);
    if (!fitting.ok) return fitting;
  }
  if (old.isGroup === nexthop.isGroup) return checkBuckets(old, nexthop);
  return refused(
    'EINVAL',
    old.isGroup ? 'Can not replace a nexthop group with a nexthop' : 'Can not replace a nexthop with a nexthop group',
    old.info().cause,
  );
}

/** A group keeps its type, and its number of buckets (replace_nexthop_grp). */
function checkBuckets(old: Nexthop, nexthop: Nexthop): Result {
  const [is, wanted] = [old.resilient?.buckets.length, nexthop.resilient?.buckets.length];
  const { cause } = old.info();
  if ((is === undefined) !== (wanted === undefined))
    return refused('EINVAL', 'Can not replace a nexthop group with one of a different type', cause);
  if (wanted && wanted !== is)
    return refused('EINVAL', 'Can not change number of buckets of a resilient nexthop group', cause);
  return DONE;
}

/** Whether the routes that use an object could as well use another one (fib_check_nh_list). */
function checkRoutes(netns: Netns, used: Nexthop, nexthop: Nexthop): Result {
  for (const table of netns.fib.tables.values())
    for (const route of table.dump()) {
      if (route.object !== used) continue;
      const fitting = checkRouteVia(nexthop, route.scope);
      if (!fitting.ok) return fitting;
    }
  return DONE;
}
