import type { Cause } from '../cause.ts';
import type { RouteProtocol } from '../fib/requests.ts';

/** An address of another that a device answers for (struct pneigh_entry). */
export interface ProxyNeighbour {
  readonly cause: Cause;
  /** It stays when the device loses its carrier. */
  readonly isPermanent: boolean;
  readonly externLearn: boolean;
  readonly protocol: RouteProtocol;
}
