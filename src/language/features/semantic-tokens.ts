import type { Range } from 'vscode-languageserver-types';
import type { ValueType } from '../../grammar/command.ts';
import type { Role } from '../../grammar/role.ts';
import type { Analysis } from '../analysis.ts';

/** Names of the protocol, so that every theme colours them. */
export const SEMANTIC_TOKENS_LEGEND = {
  tokenTypes: ['function', 'method', 'parameter', 'namespace', 'variable', 'number', 'enum', 'enumMember', 'property'],
  tokenModifiers: ['declaration', 'modification'],
};

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
  chain: 'enum',
  'new-chain': 'enum',
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
export function semanticTokensOf({ script, positions }: Analysis, range?: Range): number[] {
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
      const declares = role!.kind === 'value' && role!.type.startsWith('new-') ? 1 : 0;
      const sameLine = start.line === line;
      data.push(
        start.line - line,
        sameLine ? start.character - character : start.character,
        length,
        SEMANTIC_TOKENS_LEGEND.tokenTypes.indexOf(type),
        declares,
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
