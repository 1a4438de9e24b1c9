import { singleQuoted } from '../expand/quote.ts';
import { baseOf } from '../literal-base.ts';
import type { Shell } from '../shell.ts';
import { listSignals, signalName } from '../signals.ts';
import { type Builtin, type Call, invalidOption, print, refuse } from './builtin.ts';

const USAGE = 'trap [-lp] [[arg] signal_spec ...]';

/** `trap [-lp] [command] [signal …]`. EXIT and ERR run; signals only where the script sends them to itself. */
export const trap: Builtin = (shell, call) => {
  const { argv } = call;
  let at = 1;
  if (argv[at] === '-l') return print(shell, 'trap', listSignals());
  const shows = argv[at] === '-p';
  if (shows) at += 1;
  else if (/^-[^-]/.test(argv[at] ?? '')) return invalidOption(shell, 'trap', (argv[at] as string).slice(0, 2), USAGE);
  if (argv[at] === '--') at += 1;
  if (at === argv.length || shows) return print(shell, 'trap', listing(shell, argv.slice(at)));
  // One word that names a signal: that trap is reset.
  const resets = argv.length === at + 1 || argv[at] === '-' || /^\d+$/.test(argv[at] as string);
  const first = argv[at] === '-' || !resets ? at + 1 : at;
  let status = 0;
  for (let index = first; index < argv.length; index += 1)
    status = setOne(shell, call, resets ? undefined : at, index) || status;
  return status;
};

function setOne(shell: Shell, call: Call, action: number | undefined, index: number): number {
  const name = signalName(call.argv[index] as string);
  if (name === undefined) return refuse(shell, call, index, `${call.argv[index]}: invalid signal specification`);
  if (action === undefined) {
    shell.state.traps.delete(name);
    return 0;
  }
  const text = call.argv[action] as string;
  const origin = call.origins[action];
  shell.state.traps.set(name, { text, base: baseOf(shell, origin, text), origin });
  return 0;
}

function listing(shell: Shell, only: readonly string[]): string {
  const wanted = only.map(signalName);
  let text = '';
  const order = ['EXIT', 'HUP', 'INT', 'QUIT', 'TERM', 'DEBUG', 'ERR', 'RETURN'];
  const names = [...shell.state.traps.keys()].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const shown = ['EXIT', 'DEBUG', 'ERR', 'RETURN'].includes(name) ? name : `SIG${name}`;
    text += `trap -- ${singleQuoted(shell.state.traps.get(name)?.text ?? '')} ${shown}\n`;
  }
  return text;
}
