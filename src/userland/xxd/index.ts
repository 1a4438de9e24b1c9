import type { Program } from '../process.ts';
import { hexdump, od } from './dump.ts';
import { xxd } from './xxd.ts';

/** Programs that show bytes: of Debian's packages xxd, bsdextrautils and coreutils. */
export const dumps: ReadonlyMap<string, Program> = new Map([
  ['hexdump', hexdump],
  ['od', od],
  ['xxd', xxd],
]);
