import { type Builtin, complain } from './builtin.ts';

/** `alias`, `unalias`: a script's shell does not expand aliases; asking for one finds none. */
export const alias: Builtin = (shell, { argv }) => {
  let status = 0;
  for (const word of argv.slice(1)) {
    if (word.startsWith('-') || word.includes('=')) continue;
    complain(shell, argv[0] as string, `${word}: not found`);
    status = 1;
  }
  return status;
};
