import { describeRoute } from '../../../lab/words.ts';
import { formatIpv4, type Ipv4, isInNetwork, parseIpv4 } from '../../../net/ipv4.ts';
import { ownerOf } from '../../network/gateways.ts';
import { ipv4Of } from '../../network/ipv4-addresses.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs } from '../markdown.ts';
import { decide, decisionFor } from './decision.ts';

/** A word of `ip route`: the gateway, or the destination with the fate of the whole route. */
export function hoverOnRoute(word: Word): string | undefined {
  const { line, index, text } = word;
  const gateway = parseIpv4(text);
  if (line.argv[index - 1] === 'via' && gateway !== null) return hoverOnGateway(word, gateway);
  const role = line.roles[index];
  if (role?.kind === 'value' && role.type === 'prefix') return hoverOnDestination(word);
  return undefined;
}

/** Is it on-link, who has the address, does it forward: what a next hop has to be. */
function hoverOnGateway(word: Word, gateway: Ipv4): string {
  const decision = decide(word, gateway);
  const via = decision.nextHop?.gateway;
  const device = word.place.devices.find(({ link }) => link.ifindex === decision.nextHop?.ifindex);
  const onLink = decision.winner?.type === 'unicast' && via === undefined && device !== undefined;
  const verdict = onLink
    ? `The gateway ${code(word.text)} is on-link on ${code(device.link.name)}.`
    : `**The gateway ${code(word.text)} is not on-link.** ${whyNot(word, gateway, via !== undefined)}`;
  return paragraphs(
    verdict,
    onLink ? neighbourOf(word, device, gateway) : undefined,
    decisionFor(word, gateway, decision),
  );
}

function whyNot({ place }: Word, gateway: Ipv4, throughOther: boolean): string {
  if (ipv4Of(place.devices).some(({ local }) => local === gateway)) return 'It is an address of this namespace itself.';
  const down = ipv4Of(place.devices).find(
    ({ local, length, device }) => !device.link.up && isInNetwork(gateway, local, length),
  );
  if (down !== undefined) return `${code(down.device.link.name)}, which leads to it, is down.`;
  if (throughOther) return 'It is itself only reached through another gateway.';
  return 'No address of this namespace has it in its network.';
}

function neighbourOf({ network }: Word, device: Word['place']['devices'][number], gateway: Ipv4): string {
  const owner = ownerOf(network, device, gateway);
  if (owner === undefined) return `**Nobody on the wire has the address ${formatIpv4(gateway)}.**`;
  const who = `It is ${code(owner.link.name)} in ${code(owner.place.name)}`;
  if (!owner.link.up) return `${who}, **which is down**.`;
  return `${who}, which ${owner.place.forwards ? 'forwards packets' : '**does not forward packets** (net.ipv4.ip_forward is 0)'}.`;
}

/** Whether the route of this line wins for its own destination. */
function hoverOnDestination(word: Word): string {
  const { text, record, place } = word;
  const sample = text === 'default' ? parseIpv4('198.51.100.1') : parseIpv4(text.split('/')[0]!);
  if (sample === null) return '';
  const route = place.routes.find((each) => record !== undefined && each.cause === record.index);
  const hostBits = route !== undefined && route.destination.length < 31 && text !== 'default' ? 1 : 0;
  const decision = decide(word, sample + hostBits);
  const shadowed =
    route !== undefined &&
    decision.winner !== undefined &&
    decision.winner !== route &&
    decision.winner.cause !== route.cause;
  return paragraphs(
    route === undefined ? undefined : `**${code(describeRoute(route))}**`,
    shadowed ? `**Shadowed:** another route wins for ${formatIpv4(sample + hostBits)}.` : undefined,
    decisionFor(word, sample + hostBits, decision),
  );
}
