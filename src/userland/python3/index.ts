import type { Program } from '../process.ts';
import { python3 } from './python3.ts';

/** The programs of Debian's package python3. */
export const pythonPackage: ReadonlyMap<string, Program> = new Map([['python3', python3]]);
