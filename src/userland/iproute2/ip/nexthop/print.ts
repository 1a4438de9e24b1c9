import type { NexthopInfo } from '../../../../kernel/fib/nexthop/requests.ts';
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
