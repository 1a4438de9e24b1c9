import type { Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';

/** basename(1): `-a`, `-s suffix`. */
export const basename: Program = (process) => {
  const options = parseOptions(process, { letters: 'as:z', long: { multiple: 'a', suffix: 's' }, posix: true });
  if (typeof options === 'number') return options;
  const { operands, given } = options;
  const multiple = given.has('a') || given.has('s');
  if (operands.length === 0) return misused(process, 'missing operand');
  if (!multiple && operands.length > 2) return misused(process, `extra operand '${operands[2]}'`);
  const suffix = given.get('s') ?? (multiple ? '' : (operands[1] ?? ''));
  for (const path of multiple ? operands : operands.slice(0, 1)) {
    const name = lastPart(path);
    const cut = suffix !== '' && name !== suffix && name.endsWith(suffix);
    process.stdout.write(`${cut ? name.slice(0, -suffix.length) : name}\n`);
  }
  return 0;
};

function lastPart(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? (path === '' ? '' : '/') : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** dirname(1). */
export const dirname: Program = (process) => {
  const options = parseOptions(process, { letters: 'z', posix: true });
  if (typeof options === 'number') return options;
  if (options.operands.length === 0) return misused(process, 'missing operand');
  for (const path of options.operands) {
    const trimmed = path.replace(/\/+$/, '');
    const at = trimmed.lastIndexOf('/');
    const directory = at < 0 ? (path.startsWith('/') ? '/' : '.') : trimmed.slice(0, at).replace(/\/+$/, '') || '/';
    process.stdout.write(`${directory}\n`);
  }
  return 0;
};
