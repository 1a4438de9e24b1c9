import type { BucketInfo, NexthopInfo } from '../../../../kernel/fib/nexthop/requests.ts';
import { PROTOCOLS, protocolNumber, SCOPES, scopeNumber } from '../../names.ts';
import type { Session } from '../../session.ts';
import { printDevice, printGateway } from '../route/print.ts';

/** Prints a next hop object on a line of its own. */
export function printNexthop(session: Session, nexthop: NexthopInfo): void {
  const { out } = session;
  out.openObject();
  printFields(session, nexthop);
  out.text('\n');
  out.closeObject();
}

/** Prints a next hop object below the route that uses it. */
export function printNexthopOfRoute(session: Session, nexthop: NexthopInfo): void {
  const { out } = session;
  out.openObject('nh_info');
  out.text('\n\tnh_info ');
  printFields(session, nexthop);
  out.closeObject();
}

function printFields(session: Session, nexthop: NexthopInfo): void {
  const { out, options } = session;
  const all = options.details > 0;
  out.field('id', nexthop.id, `id ${nexthop.id} `);
  if (nexthop.group !== undefined) printGroup(session, nexthop.group);
  if (nexthop.resilient !== undefined) printResilient(session, nexthop.resilient);
  if (nexthop.gateway !== undefined) printGateway(out, { family: nexthop.family! }, nexthop.gateway);
  if (nexthop.dev !== undefined) printDevice(out, nexthop.dev);
  if (nexthop.scope !== 'global' || all) {
    const scope = SCOPES.format(scopeNumber(nexthop.scope), options.numeric);
    out.field('scope', scope, `scope ${scope} `);
  }
  if (nexthop.blackhole) out.field('blackhole', null, 'blackhole ');
  if (nexthop.protocol !== 'unspec' || all) {
    const protocol = PROTOCOLS.format(protocolNumber(nexthop.protocol), options.numeric);
    out.field('protocol', protocol, `proto ${protocol} `);
  }
  out.openArray('flags');
  if (nexthop.onlink) out.item('onlink', 'onlink ');
  out.closeArray();
  if (nexthop.fdb) out.field('fdb', null, 'fdb');
}

/** The type of a group that is no ordinary one. */
function printResilient({ out }: Session, resilient: NonNullable<NexthopInfo['resilient']>): void {
  const { buckets, idleTimer, unbalancedTimer, unbalancedTime } = resilient;
  out.field('type', 'resilient', 'type resilient ');
  out.openObject('resilient_args');
  out.field('buckets', buckets, `buckets ${buckets} `);
  const time = (key: string, value: number) => {
    const seconds = formatTicks(value);
    out.field(key, seconds, `${key} ${seconds} `);
  };
  time('idle_timer', idleTimer);
  time('unbalanced_timer', unbalancedTimer);
  time('unbalanced_time', unbalancedTime);
  out.closeObject();
}

/** Prints a bucket of a resilient group on a line of its own. */
export function printBucket({ out }: Session, { group, index, idleTime, nexthop }: BucketInfo): void {
  const seconds = formatTicks(idleTime);
  out.openObject();
  out.field('id', group, `id ${group} `);
  out.openObject('bucket');
  out.field('index', index, `index ${index} `);
  out.field('idle_time', seconds, `idle_time ${seconds} `);
  out.field('nhid', nexthop, `nhid ${nexthop} `);
  out.closeObject();
  out.openArray('flags');
  out.closeArray();
  out.text('\n');
  out.closeObject();
}

/** Microseconds as seconds, in whole hundredths, with six digits at most (`%g`). */
const formatTicks = (time: number): number => Number((Math.floor(time / 10_000) / 100).toPrecision(6));

/** The members of a group, with their weights where these are not 1. */
function printGroup({ out }: Session, group: NonNullable<NexthopInfo['group']>): void {
  out.openArray('group', 'group ');
  for (const [i, { id, weight }] of group.entries()) {
    out.openObject();
    out.field('id', id, `${i === 0 ? '' : '/'}${id}`);
    if (weight !== 1) out.field('weight', weight, `,${weight}`);
    out.closeObject();
  }
  out.closeArray(' ');
}
