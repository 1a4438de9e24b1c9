import { NEXTHOP, NEXTHOP_FILTERS } from '../../../../grammar/iproute2/nexthop.ts';
import type { NexthopInfo } from '../../../../kernel/fib/nexthop/requests.ts';
import { Arguments } from '../../arguments.ts';
import { protocolNumber } from '../../names.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { type DeviceFilter, readDevice } from './device-filter.ts';
import { printNexthop } from './print.ts';

const GET_OPTIONS = NEXTHOP.commands!.find(({ name }) => name === 'get')!.options;

/** `ip nexthop get`. */
export function getNexthop(session: Session, index: number): number {
  const args = new Arguments(session, GET_OPTIONS, index);
  let id = 0;
  while (args.next()) {
    if (args.row === undefined) usage(session, index - 1);
    id = args.unsigned('invalid id value');
  }
  if (id === 0) usage(session, index - 1);
  return showOne(session, id, args.index);
}

function showOne(session: Session, id: number, at: number): number {
  const { kernel, netns, out } = session;
  const result = kernel.nexthop.get(netns, id);
  if (!result.ok) {
    session.refused(result.error, at);
    return 2;
  }
  out.openDocument();
  printNexthop(session, result.value);
  out.closeDocument();
  return 0;
}

interface Filter extends DeviceFilter {
  groups?: boolean;
  /** 0 for any. */
  protocol: number;
  /** Names one object, and with it ends the reading of words. */
  id?: number;
}

/** `ip nexthop list` and `flush`. */
export function listNexthops(session: Session, index: number, flush: boolean): number {
  const { kernel, netns, out, family } = session;
  const args = new Arguments(session, NEXTHOP_FILTERS, index);
  const filter = readFilter(session, args, index);
  const { id } = filter;
  if (id !== undefined) {
    if (!flush) return showOne(session, id, args.index);
    // Unlike `del`, which ends with the request's own status.
    return removeOne(session, id, args.index) === 0 ? 0 : 1;
  }
  const all = session.foreignFamily === undefined ? kernel.nexthop.dump(netns, { ...filter, family }) : [];
  const nexthops = all.filter(({ protocol }) => filter.protocol === 0 || protocolNumber(protocol) === filter.protocol);
  if (flush) return flushAll(session, nexthops);
  out.openDocument();
  for (const nexthop of nexthops) printNexthop(session, nexthop);
  out.closeDocument();
  return 0;
}

function readFilter(session: Session, args: Arguments, index: number): Filter {
  const filter: Filter = { protocol: 0 };
  while (args.next()) {
    if (readDevice(session, args, filter)) continue;
    switch (args.row?.name) {
      case 'groups':
        filter.groups = true;
        break;
      case 'fdb':
        break;
      case 'id':
        filter.id = args.unsigned('invalid id value');
        return filter;
      case 'protocol':
        filter.protocol = args.unsigned('invalid protocol value');
        break;
      case 'help':
        return usage(session, index - 1);
      default:
        session.invalid('', args.index);
    }
  }
  return filter;
}

function removeOne(session: Session, id: number, at: number): number {
  const result = session.kernel.nexthop.delete(session.netns, { id });
  if (result.ok) return 0;
  session.refused(result.error, at);
  return 2;
}

/** Removes what was listed. What has gone with another one by then is counted all the same. */
function flushAll(session: Session, nexthops: readonly NexthopInfo[]): number {
  for (const { id } of nexthops) session.kernel.nexthop.delete(session.netns, { id });
  session.out.text(nexthops.length === 0 ? 'Nothing to flush\n' : `Flushed ${nexthops.length} nexthops\n`);
  return 0;
}
