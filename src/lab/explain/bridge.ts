import { NO_CAUSE } from '../../kernel/cause.ts';
import type { Decision, TraceEvent, WithheldPort } from '../../kernel/trace.ts';
import { formatMac } from '../../net/mac.ts';
import type { Explanation } from './explanation.ts';

/** Explains what a bridge did with a frame: where it sent it, what it learned, and which ports it kept it from. */
export function explainBridge(decision: Extract<Decision, { kind: 'bridge' }>, event: TraceEvent): Explanation {
  const { bridge, action, ports, learned, vlan, withheld } = decision;
  const to = event.mac === undefined ? 'the station' : formatMac(event.mac.dst);
  const within = vlan === undefined ? '' : ` of VLAN ${vlan}`;
  const did = {
    forward: () => `${bridge} knows where ${to} is: out of ${ports.join(', ')} only.`,
    flood: () => `${bridge} sends it out of every other port${within}: ${ports.join(', ') || 'there is none'}.`,
    group: () =>
      `${bridge} sends it to the members of the group and to routers${within}: ${ports.join(', ') || 'there is none'}.`,
    local: () => `${bridge} itself is the destination.`,
    drop: () => whyDropped(decision, event),
  }[action]();
  const learnt = learned?.isNew
    ? ` It learns that ${formatMac(learned.mac)} is behind ${learned.port}${vlan === undefined ? '' : ` in VLAN ${vlan}`}.`
    : '';
  const cause = action === 'drop' ? withheld[0]?.cause : undefined;
  return {
    sentence: did + learnt,
    cause: cause ?? decision.entryCause ?? NO_CAUSE,
    considered: withheld.map((each) => ({ text: each.port, why: whyNot(each, vlan), cause: each.cause })),
  };
}

function whyDropped({ bridge, vlan, withheld }: Extract<Decision, { kind: 'bridge' }>, event: TraceEvent): string {
  const [port] = withheld;
  const to = event.mac === undefined ? 'the station' : formatMac(event.mac.dst);
  if (port !== undefined) return `${bridge} knows ${to} behind ${port.port}, but that port ${whyNot(port, vlan)}.`;
  if (event.reason !== 'VLAN_FILTER') return `${bridge} does not pass it on.`;
  const { device } = event;
  if (vlan === undefined) return `${device} takes no frames without a tag: it has no VLAN for them (pvid).`;
  return `${device} is not in VLAN ${vlan}.`;
}

/** Why a port does not get a frame, as the end of a sentence about it. */
export function whyNot({ why }: WithheldPort, vlan: number | undefined): string {
  switch (why) {
    case 'vlan':
      return `is not in VLAN ${vlan}`;
    case 'isolated':
      return 'is isolated, and so is the port the frame came by';
    case 'no-flood':
      return 'is told not to flood';
    case 'same-port':
      return 'is the one the frame came by';
    case 'disabled':
      return 'is down';
    default:
      return `is ${why}`;
  }
}
