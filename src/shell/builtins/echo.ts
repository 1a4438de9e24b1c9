import { formatEcho } from '../../userland/coreutils/echo.ts';
import { type Builtin, print } from './builtin.ts';

/** `echo [-neE] [arg …]`. */
export const echo: Builtin = (shell, { argv }) => print(shell, 'echo', formatEcho(argv.slice(1)));
