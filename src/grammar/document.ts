import type { Command, Option, ValueType } from './command.ts';
import type { Role } from './role.ts';

/** What a type of value looks like, for people. */
const FORMS: Partial<Record<ValueType, string>> = {
  netns: 'the name of a network namespace',
  'new-netns': 'a name for the new network namespace',
  device: 'the name of a device',
  'new-device': 'a name of at most 15 characters',
  bridge: 'the name of a bridge',
  vrf: 'the name of a VRF',
  master: 'the name of a bridge, a bond or a VRF',
  'new-bridge': 'a name of at most 15 characters',
  address: 'an address such as `10.0.0.1`',
  prefix: 'a network such as `10.0.0.0/24`, or `default`',
  'interface-address': 'an address with its prefix length, such as `10.0.0.1/24`',
  mac: 'a MAC address such as `02:00:00:00:00:01`',
  'route-table': '`main`, `local`, `default` or a number',
  number: 'a number',
  vlan: 'the number of a VLAN, 1 to 4094',
  nexthop: 'the number of a next hop object',
  'nexthop-group': 'numbers of next hop objects, each with its weight behind a comma, with `/` between: `1,3/2`',
  mark: 'a mark such as `1` or `0x10/0xf0`',
  time: 'seconds, or `forever`',
  port: 'a port number',
  'ip-protocol': 'a protocol such as `tcp`',
  container: 'the name or id of a container',
  'docker-network': 'the name or id of a network of Docker',
  file: 'a file',
};

const later = (row: { readonly simulated?: false }): string =>
  row.simulated === false ? '\n\n*Not simulated by Netlab yet.*' : '';

function signature(option: Option): string {
  const values = (option.values ?? []).map((type) => type.toUpperCase());
  return [[option.name, ...(option.aliases ?? []), ...(option.prefixAliases ?? [])].join(' | '), ...values].join(' ');
}

/** Documentation of an option or keyword in Markdown. */
export function documentOption(option: Option): string {
  const lines = [`\`${signature(option)}\``, '', `${option.doc}.`];
  const [type] = option.values ?? [];
  const form = type === undefined ? undefined : FORMS[type];
  if (option.words !== undefined && option.words.length > 0) {
    lines.push('', `One of ${option.words.map((word) => `\`${word}\``).join(', ')}${form ? `, or ${form}` : ''}.`);
  } else if (form !== undefined) lines.push('', `Takes ${form}.`);
  if (option.match === 'prefix') lines.push('', 'May be abbreviated.');
  return `${lines.join('\n')}${later(option)}`;
}

/** Documentation of a program or subcommand in Markdown. */
export function documentCommand(command: Command): string {
  const lines = [
    `**${command.name}**${command.package === undefined ? '' : ` (${command.package})`}`,
    '',
    `${command.doc}.`,
  ];
  const commands = (command.commands ?? []).filter((one) => one.simulated !== false);
  if (commands.length > 0) lines.push('', ...commands.map((one) => `- \`${one.name}\`: ${one.doc}`));
  return `${lines.join('\n')}${later(command)}`;
}

/** Documentation of a word of a command line, which is `text`, in Markdown; undefined where there is nothing to say. */
export function documentRole(role: Role, text?: string): string | undefined {
  switch (role.kind) {
    case 'program':
    case 'subcommand':
      return documentCommand(role.command);
    case 'option':
      return documentOption(role.option);
    case 'value': {
      if (role.option !== undefined) {
        const meaning = text === undefined ? undefined : role.option.meanings?.[text];
        return `${meaning === undefined ? '' : `**${text}**: ${meaning}.\n\n`}${documentOption(role.option)}`;
      }
      if (role.positional === undefined) return undefined;
      const form = FORMS[role.positional.value];
      return `\`${role.positional.name}\`\n\n${role.positional.doc}.${form === undefined ? '' : `\n\nTakes ${form}.`}`;
    }
    default:
      return undefined;
  }
}
