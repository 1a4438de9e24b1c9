import type { Shell } from './shell.ts';
import { UNSET, type Variable } from './variables.ts';

/** A function that is being called, or a file that is being sourced. */
export interface Call {
  readonly kind: 'function' | 'file';
  /** The function's name; `source` for a file. */
  readonly name: string;
  /** The file in which the function was defined, or which is sourced. */
  readonly file: string;
  /** The line it was called from. */
  readonly line: number;
}

/** True inside a function, where `local` is allowed. */
export function isInFunction(shell: Shell): boolean {
  return shell.calls.some(({ kind }) => kind === 'function');
}

/** How many lists bash keeps its aliases in (alias.c). */
const ALIAS_BUCKETS = 64;

/** `FUNCNAME`, `BASH_LINENO` and `BASH_SOURCE`, the innermost call first; `caller` reads them too. */
export function callStack(shell: Shell): {
  readonly names: string[];
  readonly lines: number[];
  readonly files: string[];
} {
  const calls = [...shell.calls].reverse();
  const script = scriptOf(shell);
  const names = calls.map(({ name }) => name);
  const lines = calls.map(({ line }) => line);
  const files = calls.map(({ file }) => file);
  if (script !== undefined) {
    names.push('main');
    lines.push(0);
    files.push(script);
  }
  return { names, lines, files };
}

/** The file that the shell was started with; none for the string of `bash -c`. */
function scriptOf(shell: Shell): string | undefined {
  return shell.fromString ? undefined : shell.state.name;
}

/** An array that is computed when it is asked for; undefined for any other name. */
export function callArray(shell: Shell, name: string): Variable | undefined {
  switch (name) {
    case 'FUNCNAME':
      return isInFunction(shell) ? arrayOf(callStack(shell).names) : undefined;
    case 'BASH_LINENO':
      return arrayOf(callStack(shell).lines.map(String));
    case 'BASH_SOURCE':
      return arrayOf(callStack(shell).files);
    case 'PIPESTATUS':
      return arrayOf(shell.state.pipeStatus.map(String));
    case 'DIRSTACK':
      return arrayOf([shell.state.cwd, ...shell.state.directories]);
    case 'BASH_ALIASES':
      // Made anew from the table of aliases, bucket by bucket: what was the latest in a bucket is the first to go in.
      return {
        ...UNSET,
        kind: 'associative',
        associative: new Map([...shell.state.aliases].reverse()),
        buckets: ALIAS_BUCKETS,
      };
    default:
      return undefined;
  }
}

function arrayOf(values: readonly string[]): Variable {
  return { ...UNSET, kind: 'indexed', indexed: new Map(values.entries()) };
}
