import type { Arguments } from '../../arguments.ts';
import type { Session } from '../../session.ts';

/** The devices that a listing of next hops or buckets is confined to. */
export interface DeviceFilter {
  ifindex?: number | undefined;
  master?: number | undefined;
}

/** Reads `dev`, `master` and `vrf` with their device; false for other words, which are left to the caller. */
export function readDevice(session: Session, args: Arguments, filter: DeviceFilter): boolean {
  const { row } = args;
  switch (row?.name) {
    case 'dev':
    case 'master':
      args.take();
      filter[row.name === 'dev' ? 'ifindex' : 'master'] = args.deviceIndex('Device does not exist\n');
      return true;
    case 'vrf': {
      const device = session.device(args.take());
      if (device === undefined || device.kind !== 'vrf') session.invalid('Invalid VRF\n', args.index);
      filter.master = device.ifindex;
      return true;
    }
    default:
      return false;
  }
}
