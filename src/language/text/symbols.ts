import type { CommandRecord } from '../../lab/command-record.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import type { DeviceLife } from '../network/history.ts';
import { mentionsInNft } from './nft-mentions.ts';

/** Something with a name that a lab's words refer to. Two words mean the same thing when their `thing` is equal. */
export interface Mention {
  readonly thing: DeviceLife | string;
  readonly name: string;
  readonly kind:
    | 'device'
    | 'netns'
    | 'function'
    | 'variable'
    | 'nexthop'
    | 'table'
    | 'vlan'
    | 'ipset'
    | 'container'
    | 'network'
    | 'chain'
    | 'nft-table'
    | 'nft-set'
    | 'nft-object'
    | 'address'
    | 'mark';
  readonly range: Origin;
  /** True for the word that makes it. */
  readonly defines: boolean;
}

const known = new WeakMap<Analysis, readonly Mention[]>();

/**
 * Every word of the lab that names a namespace, a device, a variable, a function, a next hop object, a numbered table, a VLAN, a set
 * of ipset, a container or a network of Docker, an IPv4 address, or something of nft's, in order of place. A loop's word counts once.
 */
export function mentionsOf(lab: Analysis): readonly Mention[] {
  let mentions = known.get(lab);
  if (mentions === undefined) {
    const byPlace = new Map<string, Mention>();
    for (const mention of allMentions(lab)) {
      const key = `${mention.range.start}:${mention.kind}:${mention.name}`;
      if (!byPlace.has(key)) byPlace.set(key, mention);
    }
    mentions = [...byPlace.values()].sort((a, b) => a.range.start - b.range.start);
    known.set(lab, mentions);
  }
  return mentions;
}

/** The same for each turn of a loop, and in order of execution. */
export function* allMentions(lab: Analysis): Generator<Mention> {
  for (const record of lab.run.commands) yield* inCommand(lab, record);
  for (const { name, range, assigns } of lab.script.variables)
    yield { thing: `variable ${name}`, name, kind: 'variable', range, defines: assigns };
  const functions = new Set<string>();
  for (const { name, nameRange } of lab.script.functions) {
    functions.add(name);
    yield { thing: `function ${name}`, name, kind: 'function', range: nameRange, defines: true };
  }
  if (functions.size === 0) return;
  for (const { words } of lab.script.commands) {
    const [first] = words;
    if (first !== undefined && functions.has(first.value))
      yield {
        thing: `function ${first.value}`,
        name: first.value,
        kind: 'function',
        range: first.range,
        defines: false,
      };
  }
}

/** Chains and targets that every host has: nobody names them. */
const BUILT_IN =
  /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING|ACCEPT|DROP|QUEUE|RETURN|REJECT|LOG|NFLOG|MARK|CONNMARK|SNAT|DNAT|MASQUERADE|REDIRECT|NETMAP|TEE|TTL|TOS|DSCP|CT|NOTRACK|TRACE|SET|CLASSIFY|CHECKSUM|AUDIT|TCPMSS|ULOG|NFQUEUE|TPROXY|SECMARK|CONNSECMARK|IDLETIMER|LED|RATEEST|HMARK|ECN|CLUSTERIP|SYNPROXY|TCPOPTSTRIP)$/;

/** An address, with or without the length of its network. */
const ADDRESS = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/\d{1,2})?$/;

function* inCommand(lab: Analysis, record: CommandRecord): Generator<Mention> {
  const line = lab.lineOf(record);
  if (line.programName === 'nft') yield* mentionsInNft(lab, record);
  for (const [index, role] of line.roles.entries()) {
    const range = line.origins[index];
    if (role.kind !== 'value' || range === undefined) continue;
    const name = line.argv[index]!;
    switch (role.type) {
      case 'netns':
      case 'new-netns': {
        const defines = role.type === 'new-netns';
        yield { thing: `netns ${name}`, name, kind: 'netns', range, defines };
        break;
      }
      case 'device':
      case 'bridge':
      case 'vrf':
      case 'master':
      case 'new-device':
      case 'new-bridge': {
        const defines = role.type.startsWith('new-');
        const stay = defines
          ? lab.history.stayFrom(name, record.index)
          : lab.history.stayAt(lab.netnsOf(record), name, record.index);
        if (stay !== undefined) yield { thing: stay.life, name, kind: 'device', range, defines };
        break;
      }
      case 'nexthop':
      case 'nexthop-group':
        yield* nexthopsIn(lab, record, index, role.type === 'nexthop');
        break;
      case 'route-table':
        if (/^\d+$/.test(name)) {
          const defines = line.argv.includes('vrf') && line.subcommands[0] === 'link';
          yield { thing: `table ${lab.netnsOf(record)} ${name}`, name, kind: 'table', range, defines };
        }
        break;
      case 'sysctl-key':
      case 'sysctl-assignment':
        yield* deviceOfSetting(lab, record, index);
        break;
      case 'ipset':
      case 'new-ipset':
        yield {
          thing: `ipset ${lab.netnsOf(record)} ${name}`,
          name,
          kind: 'ipset',
          range,
          defines: role.type === 'new-ipset',
        };
        break;
      case 'container':
      case 'new-container':
        yield { thing: `container ${name}`, name, kind: 'container', range, defines: role.type === 'new-container' };
        break;
      case 'docker-network':
      case 'new-docker-network':
        if (/^(?:bridge|host|none|default)$|:/.test(name)) break;
        yield { thing: `network ${name}`, name, kind: 'network', range, defines: role.type === 'new-docker-network' };
        break;
      case 'chain':
      case 'new-chain':
      case 'target':
        if (!BUILT_IN.test(name)) {
          const table = line.argv.includes('-t') ? line.argv[line.argv.indexOf('-t') + 1] : 'filter';
          const family = line.programName.startsWith('ip6') ? 'ip6 ' : '';
          const thing = `chain ${lab.netnsOf(record)} ${family}${table} ${name}`;
          yield { thing, name, kind: 'chain', range, defines: role.type === 'new-chain' };
        }
        break;
      case 'mark':
        if (/^(0x[\da-f]+|\d+)$/i.test(name)) {
          const defines = line.argv[index - 1] === '--set-mark';
          yield { thing: `mark ${lab.netnsOf(record)} ${Number(name)}`, name, kind: 'mark', range, defines };
        }
        break;
      case 'address':
      case 'host':
      case 'prefix':
      case 'interface-address': {
        const [, address] = ADDRESS.exec(name) ?? [];
        // A network is no address, though it begins with one.
        const isNetwork = role.type === 'prefix' && name.includes('/') && !name.endsWith('/32');
        if (address === undefined || isNetwork) break;
        const isWritten = lab.text.slice(range.start, range.end) === name;
        const defines = role.type === 'interface-address' && record.exitCode === 0 && line.subcommands[1] === 'add';
        const place = isWritten ? { start: range.start, end: range.start + address.length } : range;
        yield { thing: `address ${address}`, name: address, kind: 'address', range: place, defines };
        break;
      }
      case 'vlan':
        if (/^\d+$/.test(name)) yield { thing: `vlan ${name}`, name, kind: 'vlan', range, defines: false };
    }
  }
}

/** The device within the key of a setting: `net.ipv4.conf.eth0.rp_filter`. */
const DEVICE_SETTING = /^net([./])ipv[46][./](?:conf|neigh)[./]/;

function* deviceOfSetting(lab: Analysis, record: CommandRecord, index: number): Generator<Mention> {
  const { origins, argv } = lab.lineOf(record);
  const word = argv[index]!;
  const head = DEVICE_SETTING.exec(word);
  const origin = origins[index]!;
  if (head === null || lab.text.slice(origin.start, origin.end) !== word) return;
  const at = head[0].length;
  const name = word.slice(at).split(head[1]!)[0]!;
  const stay = lab.history.stayAt(lab.netnsOf(record), name, record.index);
  if (stay === undefined) return;
  const range = { start: origin.start + at, end: origin.start + at + name.length };
  yield { thing: stay.life, name, kind: 'device', range, defines: false };
}

/** Next hop objects belong to a namespace; a group's word names several: `1,3/2`. */
function* nexthopsIn(lab: Analysis, record: CommandRecord, index: number, isId: boolean): Generator<Mention> {
  const line = lab.lineOf(record);
  const origin = line.origins[index]!;
  const word = line.argv[index]!;
  const makes = isId && line.argv[index - 1] === 'id' && /^(add|replace)$/.test(line.subcommands.at(-1) ?? '');
  const isWritten = lab.text.slice(origin.start, origin.end) === word;
  for (const { 0: part, index: at } of word.matchAll(/[^/]+/g)) {
    const name = part.split(',')[0]!;
    const range = isWritten ? { start: origin.start + at, end: origin.start + at + name.length } : origin;
    const defines = makes && record.exitCode === 0;
    yield { thing: `nexthop ${lab.netnsOf(record)} ${name}`, name, kind: 'nexthop', range, defines };
  }
}

/** The mentions an offset lies in, its end included: several where an expansion named several things. */
export function mentionsAt(lab: Analysis, offset: number): Mention[] {
  return mentionsOf(lab).filter(({ range }) => range.start <= offset && offset <= range.end);
}

/** The mention an offset lies in, its end included: the innermost, so a variable rather than what it stands for. */
export function mentionAt(lab: Analysis, offset: number): Mention | undefined {
  const length = ({ range }: Mention) => range.end - range.start;
  return mentionsAt(lab, offset).reduce<Mention | undefined>(
    (best, each) => (best !== undefined && length(best) <= length(each) ? best : each),
    undefined,
  );
}
