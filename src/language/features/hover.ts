import type { Hover, Position } from 'vscode-languageserver-types';
import { documentRole } from '../../grammar/index.ts';
import type { Role } from '../../grammar/role.ts';
import type { CommandRecord } from '../../lab/command-record.ts';
import type { Origin } from '../../userland/process.ts';
import { keyOf } from '../../userland/procps/sysctl.ts';
import type { Analysis } from '../analysis.ts';
import { Network, type Place } from '../network/network.ts';
import type { CommandLine } from '../text/command-line.ts';
import { nftTextOf } from '../text/nft-text.ts';
import { redirectionsOf } from '../text/redirections.ts';
import { hoverOnAddress } from './hover/address.ts';
import { hoverOnChain } from './hover/chain.ts';
import { hoverOnDevice } from './hover/device.ts';
import { hoverOnContainer, hoverOnDocker, hoverOnNetwork } from './hover/docker.ts';
import { hoverOnExpansion } from './hover/expansion.ts';
import { hoverOnRules } from './hover/firewall-rule.ts';
import { hoverOnIpset } from './hover/ipset.ts';
import { hoverOnNetns } from './hover/netns.ts';
import { hoverOnNexthop } from './hover/nexthop.ts';
import { hoverOnNft } from './hover/nft.ts';
import { hoverOnPackets } from './hover/packets.ts';
import { hoverOnPolicyRule } from './hover/policy-rule.ts';
import { hoverOnRoute } from './hover/route.ts';
import { hoverOnSysctl } from './hover/sysctl.ts';
import { hoverOnTable } from './hover/table.ts';
import { hoverOnVlan } from './hover/vlan.ts';
import { paragraphs } from './markdown.ts';

/** A word under the cursor with the network as of its line. */
export interface Word {
  readonly lab: Analysis;
  readonly line: CommandLine;
  readonly index: number;
  readonly text: string;
  /** The last execution of the command; undefined when it was not reached. */
  readonly record: CommandRecord | undefined;
  readonly network: Network;
  /** The namespace the command works in. */
  readonly place: Place;
}

/** What there is to say about the word under the cursor, as of its line. */
export function hoverAt(lab: Analysis, position: Position): Hover | null {
  const offset = lab.positions.offsetAt(position);
  const written = lab.script.commandAt(offset) ?? lab.script.readerAt(offset);
  if (written === undefined) return null;
  const record = lab.executionsAt(written.range.start).at(-1);
  const line = record === undefined ? written.line : lab.lineOf(record);
  const expansion = hoverOnExpansion(lab, written, offset);
  const index = line.wordAt(offset);
  const kernel = record === undefined ? lab.kernelBefore(written.range.start) : lab.kernelAfter(record.index);
  const network = Network.of(kernel);
  const netns = record === undefined ? netnsOf(line) : lab.netnsOf(record);
  const place = network.named(netns) ?? network.named('');
  if (place === undefined) return null;
  if (line.programName === 'nft') {
    const said = nftTextOf(line, written, lab.text);
    const nft = hoverOnNft({ lab, line, record, network, place }, said, offset);
    if (nft !== undefined) return hoverOf(lab, paragraphs(expansion?.value, nft.value), nft.range);
  }
  if (index === undefined) {
    if (expansion !== undefined) return hoverOf(lab, expansion.value, expansion.range);
    const file = redirectionsOf(lab, written.range.start).find(
      ({ target }) => target && target.range.start <= offset && offset <= target.range.end,
    );
    if (!file?.target?.value.startsWith(PROC_SYS)) return null;
    const setting = hoverOnSysctl(file.target.value.slice(PROC_SYS.length), { lab, network, place });
    return hoverOf(lab, setting ?? '', file.target.range);
  }
  const value = describe({ lab, line, index, text: line.argv[index]!, record, network, place });
  return hoverOf(lab, paragraphs(expansion?.value, value), line.originOf(index));
}

function hoverOf(lab: Analysis, value: string, range: Origin): Hover | null {
  return value === '' ? null : { contents: { kind: 'markdown', value }, range: lab.positions.rangeOf(range) };
}

const PROC_SYS = '/proc/sys/';

function netnsOf({ netnsWord, argv }: CommandLine): string {
  return netnsWord === undefined ? '' : argv[netnsWord]!;
}

function describe(word: Word): string {
  const { line, index } = word;
  const role = line.roles[index];
  if (role === undefined) return '';
  if (role.kind !== 'value') {
    const packets = role.kind === 'program' && index === line.program ? hoverOnPackets(word) : undefined;
    return paragraphs(packets, documentRole(role), hoverOnDocker(word), made(word, role));
  }
  switch (role.type) {
    case 'container':
    case 'new-container':
      return paragraphs(hoverOnContainer(word), documentRole(role));
    case 'docker-network':
    case 'new-docker-network':
      return paragraphs(hoverOnNetwork(word), documentRole(role));
    case 'netns':
    case 'new-netns':
      return hoverOnNetns(word) ?? '';
    case 'device':
    case 'new-device':
    case 'bridge':
    case 'new-bridge':
    case 'vrf':
    case 'master':
      return hoverOnDevice(word) ?? documentRole(role) ?? '';
    case 'address':
    case 'prefix':
    case 'interface-address':
    case 'host': {
      const onRoute = line.subcommands[0] === 'route' ? hoverOnRoute(word) : undefined;
      const packets = line.sendsPackets ? hoverOnPackets(word) : undefined;
      return paragraphs(packets, onRoute ?? hoverOnAddress(word)) || (documentRole(role) ?? '');
    }
    case 'vlan':
      return paragraphs(hoverOnVlan(word), documentRole(role));
    case 'nexthop':
    case 'nexthop-group':
      return paragraphs(hoverOnNexthop(word), documentRole(role));
    case 'route-table':
      return paragraphs(hoverOnTable(word), documentRole(role));
    case 'chain':
    case 'new-chain':
      return paragraphs(hoverOnRules(word), chainOf(word), documentRole(role));
    case 'target':
      return paragraphs(chainOf(word) ?? hoverOnRules(word), documentRole(role, word.text));
    case 'ipset':
    case 'new-ipset':
      return paragraphs(hoverOnIpset(word), documentRole(role));
    case 'sysctl-key':
    case 'sysctl-assignment':
      return hoverOnSysctl(keyOf(word.text.split('=')[0]!.trim()), word) ?? documentRole(role) ?? '';
    case 'file': {
      const setting = word.text.startsWith(PROC_SYS)
        ? hoverOnSysctl(word.text.slice(PROC_SYS.length), word)
        : undefined;
      return setting ?? documentRole(role) ?? '';
    }
    default: {
      const rules = line.subcommands[0] === 'rule' ? hoverOnPolicyRule(word) : ruleNumber(word, role);
      return paragraphs(documentRole(role, line.argv[index]), rules);
    }
  }
}

/** What a command did, at its program and at the option or subcommand that says what it does. */
function made(word: Word, role: Role): string | undefined {
  const { line } = word;
  if (role.kind === 'unknown') return undefined;
  if (FIREWALLS.test(line.programName)) {
    const says = role.kind === 'program' || (role.kind === 'option' && role.option.values?.[0] === 'chain');
    return says ? hoverOnRules(word) : undefined;
  }
  const isRule = role.kind === 'subcommand' && line.programName === 'ip' && line.subcommands[0] === 'rule';
  return isRule ? hoverOnPolicyRule(word) : undefined;
}

const FIREWALLS = /^(?:ip6?tables(?:-\w+)*|nft)$/;

/** The number of a rule of a chain. */
function ruleNumber(word: Word, role: Role): string | undefined {
  const isNumber =
    role.kind === 'value' && role.positional?.value === 'number' && FIREWALLS.test(word.line.programName);
  return isNumber ? hoverOnRules(word) : undefined;
}

/** The chain that a word of iptables names; undefined for other targets. */
function chainOf({ network, place, line, text, lab }: Word): string | undefined {
  const option = line.argv.findIndex((each) => each === '-t' || each === '--table');
  const table = option < 0 ? 'filter' : line.argv[option + 1];
  const family = line.programName.startsWith('ip6') ? 'ip6 ' : '';
  const chain = network.kernel.netfilter
    .chains(place.netns)
    .find((each) => each.chain === text && each.table === `${family}${table}`);
  return chain === undefined ? undefined : hoverOnChain(chain, lab, place);
}
