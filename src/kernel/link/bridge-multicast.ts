import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { Bridge } from './bridge.ts';
import { setQuerier, startQueries } from './bridge-querier.ts';
import { joinSnoopers, leaveSnoopers } from './groups.ts';
import type { MulticastInfo } from './requests.ts';

/** How a bridge starts to snoop for members of groups (br_multicast_ctx_init). Intervals are in hundredths of a second. */
export const MULTICAST_DEFAULTS: MulticastInfo = {
  snooping: true,
  vlanSnooping: false,
  router: 1,
  queryUseIfaddr: false,
  querier: false,
  hashMax: 4096,
  lastMemberCount: 2,
  startupQueryCount: 2,
  lastMemberInterval: 100,
  membershipInterval: 26000,
  querierInterval: 25500,
  queryInterval: 12500,
  queryResponseInterval: 1000,
  startupQueryInterval: 3124,
  stats: false,
  igmpVersion: 2,
  mldVersion: 1,
};

/** What can be set for each VLAN of a bridge (BRIDGE_VLANDB_GOPTS_MCAST_*). */
export type VlanMulticast = Pick<
  MulticastInfo,
  | 'snooping'
  | 'querier'
  | 'igmpVersion'
  | 'mldVersion'
  | 'lastMemberCount'
  | 'lastMemberInterval'
  | 'startupQueryCount'
  | 'startupQueryInterval'
  | 'membershipInterval'
  | 'querierInterval'
  | 'queryInterval'
  | 'queryResponseInterval'
>;

/** The intervals, which the kernel keeps in its ticks. */
const INTERVALS = [
  'lastMemberInterval',
  'membershipInterval',
  'querierInterval',
  'queryInterval',
  'queryResponseInterval',
  'startupQueryInterval',
] as const;

/** Queries are not sent more often than once a second (BR_MULTICAST_QUERY_INTVL_MIN). */
const LEAST_INTERVAL = 100;

/** Changes what a bridge does about multicast, value by value; those before a refused one are kept (br_changelink). */
export function changeMulticast(
  kernel: Kernel,
  bridge: Bridge,
  change: Partial<MulticastInfo>,
  inTicks: (hundredths: number) => number,
): Result {
  const refusal = refuse(bridge, change);
  if (refusal !== undefined) return refusal;
  const changed = { ...bridge.multicast, ...change };
  for (const name of INTERVALS) changed[name] = inTicks(changed[name]);
  changed.queryInterval = Math.max(changed.queryInterval, LEAST_INTERVAL);
  changed.startupQueryInterval = Math.max(changed.startupQueryInterval, LEAST_INTERVAL);
  const before = bridge.multicast;
  bridge.multicast = changed;
  if (change.router !== undefined && changed.router !== 1) bridge.snooper.routerTimer.stop();
  if (changed.snooping !== before.snooping) toggle(kernel, bridge);
  if (changed.querier !== before.querier) setQuerier(kernel, bridge, changed.querier);
  return DONE;
}

/** Begins or ends to snoop (br_multicast_toggle). */
function toggle(kernel: Kernel, bridge: Bridge): void {
  const { device, multicast } = bridge;
  if (!device.up) return;
  if (!multicast.snooping) {
    for (const port of bridge.ports) bridge.mdb.removePort(port, false);
    return leaveSnoopers(device);
  }
  startQueries(kernel, bridge);
  joinSnoopers(device);
}

function refuse(bridge: Bridge, change: Partial<MulticastInfo>): Extract<Result, { ok: false }> | undefined {
  const { router = 1, igmpVersion = 2, mldVersion = 1, vlanSnooping } = change;
  if (router > 2) return refused('EINVAL');
  if (vlanSnooping === true && !bridge.vlanFiltering)
    return refused('EINVAL', 'bridge: Cannot enable multicast vlan snooping with vlan filtering disabled');
  if (igmpVersion !== 2 && igmpVersion !== 3) return refused('EINVAL');
  return mldVersion === 1 || mldVersion === 2 ? undefined : refused('EINVAL');
}
