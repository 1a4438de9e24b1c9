import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import { formatIpv4, isInNetwork, networkOf, parseIpv4 } from '../../net/ipv4.ts';
import type { Analysis } from '../analysis.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import { allMentions, type Mention, mentionAt, mentionsOf } from '../text/symbols.ts';

const NFT_NAME = /^[A-Za-z_.][\w/.-]*$/;

/** What a new name has to look like. */
const FORMS: Record<Mention['kind'], RegExp> = {
  device: /^[^\s/:%$"'`\\;&|<>(){}#*?!~]{1,15}$/,
  netns: /^[^\s/$"'`\\;&|<>(){}#*?!~]{1,255}$/,
  function: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  variable: /^[A-Za-z_]\w*$/,
  nexthop: /^[1-9]\d*$/,
  table: /^[1-9]\d*$/,
  ipset: /^[^\s/$"'`\\;&|<>(){}#*?!~-][^\s$"'`\\;&|<>(){}#*?!~]{0,30}$/,
  container: /^[a-zA-Z0-9][\w.-]+$/,
  network: /^[a-zA-Z0-9][\w.-]*$/,
  chain: /^[^\s/$"'`\\;&|<>(){}#*?!~-][^\s$"'`\\;&|<>(){}#*?!~]{0,27}$/,
  'nft-table': NFT_NAME,
  'nft-set': NFT_NAME,
  'nft-object': NFT_NAME,
  address: /^\d{1,3}(\.\d{1,3}){3}$/,
  mark: /^(0x[0-9a-fA-F]{1,8}|\d{1,10})$/,
  vlan: /^([1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4])$/,
};

/** What people call each kind. */
const SPOKEN: Record<Mention['kind'], string> = {
  device: 'device',
  netns: 'namespace',
  function: 'function',
  variable: 'variable',
  nexthop: 'next hop',
  table: 'table',
  ipset: 'set',
  vlan: 'VLAN',
  chain: 'chain',
  container: 'container',
  network: 'network of Docker',
  'nft-table': 'table of nft',
  'nft-set': 'set of nft',
  'nft-object': 'object of nft',
  address: 'address',
  mark: 'mark',
};

/** The word that a rename would begin with; null where nothing can be renamed. */
export function renameRangeAt(lab: Analysis, position: Position): { range: Range; placeholder: string } | null {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined || placesOf(lab, mention) === undefined) return null;
  return { range: lab.positions.rangeOf(mention.range), placeholder: mention.name };
}

/**
 * The edits that give the thing under the cursor another name wherever it is named; a sentence that says why not where it
 * cannot be done.
 */
export function renameAt(lab: Analysis, position: Position, newName: string): TextEdit[] | string {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined) return 'There is no name here that can be changed.';
  if (!FORMS[mention.kind].test(newName))
    return `“${newName}” cannot be ${mention.kind === 'address' ? 'an address' : `the name of a ${SPOKEN[mention.kind]}`}.`;
  const places = placesOf(lab, mention);
  if (places === undefined)
    return `${mention.name} comes out of a variable or a pattern somewhere: its name is written nowhere to be changed.`;
  const taken = mentionsOf(lab).find(
    (each) => each.kind === mention.kind && each.name === newName && each.name !== mention.name && meet(each, mention),
  );
  if (taken !== undefined)
    return `There is ${mention.kind === 'address' ? 'an' : 'a'} ${SPOKEN[mention.kind]} ${newName} already, on line ${lab.source.lineAt(taken.range.start) + 1}.`;
  const refused =
    mention.kind === 'address'
      ? refusedAddress(lab, mention.name, newName)
      : mention.kind === 'variable'
        ? refusedVariable(lab, mention.name)
        : undefined;
  if (refused !== undefined) return refused;
  return places.map(({ range }) => ({ range: lab.positions.rangeOf(range), newText: newName }));
}

/** Why an address cannot become another: it would leave the network that its device is in. */
function refusedAddress({ network }: Analysis, name: string, newName: string): string | undefined {
  const address = parseIpv4(newName);
  if (address === null) return `“${newName}” cannot be an address.`;
  const owners = ipv4Of(network.devices).filter(({ local }) => formatIpv4(local) === name);
  const left = owners.find(({ local, length }) => !isInNetwork(address, networkOf(local, length), length));
  if (left === undefined) return undefined;
  return `${newName} is not in ${formatIpv4(networkOf(left.local, left.length))}/${left.length}, the network of ${left.device.link.name}.`;
}

/** Why a variable cannot have another name: the shell or its environment gives it its value, or quotes hide it. */
function refusedVariable({ script, text, source }: Analysis, name: string): string | undefined {
  const known = script.variables.filter((each) => each.name === name);
  if (!known.some(({ assigns }) => assigns))
    return `The lab gives ${name} no value: its name is not the lab's to change.`;
  const starts = new Set(known.map(({ range }) => range.start));
  for (const match of text.matchAll(new RegExp(`\\$\\{?[#!]?${name}\\b`, 'g'))) {
    const start = match.index + match[0].length - name.length;
    if (!starts.has(start)) return `${name} is named within quotes too, on line ${source.lineAt(start) + 1}.`;
  }
  return undefined;
}

/** True where two things of a kind cannot have one name: devices only in the same namespace. */
function meet(a: Mention, b: Mention): boolean {
  if (typeof a.thing === 'string' || typeof b.thing === 'string') return true;
  const others = b.thing.stays;
  return a.thing.stays.some((stay) =>
    others.some((each) => each.netns === stay.netns && each.since < stay.until && stay.since < each.until),
  );
}

/**
 * Every word to change. A word of a loop or a function may name several things, one at each turn: those are renamed
 * together. Undefined where one of the names comes out of an expansion, and so is not written anywhere.
 */
export function placesOf(lab: Analysis, { thing, name }: Mention): Mention[] | undefined {
  const all = [...allMentions(lab)].filter((each) => each.name === name);
  const things = new Set([thing]);
  const starts = new Set<number>();
  for (let known = -1; known !== things.size + starts.size; ) {
    known = things.size + starts.size;
    for (const each of all) {
      if (things.has(each.thing)) starts.add(each.range.start);
      else if (starts.has(each.range.start)) things.add(each.thing);
    }
  }
  const places = new Map(all.filter((each) => things.has(each.thing)).map((each) => [each.range.start, each]));
  const found = [...places.values()].sort((a, b) => a.range.start - b.range.start);
  const isWritten = ({ range }: Mention) => lab.text.slice(range.start, range.end) === name;
  return found.every(isWritten) ? found : undefined;
}
