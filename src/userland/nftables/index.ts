import type { Program } from '../process.ts';
import { nft } from './nft.ts';

/** Programs of the Debian package nftables. */
export const nftablesPackage: ReadonlyMap<string, Program> = new Map([['nft', nft]]);
