import type { NexthopInfo } from '../../../kernel/fib/nexthop/requests.ts';
import { describeRoute } from '../../../lab/words.ts';
import { formatIp } from '../../../net/prefix.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** A next hop object, or a group of some: where it leads, and the routes that use it. */
export function hoverOnNexthop(word: Word): string | undefined {
  const { text, network, place } = word;
  const objects = new Map(network.kernel.nexthop.dump(place.netns).map((each) => [each.id, each]));
  const ids = text.split('/').map((part) => Number(part.split(',')[0]));
  const parts = ids.map((id) => {
    const object = objects.get(id);
    return object === undefined ? `No next hop object ${id} exists here.` : describe(word, object, objects);
  });
  return paragraphs(...parts);
}

function describe(word: Word, object: NexthopInfo, objects: ReadonlyMap<number, NexthopInfo>): string {
  const { lab, place } = word;
  const made = lab.recordOf(object.cause);
  const users = place.routes.filter(({ nhid }) => nhid === object.id).map((route) => code(describeRoute(route)));
  const total = object.group?.reduce((sum, { weight }) => sum + weight, 0) ?? 1;
  const members = (object.group ?? []).map(({ id, weight }) => {
    const member = objects.get(id);
    return [String(id), member === undefined ? '' : way(member), `${weight} of ${total}`];
  });
  return paragraphs(
    `**Next hop ${object.id}**: ${object.group === undefined ? way(object) : 'a group'}${made === undefined ? '' : `, made on line ${made.line}`}`,
    table(['next hop', 'way', 'share'], members),
    users.length === 0 ? 'No route uses it.' : `Used by ${users.join(', ')}.`,
  );
}

function way({ blackhole, gateway, dev }: NexthopInfo): string {
  if (blackhole) return 'blackhole';
  const via = gateway === undefined ? '' : `via ${formatIp(gateway)} `;
  return code(`${via}dev ${dev ?? '?'}`);
}
