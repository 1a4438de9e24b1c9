import type { Command, Option, Positional } from '../command.ts';
import { ADD_OPTIONS, CREATE_OPTIONS, SET_TYPE_OPTIONS } from './options.ts';

const SET: Positional = { name: 'SETNAME', value: 'ipset', doc: 'Name of a set' };
const ENTRY: Positional = {
  name: 'ENTRY',
  value: 'text',
  doc: 'Element, its parts with commas between: `10.0.0.1`, `10.0.0.0/8,tcp:80`, the name of a set',
};
const TYPE: Positional = {
  name: 'TYPENAME',
  value: 'text',
  doc: 'How elements are kept and what they are made of',
  words: Object.keys(SET_TYPE_OPTIONS),
};

/** Options that may stand anywhere on the line. */
export const GENERAL: readonly Option[] = [
  { name: '-exist', aliases: ['-!'], doc: 'What is there, or gone, already is no error' },
  { name: '-quiet', aliases: ['-q'], doc: 'Says nothing of errors' },
  { name: '-output', aliases: ['-o'], values: ['text'], words: ['plain', 'save', 'xml'], doc: 'Form of a listing' },
  { name: '-sorted', aliases: ['-s'], doc: 'Elements in their own order' },
  { name: '-name', aliases: ['-n'], doc: 'Lists names only' },
  { name: '-terse', aliases: ['-t'], doc: 'Lists no elements' },
  { name: '-resolve', aliases: ['-r'], doc: 'Names instead of addresses' },
  {
    name: '-file',
    aliases: ['-f'],
    values: ['file'],
    doc: 'File to read or write instead of standard input and output',
  },
];

function command(name: string, aliases: readonly string[], doc: string, ...positionals: Positional[]): Command {
  return { name, aliases, doc, style: 'keyword', match: 'exact', options: GENERAL, positionals };
}

const optional = (positional: Positional): Positional => ({ ...positional, optional: true });

/** ipset(8). */
export const IPSET: Command = {
  name: 'ipset',
  doc: 'Sets of addresses, networks and ports, for rules to ask',
  style: 'keyword',
  package: 'ipset',
  options: GENERAL,
  commands: [
    {
      ...command('create', ['n', 'new', '-N', '--create'], 'Makes a set', { ...SET, value: 'new-ipset' }, TYPE),
      options: [...CREATE_OPTIONS, ...GENERAL],
    },
    {
      ...command('add', ['-A', '--add'], 'Puts an element into a set', SET, ENTRY),
      options: [...ADD_OPTIONS, ...GENERAL],
    },
    command('del', ['-D', '--del'], 'Takes an element out of a set', SET, ENTRY),
    command('test', ['-T', '--test'], 'Tells whether an element is in a set', SET, ENTRY),
    command('destroy', ['x', '-X', '--destroy'], 'Removes a set, or all', optional(SET)),
    command('list', ['-L', '--list'], 'Lists a set, or all', optional(SET)),
    command('save', ['-S', '--save'], 'Writes a set, or all, in the form that restore reads', optional(SET)),
    command('restore', ['-R', '--restore'], 'Does the commands it reads'),
    command('flush', ['-F', '--flush'], 'Takes all elements out of a set, or of all', optional(SET)),
    command('rename', ['e', '-E', '--rename'], 'Gives a set another name', SET, {
      ...SET,
      name: 'NEWNAME',
      value: 'new-ipset',
      doc: 'The new name',
    }),
    command('swap', ['w', '-W', '--swap'], 'Exchanges two sets of the same type', SET, {
      ...SET,
      name: 'OTHER',
      doc: 'The other set',
    }),
    command('help', ['-h', '-H', '--help'], 'The usage', { ...optional(TYPE), doc: 'Type to tell of' }),
    command('version', ['-v', '-V', '--version'], 'The version'),
  ],
};
