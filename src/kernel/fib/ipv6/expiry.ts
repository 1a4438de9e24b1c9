import type { Kernel } from '../../kernel.ts';
import type { Netns } from '../../netns/netns.ts';
import { notify } from '../../notice/notices.ts';
import type { Timed, Timer } from '../../timer.ts';

/** net.ipv6.route.gc_interval, in microseconds. */
const INTERVAL = 30_000_000;

/** Looks now and then for routes that are no longer valid, as long as there are any that will not be for ever (fib6_run_gc). */
export class RouteExpiry implements Timed {
  timer: Timer | null = null;

  constructor(readonly netns: Netns) {}

  /** A route came that is not valid for ever: looks for such ones from now on (fib6_start_gc). */
  start(kernel: Kernel): void {
    if (this.timer === null) kernel.arm(this, INTERVAL);
  }

  expire(kernel: Kernel): void {
    const { ipv6 } = this.netns.fib;
    // The latest first, as they were entered in its list.
    for (const route of ipv6.routes.toReversed()) {
      if (route.expires === undefined || route.expires >= kernel.now) continue;
      ipv6.remove(route);
      notify(this.netns, () => ({ group: 'route', info: route.info() }), true);
    }
    if (ipv6.routes.some((route) => route.expires !== undefined)) this.start(kernel);
  }
}
