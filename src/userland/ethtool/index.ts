import type { Program } from '../process.ts';
import { ethtool } from './ethtool.ts';

/** The program of Debian's package ethtool. */
export const ethtoolPackage: ReadonlyMap<string, Program> = new Map([['ethtool', ethtool]]);
