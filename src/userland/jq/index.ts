import type { Program } from '../process.ts';
import { jq } from './jq.ts';

/** The programs of Debian's package jq. */
export const jqPackage: ReadonlyMap<string, Program> = new Map([['jq', jq]]);
