import { type Builtin, complain } from './builtin.ts';

/** `bg`, `fg`, `suspend`: a script has no job control. */
export const withoutJobControl: Builtin = (shell, { argv }) => {
  const name = argv[0] as string;
  complain(shell, name, name === 'suspend' ? 'cannot suspend: no job control' : 'no job control');
  return 1;
};
