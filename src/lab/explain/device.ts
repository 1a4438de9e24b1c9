import type { Decision, TraceEvent } from '../../kernel/trace.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { type Explanation, plain } from './explanation.ts';

type Of<K extends Decision['kind']> = Extract<Decision, { kind: K }>;

const STATES: Record<Of<'device'>['state'], string> = {
  down: 'is down',
  'no-carrier': 'has no carrier',
  waits: 'is the slave that waits: the bond listens to the active one only',
  swallows: 'is of a kind that sends nothing anywhere: it takes the frame and throws it away',
  disabled: 'is a bridge port that is down',
  listening: 'is a bridge port in state listening: the spanning tree is still being built and no frame passes',
  learning: 'is a bridge port in state learning: stations are learned already, but no frame passes yet',
  forwarding: 'forwards',
  blocking: 'is a bridge port in state blocking: the spanning tree cut the loop here',
};

/** Explains why a device did not pass a frame. */
export function explainDevice({ device, state, cause }: Of<'device'>, where: string): Explanation {
  return plain(`${device} in ${where} ${STATES[state]}.`, cause);
}

/** Explains a tag that was put on or taken off. */
export function explainVlan({ action, id, device, cause }: Of<'vlan'>, event: TraceEvent, where: string): Explanation {
  if (device === undefined) return plain(`No device of ${where} on ${event.device} is for VLAN ${id}.`, cause);
  return plain(
    action === 'tag'
      ? `${event.device} in ${where} tags it for VLAN ${id} and hands it to ${device}.`
      : `${event.device} in ${where} takes the tag of VLAN ${id} off and hands it to ${device}.`,
    cause,
  );
}

/** Explains where a macvlan sent a frame. */
export function explainMacvlan(decision: Of<'macvlan'>, event: TraceEvent, where: string): Explanation {
  const { mode, stations, lower, cause } = decision;
  const to = stations.length === 0 ? `out by ${lower}` : `to ${stations.join(', ')}`;
  return plain(`${event.device} in ${where} hands it ${to} (macvlan, mode ${mode}).`, cause);
}

/** Explains what a VXLAN did: into a datagram, out of one, or nowhere. */
export function explainVxlan(decision: Of<'vxlan'>, { reason }: TraceEvent, where: string): Explanation {
  const { action, vni, device, remotes, cause } = decision;
  const routers = remotes.map(formatIpv4).join(', ');
  if (remotes.length === 0) return plain(`${device} in ${where} (VXLAN ${vni}) knows nobody to send it to.`, cause);
  if (reason === 'IP_OUTNOROUTES')
    return plain(`${device} in ${where} (VXLAN ${vni}) is to send it to ${routers}, which no route leads to.`, cause);
  return plain(
    action === 'encapsulate'
      ? `${device} in ${where} puts the frame into a datagram of VXLAN ${vni} to ${routers}.`
      : `${device} in ${where} takes the frame out of the datagram of VXLAN ${vni} from ${routers}.`,
    cause,
  );
}

/** Explains which slave of a bond a frame leaves by, and why not by the others. */
export function explainBond(decision: Of<'bond'>, { device }: TraceEvent, where: string): Explanation {
  const { mode, port, usable, failed, cause } = decision;
  const lost = failed.map((each) => ({ text: each.port, why: 'has no link', cause: each.cause }));
  const others = usable
    .filter((each) => each !== port)
    .map((each) => ({
      text: each,
      why: mode === 'active-backup' ? 'is the backup' : 'was not chosen for this frame',
      cause,
    }));
  const sentence =
    port === undefined
      ? `No slave of ${device} in ${where} has a link.`
      : `${device} in ${where} sends it by its slave ${port} (bond, mode ${mode}).`;
  return {
    sentence,
    cause: port === undefined ? (failed[0]?.cause ?? cause) : cause,
    considered: [...lost, ...others],
  };
}
