import { IP } from '../../../grammar/iproute2/ip.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import type { Process, Running } from '../../process.ts';
import { runBatch } from '../batch.ts';
import { runProgram } from '../run.ts';
import { Session } from '../session.ts';
import { address } from './address.ts';
import { addrlabel } from './addrlabel.ts';
import { programUsage } from './help.ts';
import { link } from './link.ts';
import { maddress } from './maddress.ts';
import { monitor } from './monitor.ts';
import { mroute, mrule } from './multicast-routing.ts';
import { neighbour } from './neighbour.ts';
import { netconf } from './netconf.ts';
import { netns } from './netns.ts';
import { nexthop } from './nexthop.ts';
import { ntable } from './ntable.ts';
import { readOptions } from './options.ts';
import { route } from './route.ts';
import { rule } from './rule.ts';
import { token } from './token.ts';
import { tcpMetrics, tunnel, tuntap } from './tunnel.ts';
import { vrf } from './vrf.ts';

/** The objects by their full names; `index` is the word of the object. */
const OBJECTS: ReadonlyMap<string, (session: Session, index: number) => number | Running> = new Map<
  string,
  (session: Session, index: number) => number | Running
>([
  ['address', address],
  ['route', route],
  ['rule', rule],
  ['neighbor', neighbour],
  ['ntable', ntable],
  ['link', link],
  ['maddress', maddress],
  ['netns', netns],
  ['vrf', vrf],
  ['nexthop', nexthop],
  ['netconf', netconf],
  ['token', token],
  ['addrlabel', addrlabel],
  ['mroute', mroute],
  ['mrule', mrule],
  ['tunnel', tunnel],
  ['tuntap', tuntap],
  ['monitor', monitor],
  ['tcpmetrics', tcpMetrics],
  ['help', (session) => programUsage(session)],
]);
const TABLE = tableOf(IP.commands!);

/** Runs the object whose word stands at `index`. */
function runObject(session: Session, index: number): number | Running {
  const word = session.argv[index]!;
  session.objectAt = index;
  const object = TABLE.find(word);
  if (object === undefined) {
    session.error(`Object "${word}" is unknown, try "ip help".\n`, index);
    return 1;
  }
  const run = OBJECTS.get(object.name);
  if (run !== undefined) return run(session, index);
  session.unsimulated(`ip ${object.name}: ${object.doc}`, index);
  session.error(`ip ${object.name} is not simulated\n`, index);
  return 1;
}

/** ip(8). */
export function ip(process: Process): number | Running {
  const session = new Session(process);
  return runProgram(session, () => {
    const { index, batch } = readOptions(session);
    if (batch !== undefined) return runBatch(session, batch, (line) => runObject(line, 1));
    if (session.argv[index] === undefined) programUsage(session);
    return runObject(session, index);
  });
}
