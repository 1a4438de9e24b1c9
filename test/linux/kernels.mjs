// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { runReal } from './real.mjs';
import { runScript } from './script.mjs';
import { runUml, UML_MODULES, wantsUml } from './uml.mjs';

/**
 * @typedef {object} RealKernel
 * @property {() => string} release its version, `uname -r` without the vendor's part
 * @property {boolean} brNetfilter whether bridged frames pass iptables in a new namespace: br_netfilter is loaded
 * @property {(file: string) => Promise<import('./real.mjs').Transcript>} run
 */

/** @type {RealKernel} */
const MACHINE = { release: () => release().split('-')[0] ?? '', brNetfilter: true, run: runReal };

/** @type {RealKernel} */
const UML = { release: () => readdirSync(UML_MODULES)[0] ?? '', brNetfilter: false, run: runUml };

/** @type {RealKernel} */
const BASH = { ...MACHINE, run: runScript };

/**
 * The kernel that a lab is held against: the machine's own, or user-mode Linux for what that one lacks. A shell script
 * needs no network, only a home of its own.
 * @param {string} file
 */
export function kernelFor(file) {
  if (file.endsWith('.sh')) return BASH;
  return wantsUml(readFileSync(file, 'utf8')) ? UML : MACHINE;
}
