import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { LabOptions } from '../lab/run.ts';
import { UsageError } from './usage.ts';

/** Options that every command which runs a lab takes. */
export const MACHINE_OPTIONS = {
  machine: { type: 'string' },
  'br-netfilter': { type: 'boolean' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Reads options strictly; an unknown one or a missing value is a `UsageError`. */
export function parseArguments<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(String((error as Error).message).split('. ')[0]);
  }
}

/** Turns the machine options into those of a run; absent ones leave the choice to the file's directives. */
export function machineOptions(values: {
  machine?: string | undefined;
  'br-netfilter'?: boolean | undefined;
}): Pick<LabOptions, 'machine' | 'brNetfilter'> {
  const { machine } = values;
  if (machine !== undefined && machine !== 'bare' && machine !== 'host')
    throw new UsageError(`--machine takes "bare" or "host", not "${machine}"`);
  return {
    ...(machine === undefined ? {} : { machine }),
    ...(values['br-netfilter'] === undefined ? {} : { brNetfilter: values['br-netfilter'] }),
  };
}

/** The one positional argument that a command takes. */
export function onlyPositional(positionals: readonly string[], what: string): string {
  if (positionals.length === 0) throw new UsageError(`${what} is missing`);
  if (positionals.length > 1) throw new UsageError(`one ${what} at a time, not also "${positionals[1]}"`);
  return positionals[0]!;
}
