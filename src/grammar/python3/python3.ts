import type { Command } from '../command.ts';

/** python3(1): only its web server, `python3 -m http.server`. */
export const PYTHON3: Command = {
  name: 'python3',
  doc: 'the Python interpreter; Netlab has its web server only: `python3 -m http.server`',
  style: 'getopt',
  package: 'python3',
  options: [
    { name: '-m', values: ['text'], words: ['http.server'], doc: 'run a module' },
    { name: '-u', doc: 'do not buffer the output' },
    { name: '-b', aliases: ['--bind'], values: ['address'], doc: 'the address to listen on (all)' },
    { name: '-d', aliases: ['--directory'], values: ['file'], doc: 'the directory whose files are served (this one)' },
    { name: '-p', aliases: ['--protocol'], values: ['text'], doc: 'the version of HTTP', simulated: false },
    { name: '--cgi', doc: 'run programs', simulated: false },
    { name: '-c', values: ['text'], doc: 'run a program text', simulated: false },
    { name: '-h', aliases: ['--help'], doc: 'help' },
    { name: '-V', aliases: ['--version'], doc: 'the version' },
  ],
  positionals: [{ name: 'PORT', value: 'port', doc: 'the port to listen on (8000)', optional: true }],
};
