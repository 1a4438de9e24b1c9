import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { SYSCTL } from '../../grammar/procps/sysctl.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';

const TABLE = new GetoptTable(SYSCTL.options);

/** sysctl(8), procps 4.0.2. */
export const sysctl: Program = (process) => {
  const scan = new Getopt(process.argv, [TABLE]);
  const flags = new Set<string>();
  const words: { text: string; index: number }[] = [];
  let pattern: RegExp | undefined;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('sysctl', step.error)}\n${usageOf('sysctl', SYSCTL)}`);
      return 0;
    }
    if (step.kind === 'operand') words.push({ text: step.value, index: step.index });
    else flags.add(step.option.name);
    if (step.kind === 'option' && step.option.name === '-r') pattern = toPattern(step.value ?? '');
  }
  return new Call(process, flags, pattern).run(words);
};

function toPattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    return /$^/;
  }
}

class Call {
  private status = 0;

  constructor(
    private readonly process: Process,
    private readonly flags: ReadonlySet<string>,
    private readonly pattern: RegExp | undefined,
  ) {}

  run(words: readonly { readonly text: string; readonly index: number }[]): number {
    const { flags, process } = this;
    if (flags.has('-h')) {
      process.stdout.write(usageOf('sysctl', SYSCTL));
      return 0;
    }
    if (flags.has('-V')) {
      process.stdout.write('sysctl from procps-ng 4.0.2\n');
      return 0;
    }
    if (flags.has('-a')) this.show('', 0);
    else if (flags.has('-p'))
      for (const file of words.length === 0 ? [{ text: '/etc/sysctl.conf', index: 0 }] : words)
        this.load(file.text, file.index);
    else if (words.length === 0) {
      process.stderr.write(usageOf('sysctl', SYSCTL));
      return 1;
    } else for (const { text, index } of words) this.setting(text, index);
    return this.status;
  }

  private fail(index: number, message: string): void {
    this.process.blame(index);
    this.process.stderr.write(`sysctl: ${message}\n`);
    this.status = 1;
  }

  private setting(text: string, index: number): void {
    const equals = text.indexOf('=');
    if (equals < 0 && (this.flags.has('-w') || text === ''))
      return this.fail(index, 'command line(0): invalid syntax, continuing...');
    if (equals === 0) return this.fail(index, 'command line(0): invalid syntax, continuing...');
    if (equals < 0) this.show(keyOf(text), index);
    else this.write(text.slice(0, equals).trim(), text.slice(equals + 1).trim(), index);
  }

  private write(name: string, value: string, index: number): void {
    const { process, flags } = this;
    const { sysctl: settings } = process.system.kernel;
    const key = keyOf(name);
    const ignored = name.startsWith('-') || flags.has('-e');
    const path = key.replace(/^-/, '');
    if (settings.kind(process.netns, path) === undefined) {
      if (!ignored) this.fail(index, `cannot stat /proc/sys/${path}: No such file or directory`);
      return;
    }
    const written = settings.write(process.netns, path, `${value}\n`);
    if (!written.ok) return this.fail(index, `setting key "${dotted(path)}": ${strerror(written.error.errno)}`);
    if (flags.has('-q')) return;
    process.stdout.write(
      flags.has('-n') ? `${value}\n` : flags.has('-N') ? `${dotted(path)}\n` : `${dotted(path)} = ${value}\n`,
    );
  }

  /** Prints a key, or all keys below it. */
  private show(key: string, index: number): void {
    const { process, flags, pattern } = this;
    const { sysctl: settings } = process.system.kernel;
    const kind = settings.kind(process.netns, key);
    if (kind === undefined) {
      if (!flags.has('-e')) this.fail(index, `cannot stat /proc/sys/${key}: No such file or directory`);
      return;
    }
    if (kind === 'directory') {
      for (const name of settings.list(process.netns, key)) this.show(key === '' ? name : `${key}/${name}`, index);
      return;
    }
    const name = dotted(key);
    if (pattern !== undefined && !pattern.test(name)) return;
    const value = settings.read(process.netns, key);
    if (!value.ok) return this.fail(index, `reading key "${name}"`);
    const end = flags.has('-b') ? '' : '\n';
    const text = value.value.trimEnd();
    process.stdout.write(
      flags.has('-N') ? `${name}\n` : flags.has('-n') || flags.has('-b') ? `${text}${end}` : `${name} = ${text}\n`,
    );
  }

  private load(file: string, index: number): void {
    const { process } = this;
    const content = process.system.fs.read(resolvePath(process.cwd, file), process.netns);
    if (!content.ok) return this.fail(index, `cannot open "${file}": ${strerror(content.error.errno)}`);
    content.value.split('\n').forEach((line, number) => {
      const text = line.trim();
      if (text === '' || text.startsWith('#') || text.startsWith(';')) return;
      const equals = text.indexOf('=');
      if (equals < 0) process.stderr.write(`sysctl: ${file}(${number + 1}): invalid syntax, continuing...\n`);
      else this.write(text.slice(0, equals).trim(), text.slice(equals + 1).trim(), index);
    });
  }
}

/** A key as a path: dots separate unless a slash comes first; in a name written with dots, slashes stand for dots. */
function keyOf(name: string): string {
  const slash = name.indexOf('/');
  const dot = name.indexOf('.');
  if (slash >= 0 && (dot < 0 || slash < dot)) return name.replace(/\/+$/, '');
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.')).replace(/\/+$/, '');
}

function dotted(key: string): string {
  return key.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}
