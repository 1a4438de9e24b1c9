import type { Command } from '../command.ts';

/** wget of BusyBox, as it is in small images of containers. */
export const WGET: Command = {
  name: 'wget',
  doc: 'gets what a URL names; in containers of alpine and busybox',
  style: 'getopt',
  package: 'busybox',
  options: [
    { name: '-q', aliases: ['--quiet'], doc: 'say nothing but errors' },
    {
      name: '-O',
      aliases: ['--output-document'],
      values: ['file'],
      doc: 'write to a file; `-` for the standard output',
    },
    { name: '-T', aliases: ['--timeout'], values: ['time'], doc: 'give up after so many seconds' },
    { name: '-S', aliases: ['--server-response'], doc: "show the server's headers" },
    { name: '-P', aliases: ['--directory-prefix'], values: ['file'], doc: 'the folder to write to' },
    { name: '-U', aliases: ['--user-agent'], values: ['text'], doc: 'how it calls itself' },
    { name: '--header', values: ['text'], doc: 'a further header', repeatable: true },
    { name: '--spider', doc: 'only see whether it is there' },
    { name: '-c', aliases: ['--continue'], doc: 'go on with a file that is there in part', simulated: false },
  ],
  positionals: [{ name: 'URL', value: 'host', doc: 'what to get' }],
};
