import type { Program } from '../process.ts';
import { docker } from './docker.ts';

/** Docker's client, with the daemon behind it. */
export const dockerPackage: ReadonlyMap<string, Program> = new Map([['docker', docker]]);
