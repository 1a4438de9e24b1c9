import { type Builtin, refuse } from './builtin.ts';

/** `shift [n]`. */
export const shift: Builtin = (shell, call) => {
  const word = call.argv[1] ?? '1';
  if (!/^[-+]?\d+$/.test(word)) return refuse(shell, call, 1, `${word}: numeric argument required`);
  const count = Number(word);
  if (count < 0) return refuse(shell, call, 1, `${word}: shift count out of range`);
  if (count > shell.state.positional.length) return 1;
  shell.state.positional = shell.state.positional.slice(count);
  return 0;
};
