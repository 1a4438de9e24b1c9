import type { Kernel } from '../kernel.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { BridgePort } from './bridge-port.ts';

/** Whether routers are looked for: never, when questions are heard, always, or for a while from now on (MDB_RTR_TYPE_*). */
export const ROUTER_DISABLED = 0;
export const ROUTER_TEMP_QUERY = 1;
export const ROUTER_PERM = 2;
export const ROUTER_TEMP = 3;

/** A router is behind a port, or is there no more; one that was said to be there for a while has to be heard from then on (br_multicast_rport_del_notify). */
export function setPortRouter(port: BridgePort, hasRouter: boolean): void {
  const { snooper } = port;
  if (snooper.hasRouter && !hasRouter && port.mcastRouter === ROUTER_TEMP) port.mcastRouter = ROUTER_TEMP_QUERY;
  snooper.hasRouter = hasRouter;
}

/** A router was heard by a port (br_multicast_mark_router). */
export function markRouterPort(kernel: Kernel, port: BridgePort): void {
  if (port.mcastRouter === ROUTER_DISABLED || port.mcastRouter === ROUTER_PERM) return;
  setPortRouter(port, true);
  port.snooper.routerTimer.start(kernel, port.bridge.multicast.querierInterval);
}

/** br_multicast_set_port_router. */
export function changePortRouter(kernel: Kernel, port: BridgePort, router: number): Result {
  const { snooper, bridge } = port;
  if (router > ROUTER_TEMP) return refused('EINVAL');
  if (port.mcastRouter === router) {
    if (router === ROUTER_TEMP) snooper.routerTimer.start(kernel, bridge.multicast.querierInterval);
    return DONE;
  }
  port.mcastRouter = router;
  if (router === ROUTER_TEMP) markRouterPort(kernel, port);
  else {
    if (router !== ROUTER_TEMP_QUERY) snooper.routerTimer.stop();
    setPortRouter(port, router === ROUTER_PERM);
  }
  return DONE;
}

/** A port begins to work (__br_multicast_enable_port_ctx). */
export function enableRouterPort(port: BridgePort): void {
  if (port.mcastRouter === ROUTER_PERM) setPortRouter(port, true);
}

/** A port stops (__br_multicast_disable_port_ctx). */
export function disableRouterPort(port: BridgePort): void {
  setPortRouter(port, false);
  port.snooper.routerTimer.stop();
  port.snooper.query.stop();
}
