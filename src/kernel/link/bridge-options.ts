import { DONE, type Result, refused } from '../result.ts';
import type { Bridge, BridgePort } from './bridge.ts';
import type { LinkChange, PortState } from './requests.ts';

/** Limits of IEEE 802.1D in hundredths of a second (net/bridge/br_private_stp.h). */
const FORWARD_DELAY = [200, 3000] as const;
const HELLO_TIME = [100, 1000] as const;
const MAX_AGE = [600, 4000] as const;
const PATH_COST = [1, 65535] as const;
const MOST_PORT_PRIORITY = 63;

const PORT_STATES: ReadonlySet<PortState> = new Set(['disabled', 'listening', 'learning', 'forwarding', 'blocking']);

const isWithin = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

/** Hundredths of a second as the kernel keeps them, in ticks of four milliseconds (clock_t_to_jiffies with HZ=250). */
const inTicks = (hundredths: number) => Math.floor(Math.floor(hundredths * 2.5) / 2.5);

/** Changes a bridge option by option; those before a refused one are kept (br_changelink). */
export function changeBridge(bridge: Bridge, change: NonNullable<LinkChange['bridge']>): Result {
  const { forwardDelay, helloTime, maxAge, ageingTime, stp, ...others } = change;
  if (forwardDelay !== undefined) {
    // Without a spanning tree the delay only serves multicast: any is good (br_set_forward_delay).
    if (bridge.stp && !isWithin(forwardDelay, FORWARD_DELAY)) return refused('ERANGE');
    bridge.forwardDelay = inTicks(forwardDelay);
  }
  if (helloTime !== undefined) {
    if (!isWithin(helloTime, HELLO_TIME)) return refused('ERANGE');
    bridge.helloTime = inTicks(helloTime);
  }
  if (maxAge !== undefined) {
    if (!isWithin(maxAge, MAX_AGE)) return refused('ERANGE');
    bridge.maxAge = inTicks(maxAge);
  }
  if (ageingTime !== undefined) bridge.ageingTime = inTicks(ageingTime);
  if (stp !== undefined) setSpanningTree(bridge, stp);
  Object.assign(bridge, others);
  bridge.refresh();
  return DONE;
}

/** The spanning tree starts with a delay within its limits (br_stp_start). */
function setSpanningTree(bridge: Bridge, stp: boolean): void {
  const [least, most] = FORWARD_DELAY;
  if (stp && !bridge.stp) bridge.forwardDelay = Math.min(Math.max(bridge.forwardDelay, least), most);
  bridge.stp = stp;
}

/** Changes a port (br_setport, br_set_port_state, br_stp_set_path_cost, br_stp_set_port_priority). */
export function changePort(port: BridgePort, change: NonNullable<LinkChange['port']>): Result {
  const { cost, priority, state, ...flags } = change;
  Object.assign(port, flags);
  if (cost !== undefined) {
    if (!isWithin(cost, PATH_COST)) return refused('ERANGE');
    port.cost = cost;
  }
  if (priority !== undefined) {
    if (priority > MOST_PORT_PRIORITY) return refused('ERANGE');
    port.priority = priority;
  }
  if (state === undefined) return DONE;
  if (!PORT_STATES.has(state)) return refused('EINVAL');
  if (port.bridge.stp) return refused('EBUSY');
  const { device } = port;
  if (!(device.up && device.carrier) && state !== 'disabled') return refused('ENETDOWN', undefined, device.upCause);
  port.setState(state);
  return DONE;
}
