import type { Command } from '../command.ts';

/** find(1) of findutils. */
export const FIND: Command = {
  name: 'find',
  doc: 'finds files below directories',
  style: 'getopt',
  package: 'findutils',
  options: [
    { name: '-name', values: ['text'], doc: 'whose names match a pattern' },
    { name: '-iname', values: ['text'], doc: 'the same whatever the case' },
    { name: '-path', values: ['text'], doc: 'whose paths match a pattern' },
    { name: '-type', values: ['text'], doc: 'f files, d directories, l links' },
    { name: '-maxdepth', values: ['number'], doc: 'no deeper than this' },
    { name: '-mindepth', values: ['number'], doc: 'no less deep than this' },
    { name: '-size', values: ['text'], doc: 'of this size' },
    { name: '-empty', doc: 'that are empty' },
    { name: '-newer', values: ['file'], doc: 'that changed later than a file' },
    { name: '-perm', values: ['text'], doc: 'with these permissions' },
    { name: '-exec', values: ['text'], doc: 'run a command for each, up to ; or +' },
    { name: '-print', doc: 'print their paths' },
    { name: '-print0', doc: 'print their paths with a null byte behind each' },
    { name: '-printf', values: ['text'], doc: 'print what a format says' },
    { name: '-delete', doc: 'remove them' },
    { name: '-prune', doc: 'do not go into them' },
    { name: '-quit', doc: 'end at once' },
    { name: '-not', doc: 'what does not match' },
    { name: '-o', aliases: ['-or'], doc: 'one or the other' },
    { name: '-a', aliases: ['-and'], doc: 'both' },
  ],
  positionals: [
    {
      name: 'DIRECTORY',
      value: 'file',
      doc: 'where to begin; without it the working directory',
      optional: true,
      rest: true,
    },
  ],
};
