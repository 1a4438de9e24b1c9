import type { AddressRequests } from './address/requests.ts';
import type { Cause } from './cause.ts';
import type { RouteRequests, RuleRequests } from './fib/requests.ts';
import type { FdbRequests, LinkRequests } from './link/requests.ts';
import type { NeighbourRequests } from './neigh/requests.ts';
import type { NetfilterReaders } from './netfilter/requests.ts';
import type { NetnsRequests } from './netns/requests.ts';
import type { SocketRequests } from './socket/requests.ts';
import type { SysctlRequests } from './sysctl/requests.ts';
import type { Tracer } from './trace.ts';

/** The machine. To become a class that keeps this shape. */
export interface Kernel {
  /** Virtual time in microseconds since the machine started. */
  readonly now: number;
  /** The cause that new objects and packets get; set it before each request. */
  cause: Cause;
  tracer: Tracer | null;
  /** Runs the next event not later than `limit` and answers true; otherwise moves the clock to `limit` and answers false. */
  next(limit: number): boolean;
  /** Events still allowed; see `BudgetExhausted`. */
  readonly eventsLeft: number;
  readonly netns: NetnsRequests;
  readonly link: LinkRequests;
  readonly fdb: FdbRequests;
  readonly address: AddressRequests;
  readonly route: RouteRequests;
  readonly rule: RuleRequests;
  readonly neighbour: NeighbourRequests;
  readonly sysctl: SysctlRequests;
  readonly socket: SocketRequests;
  readonly netfilter: NetfilterReaders;
}
