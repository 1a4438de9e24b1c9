import type { Range } from 'vscode-languageserver-types';
import type { ValueType } from '../../grammar/command.ts';
import type { Role } from '../../grammar/role.ts';
import type { Analysis } from '../analysis.ts';
import type { WrittenCommand, WrittenWord } from '../text/script.ts';
import { type Mention, mentionsOf } from '../text/symbols.ts';

/**
 * Types of the protocol, so that every theme colours them: a namespace is a `namespace`, a device a `variable`, an address a
 * `number`, a table an `enum`, a chain a `class`; a network is a `number` with the modifier `prefix`. Of our own are also the
 * modifiers of a device that is `down` and of something that nothing else names, `unused`.
 */
export const SEMANTIC_TOKENS_LEGEND = {
  tokenTypes: [
    'function',
    'method',
    'parameter',
    'namespace',
    'variable',
    'number',
    'enum',
    'enumMember',
    'property',
    'class',
  ],
  tokenModifiers: ['declaration', 'modification', 'prefix', 'down', 'unused'],
};

const bit = (modifier: string): number => 1 << SEMANTIC_TOKENS_LEGEND.tokenModifiers.indexOf(modifier);
const DECLARATION = bit('declaration');
const PREFIX = bit('prefix');
const DOWN = bit('down');
const UNUSED = bit('unused');

type TokenType = (typeof SEMANTIC_TOKENS_LEGEND)['tokenTypes'][number];

const VALUES: Partial<Record<ValueType, TokenType>> = {
  netns: 'namespace',
  'new-netns': 'namespace',
  container: 'namespace',
  'new-container': 'namespace',
  'docker-network': 'variable',
  'new-docker-network': 'variable',
  device: 'variable',
  'new-device': 'variable',
  bridge: 'variable',
  'new-bridge': 'variable',
  vrf: 'variable',
  master: 'variable',
  address: 'number',
  prefix: 'number',
  'interface-address': 'number',
  host: 'number',
  mac: 'number',
  number: 'number',
  mark: 'number',
  port: 'number',
  vlan: 'number',
  nexthop: 'number',
  'nexthop-group': 'number',
  'route-table': 'enum',
  'iptables-table': 'enum',
  chain: 'class',
  'new-chain': 'class',
  ipset: 'enum',
  'new-ipset': 'enum',
  target: 'enumMember',
  policy: 'enumMember',
  'conntrack-state': 'enumMember',
  'link-kind': 'enumMember',
  'sysctl-key': 'property',
  'sysctl-assignment': 'property',
};

/** What each word of each command is, by the grammar. Words with expansions keep the colours of their parts. */
export function semanticTokensOf(lab: Analysis, range?: Range): number[] {
  const { script, positions } = lab;
  const within = range === undefined ? undefined : positions.originOf(range);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let end = 0;
  for (const command of script.commands) {
    if (within !== undefined && (command.range.end < within.start || command.range.start > within.end)) continue;
    for (const [index, word] of command.words.entries()) {
      const role = command.line.roles[index];
      const type = role === undefined ? undefined : typeOf(role);
      // Commands inside a substitution come again on their own.
      if (type === undefined || !word.literal || word.range.start < end) continue;
      const start = positions.positionAt(word.range.start);
      const length = word.range.end - word.range.start;
      if (positions.positionAt(word.range.end).line !== start.line) continue;
      const sameLine = start.line === line;
      data.push(
        start.line - line,
        sameLine ? start.character - character : start.character,
        length,
        SEMANTIC_TOKENS_LEGEND.tokenTypes.indexOf(type),
        modifiersOf(lab, command, role!, word),
      );
      ({ line, character } = start);
      end = word.range.end;
    }
  }
  return data;
}

function typeOf(role: Role): TokenType | undefined {
  switch (role.kind) {
    case 'program':
      return 'function';
    case 'subcommand':
      return 'method';
    case 'option':
      return 'parameter';
    case 'value':
      return VALUES[role.type];
    default:
      return undefined;
  }
}

/** What else is to be seen of a word: that it makes something, which nothing names again, or a device that is down. */
function modifiersOf(lab: Analysis, { range }: WrittenCommand, role: Role, word: WrittenWord): number {
  if (role.kind !== 'value') return 0;
  if (role.type === 'prefix' || role.type === 'interface-address') return word.value.includes('/') ? PREFIX : 0;
  const makes = role.type.startsWith('new-');
  const isDevice = /^(?:new-)?(?:device|bridge)$|^(?:vrf|master)$/.test(role.type);
  const down = isDevice && isDown(lab, range.start, word.value) ? DOWN : 0;
  if (!makes) return down;
  return DECLARATION | down | (unusedIn(lab).has(word.range.start) ? UNUSED : 0);
}

/** Whether a device is down in the end, under the name that it has at a command. */
function isDown(lab: Analysis, start: number, name: string): boolean {
  const record = lab.executionsAt(start).at(-1);
  if (record === undefined) return false;
  const { history } = lab;
  const stay = history.stayAt(lab.netnsOf(record), name, record.index) ?? history.stayFrom(name, record.index);
  const last = stay?.life.stays.at(-1);
  if (last === undefined || last.until !== Number.POSITIVE_INFINITY) return false;
  const { network } = lab;
  const netns = network.kernel.netns.byId(last.netns);
  return network.place(netns)?.devices.find(({ link }) => link.name === last.name)?.link.up === false;
}

const unused = new WeakMap<Analysis, ReadonlySet<number>>();

/** Where the words stand that make something which nothing else names. */
function unusedIn(lab: Analysis): ReadonlySet<number> {
  let starts = unused.get(lab);
  if (starts === undefined) {
    const counts = new Map<Mention['thing'], number>();
    const mentions = mentionsOf(lab);
    for (const { thing } of mentions) counts.set(thing, (counts.get(thing) ?? 0) + 1);
    starts = new Set(
      mentions.filter(({ thing, defines }) => defines && counts.get(thing) === 1).map(({ range }) => range.start),
    );
    unused.set(lab, starts);
  }
  return starts;
}
