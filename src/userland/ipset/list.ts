import type { Member, SkbInfo } from '../../kernel/netfilter/ipset/element.ts';
import type { IpSet } from '../../kernel/netfilter/ipset/ip-set.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { compareElements, formatElement } from './element.ts';

/** How sets are listed. */
export interface Layout {
  readonly mode: 'plain' | 'save' | 'xml';
  readonly sorted: boolean;
  readonly names: boolean;
  readonly terse: boolean;
}

/** A word of a header or an element: its name, and its value where it has one. */
type Attribute = readonly [name: string, value?: string];

/** What a set says of itself, in the tool's order. */
function header(set: IpSet): Attribute[] {
  const { type, options } = set;
  const { timeout, counters, comment, skbinfo, netmask, range } = options;
  const extensions: Attribute[] = [
    ...(timeout === undefined ? [] : [['timeout', `${timeout}`] as const]),
    ...(counters ? [['counters'] as const] : []),
    ...(comment ? [['comment'] as const] : []),
    ...(skbinfo ? [['skbinfo'] as const] : []),
  ];
  const masked: Attribute[] =
    netmask === undefined || netmask === (options.family === 'inet6' ? 128 : 32) ? [] : [['netmask', `${netmask}`]];
  if (type.storage === 'list') return [['size', `${listSize(set)}`], ...extensions];
  if (type.storage === 'bitmap') {
    const number = type.parts[0] === 'port' ? String : formatIpv4;
    return [['range', `${number(range.from)}-${number(range.to)}`], ...masked, ...extensions];
  }
  return [
    ...(type.name === 'hash:mac' ? [] : [['family', options.family] as const]),
    ...(type.parts.includes('mark') ? [['markmask', `0x${hex8(options.markmask)}`] as const] : []),
    ['hashsize', `${set.hashsize}`],
    ['maxelem', `${options.maxelem}`],
    ...(type.name === 'hash:ip' ? masked : []),
    ...extensions,
    ['bucketsize', `${options.bucketsize}`],
    ['initval', `0x${hex8(options.initval)}`],
    ...(type.name === 'hash:ip' ? [] : masked),
  ];
}

const hex8 = (value: number) => value.toString(16).padStart(8, '0');

/** Four places for sets at least. */
function listSize({ options }: IpSet): number {
  return Math.max(options.size, 4);
}

/** What a member says besides its element. */
function extensions({ options }: IpSet, member: Member, now: number): Attribute[] {
  const { expires, packets, bytes, comment, nomatch, info } = member;
  const words: Attribute[] = [];
  // Some time has passed since the element came, so that the last second has begun.
  const left = expires === undefined ? 0 : Math.max(1, Math.floor((expires - now - 1) / 1_000_000));
  if (options.timeout !== undefined) words.push(['timeout', `${left}`]);
  if (nomatch) words.push(['nomatch']);
  if (options.counters) words.push(['packets', `${packets}`], ['bytes', `${bytes}`]);
  if (comment !== '') words.push(['comment', `"${comment}"`]);
  if (info !== undefined) words.push(...infoWords(info));
  return words;
}

function infoWords({ mark, mask, priority, queue }: SkbInfo): Attribute[] {
  const hex = (value: number) => value.toString(16);
  return [
    ...(mark === 0 && mask === 0
      ? []
      : [['skbmark', mask === 0xffffffff ? `0x${hex(mark)}` : `0x${hex(mark)}/0x${hex(mask)}`] as const]),
    ...(priority === 0 ? [] : [['skbprio', `${hex(priority >>> 16)}:${hex(priority & 0xffff)}`] as const]),
    ...(queue === 0 ? [] : [['skbqueue', `${queue}`] as const]),
  ];
}

function plain(attributes: readonly Attribute[]): string {
  return attributes.map((attribute) => attribute.join(' ')).join(' ');
}

function xml(attributes: readonly Attribute[]): string {
  return attributes
    .map(([name, value]) => (value === undefined ? `<${name}/>` : `<${name}>${value}</${name}>`))
    .join('');
}

/** The members in the order asked for. */
function membersOf(set: IpSet, { sorted }: Layout, now: number): Member[] {
  const members = set.list(now);
  if (!sorted || set.type.storage !== 'hash') return members;
  return members.sort((a, b) => compareElements(a.element, b.element));
}

/** A set as a listing shows it; `first` for the first of several. */
export function formatSet(set: IpSet, layout: Layout, now: number, first: boolean): string {
  if (layout.names) return `${set.name}\n`;
  const members = layout.terse ? [] : membersOf(set, layout, now);
  const words = (member: Member) => ({
    element: formatElement(set, member.element),
    others: extensions(set, member, now),
  });
  if (layout.mode === 'save') {
    const lines = members.map(words).map(({ element, others }) => ` ${plain([[element], ...others])}`);
    const add = lines.map((line) => `add ${set.name}${line}\n`).join('');
    return `create ${set.name} ${set.type.name} ${plain(header(set))}\n${add}`;
  }
  const count = set.list(now).length;
  const numbers = { memory: set.memory(now), references: set.references, count };
  if (layout.mode === 'xml') return formatXml(set, numbers, layout.terse ? undefined : members.map(words));
  const head = [
    `Name: ${set.name}`,
    `Type: ${set.type.name}`,
    `Revision: ${set.type.revision}`,
    `Header: ${plain(header(set))}`,
    `Size in memory: ${numbers.memory}`,
    `References: ${numbers.references}`,
    `Number of entries: ${numbers.count}`,
  ];
  const body = members.map(words).map(({ element, others }) => plain([[element], ...others]));
  const lines = layout.terse ? head : [...head, 'Members:', ...body];
  return `${first ? '' : '\n'}${lines.join('\n')}\n`;
}

interface Numbers {
  readonly memory: number;
  readonly references: number;
  readonly count: number;
}

function formatXml(
  set: IpSet,
  { memory, references, count }: Numbers,
  members: readonly { readonly element: string; readonly others: readonly Attribute[] }[] | undefined,
): string {
  const body = members?.map(({ element, others }) => `<member><elem>${element}</elem>${xml(others)}</member>\n`);
  return (
    `<ipset name="${set.name}">\n<type>${set.type.name}</type>\n<revision>${set.type.revision}</revision>\n` +
    `<header>${xml(header(set))}\n<memsize>${memory}</memsize>\n<references>${references}</references>\n` +
    `<numentries>${count}</numentries>\n</header>\n` +
    `${body === undefined ? '' : `<members>\n${body.join('')}</members>\n`}</ipset>\n`
  );
}
