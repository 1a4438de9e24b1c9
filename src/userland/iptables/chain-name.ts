import { complain } from './complaint.ts';

/** XT_EXTENSION_MAXNAMELEN: names are shorter. */
export const MAX_NAME = 29;

/** Names of targets that a chain must not have. */
const TARGET_NAMES = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN']);

/** Checks the name of a new chain (parse_chain). */
export function checkNewChain(name: string, isTarget: (name: string) => boolean, index: number): void {
  if (name.startsWith('-') || name.startsWith('!')) {
    complain(`chain name not allowed to start with \`${name[0]}'`, index);
  }
  if (TARGET_NAMES.has(name) || isTarget(name)) complain('chain name may not clash with target name', index);
  if (/\s/.test(name)) complain(`Invalid chain name \`${name}'`, index);
}

/** Checks the word after -j or -g (parse_target). */
export function checkTarget(name: string, index: number): void {
  if (name.length < 1) complain('Invalid target name (too short)', index);
  if (name.length >= MAX_NAME) complain(`Invalid target name \`${name}' (${MAX_NAME - 1} chars max)`, index);
  if (/\s/.test(name)) complain(`Invalid target name \`${name}'`, index);
}
