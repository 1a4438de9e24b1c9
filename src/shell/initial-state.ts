import { isExportedFunction } from './environment.ts';
import type { OpenFile } from './open-file.ts';
import { INITIAL_OPTIONS } from './options.ts';
import type { ShellState } from './state.ts';
import { UNSET, Variables } from './variables.ts';

/** The options of `shopt` that a non-interactive bash starts with. */
const SHOPTS: readonly string[] =
  'checkwinsize cmdhist complete_fullquote extquote force_fignore globasciiranges globskipdots hostcomplete interactive_comments patsub_replacement progcomp promptvars sourcepath'.split(
    ' ',
  );

/** The environment a lab starts in: that of root, by sudo. */
export const ROOT_ENVIRONMENT: ReadonlyMap<string, string> = new Map([
  ['HOME', '/root'],
  ['LANG', 'C.UTF-8'],
  ['LOGNAME', 'root'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['SHELL', '/bin/bash'],
  ['TERM', 'xterm-256color'],
  ['USER', 'root'],
]);

/** The number of the lab's own shell: `$$`. */
export const FIRST_PID = 1000;

/** A shell as it is before its first command. `now` is the virtual time in microseconds. */
export function initialState(name: string, env: ReadonlyMap<string, string>, now: number): ShellState {
  const files: [number, OpenFile][] = [
    [0, { kind: 'text', rest: '' }],
    [1, { kind: 'terminal', stream: 'stdout' }],
    [2, { kind: 'terminal', stream: 'stderr' }],
  ];
  return {
    variables: initialVariables(env),
    functions: new Map(),
    exportedFunctions: new Set(),
    aliases: new Map(),
    name,
    positional: [],
    options: new Set(INITIAL_OPTIONS),
    shopts: new Set(SHOPTS),
    cwd: env.get('PWD')?.startsWith('/') ? (env.get('PWD') as string) : '/root',
    directories: [],
    status: 0,
    pipeStatus: [],
    traps: new Map(),
    files: new Map(files),
    pid: FIRST_PID,
    lastJob: undefined,
    ended: new Map(),
    lastArgument: name,
    random: { seed: 42, last: -1 },
    secondsFrom: now,
    getopts: { index: 1, within: 0 },
    umask: 0o022,
    lastPid: FIRST_PID,
  };
}

/** What bash says of the machine, unless the environment does (set_machine_vars). */
const MACHINE: readonly (readonly [string, string])[] = [
  ['HOSTNAME', 'netlab'],
  ['OSTYPE', 'linux-gnu'],
  ['HOSTTYPE', 'x86_64'],
  ['MACHTYPE', 'x86_64-pc-linux-gnu'],
];

function initialVariables(env: ReadonlyMap<string, string>): Variables {
  const variables = new Variables();
  for (const [name, value] of env)
    if (!isExportedFunction(name)) variables.set(name, { ...UNSET, value, exported: true });
  const own = (name: string, value: string, readonly = false, integer = false) =>
    variables.set(name, { ...UNSET, value, readonly, integer });
  own('IFS', ' \t\n');
  own('OPTIND', '1');
  own('PS4', '+ ');
  for (const [name, value] of MACHINE) if (!env.has(name)) own(name, value);
  own('BASH', '/usr/bin/bash');
  own('BASH_VERSION', '5.2.15(1)-release');
  own('EUID', '0', true, true);
  own('UID', '0', true, true);
  own('PPID', '999', true, true);
  const version = ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'];
  variables.set('BASH_VERSINFO', { ...UNSET, kind: 'indexed', indexed: new Map(version.entries()), readonly: true });
  if (!env.has('PWD')) variables.set('PWD', { ...UNSET, value: '/root', exported: true });
  const level = String((Number(env.get('SHLVL') ?? '0') || 0) + 1);
  variables.set('SHLVL', { ...UNSET, value: level, exported: true });
  return variables;
}
