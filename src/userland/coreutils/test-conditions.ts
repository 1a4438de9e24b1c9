import type { FileSystem } from '../file-system.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';

/** `-f file` and the other tests of test(1) about one file; undefined for an operator there is not. */
export function fileTest(
  operator: string,
  operand: string,
  cwd: string,
  fs: FileSystem,
  netns: Process['netns'],
): boolean | undefined {
  if (!/^-[abcdefghkprstuwxGLNOS]$/.test(operator)) return undefined;
  if (operand === '') return false;
  const path = resolvePath(cwd, operand);
  const kind = fs.kind(path, netns);
  if (kind === undefined) return false;
  switch (operator) {
    case '-f':
      return kind === 'file';
    case '-d':
      return kind === 'directory';
    case '-c':
      return kind === 'device';
    case '-s':
      return kind === 'directory' || (kind === 'file' && isFilled(fs, path, netns));
    case '-x':
      // Root may enter any directory; files have no mode here.
      return kind === 'directory';
    case '-a':
    case '-e':
    case '-r':
    case '-w':
    case '-G':
    case '-O':
      return true;
    default:
      return false;
  }
}

function isFilled(fs: FileSystem, path: string, netns: Process['netns']): boolean {
  const content = fs.read(path, netns);
  return content.ok && content.value !== '';
}

/** A comparison of two operands; undefined for an operator there is not. Numbers are read by `number`. */
export function testBinary(
  left: string,
  operator: string,
  right: string,
  number: (text: string) => number | bigint,
  cwd: string,
  fs: FileSystem,
  netns: Process['netns'],
): boolean | undefined {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-ef':
      return resolvePath(cwd, left) === resolvePath(cwd, right) && fs.kind(resolvePath(cwd, left), netns) !== undefined;
    case '-nt':
      return fileTest('-e', left, cwd, fs, netns) === true && fileTest('-e', right, cwd, fs, netns) !== true;
    case '-ot':
      return fileTest('-e', left, cwd, fs, netns) !== true && fileTest('-e', right, cwd, fs, netns) === true;
    default:
      return compareNumbers(left, operator, right, number);
  }
}

function compareNumbers(
  left: string,
  operator: string,
  right: string,
  number: (text: string) => number | bigint,
): boolean | undefined {
  if (!/^-(?:eq|ne|lt|le|gt|ge)$/.test(operator)) return undefined;
  const a = number(left);
  const b = number(right);
  if (operator === '-eq') return BigInt(a) === BigInt(b);
  if (operator === '-ne') return BigInt(a) !== BigInt(b);
  if (operator === '-lt') return a < b;
  if (operator === '-le') return a <= b;
  return operator === '-gt' ? a > b : a >= b;
}
