import { CommandPrinter } from './command-text.ts';
import type { ShellFunction } from './state.ts';

/** A function's definition as `type` and `declare -f` print it. */
export function functionText({ name, body, source }: ShellFunction): string {
  return new CommandPrinter(source.text).definition(name, body);
}
