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
  if (operator === '-L' || operator === '-h') return fs.status(path, netns, 'link')?.kind === 'link';
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
      // Root may enter any directory, and run what anybody may run.
      return kind === 'directory' || ((fs.status(path, netns)?.mode ?? 0) & 0o111) !== 0;
    case '-k':
      return ((fs.status(path, netns)?.mode ?? 0) & 0o1000) !== 0;
    case '-u':
      return ((fs.status(path, netns)?.mode ?? 0) & 0o4000) !== 0;
    case '-g':
      return ((fs.status(path, netns)?.mode ?? 0) & 0o2000) !== 0;
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
      return (
        isSame(fs, resolvePath(cwd, left), resolvePath(cwd, right)) && fileTest('-e', left, cwd, fs, netns) === true
      );
    case '-nt':
      return timeOf(left, cwd, fs, netns) > timeOf(right, cwd, fs, netns);
    case '-ot':
      return timeOf(left, cwd, fs, netns) < timeOf(right, cwd, fs, netns);
    default:
      return compareNumbers(left, operator, right, number);
  }
}

/** True when two paths lead to the same file. */
function isSame(fs: FileSystem, left: string, right: string): boolean {
  const [a, b] = [fs.follow(left), fs.follow(right)];
  return a.ok && b.ok && a.value === b.value;
}

/** When a file changed; what does not exist is older than everything. */
function timeOf(operand: string, cwd: string, fs: FileSystem, netns: Process['netns']): number {
  return (operand === '' ? undefined : fs.status(resolvePath(cwd, operand), netns)?.mtime) ?? Number.NEGATIVE_INFINITY;
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
