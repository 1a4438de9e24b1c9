import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { SYSCTL } from '../../grammar/procps/sysctl.ts';
import { usageOf } from '../../grammar/usage.ts';
import { strerror } from '../../kernel/errno.ts';
import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';

const TABLE = new GetoptTable(SYSCTL.options);

/** Settings that are only shown when they are named: others have taken their place. */
const DEPRECATED: ReadonlySet<string> = new Set(['base_reachable_time', 'retrans_time']);

/** sysctl(8), procps 4.0.2. */
export const sysctl: Program = (process) => {
  const scan = new Getopt(process.argv, [TABLE]);
  const flags = new Set<string>();
  const words: Word[] = [];
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

  run(words: readonly Word[]): number {
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
    else if (flags.has('-p')) this.preload(words.length === 0 ? [{ text: '/etc/sysctl.conf', index: 0 }] : words);
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

  /** A word of the command line: what is written if it says so, else what is read. Failures to read add up in the status. */
  private setting(text: string, index: number): void {
    if (this.flags.has('-w') || text.includes('=')) {
      const setting = parseSetting(text);
      if (setting === 'invalid') this.fail(index, 'command line(0): invalid syntax, continuing...');
      else if (setting === undefined) this.status = 1;
      else this.write(setting, index);
      return;
    }
    const { status } = this;
    this.status = 0;
    this.read(text, index);
    this.status = (this.status + status) & 255;
  }

  private read(text: string, index: number): void {
    const key = keyOf(text);
    if (text !== '' && key !== '') return this.show(key, index);
    this.fail(index, text === '' ? '"" is an unknown key' : `Path is not under /proc/sys/: /proc/sys/${text}`);
    this.status = -1;
  }

  private write({ name, value = '' }: Setting, index: number): void {
    const { process, flags } = this;
    const { sysctl: settings } = process.system.kernel;
    const key = keyOf(name);
    const path = key.replace(/^-/, '');
    if (path === '') return this.fail(index, 'Path is not under /proc/sys/: /proc/sys/');
    if (settings.kind(process.netns, path) === undefined) {
      if (!flags.has('-e')) this.fail(index, `cannot stat /proc/sys/${path}: No such file or directory`);
      return;
    }
    const written = process.system.fs.write(`/proc/sys/${path}`, `${value}\n`, 'truncate', process.netns);
    if (!written.ok && written.error.errno === 'EACCES') {
      // What root may not write is told like a bad value, but is no failure.
      process.blame(index);
      process.stderr.write(`sysctl: setting key "${dotted(path)}": ${strerror('EINVAL')}\n`);
      return;
    }
    if (!written.ok && written.error.errno === 'EROFS')
      return this.fail(index, `permission denied on key "${dotted(path)}"`);
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
      for (const name of settings.list(process.netns, key))
        if (!DEPRECATED.has(name)) this.show(key === '' ? name : `${key}/${name}`, index);
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

  /** Reads every file, then writes what they say. */
  private preload(files: readonly Word[]): void {
    const settings = files.flatMap((file) => this.settingsIn(file).map((setting) => ({ setting, index: file.index })));
    for (const { setting, index } of settings) this.write(setting, index);
  }

  private settingsIn({ text: file, index }: Word): Setting[] {
    const { process } = this;
    const content = process.system.fs.read(resolvePath(process.cwd, file), process.netns);
    if (!content.ok) {
      this.fail(index, `cannot open "${file}": ${strerror(content.error.errno)}`);
      return [];
    }
    const settings: Setting[] = [];
    for (const [number, line] of content.value.split('\n').entries()) {
      const setting = parseSetting(`${line}\n`);
      if (setting === 'invalid') {
        process.stderr.write(`sysctl: ${file}(${number + 1}): invalid syntax, continuing...\n`);
      } else if (setting?.value !== undefined) settings.push(setting);
    }
    return settings;
  }
}

/** An operand and its place in the command line. */
interface Word {
  readonly text: string;
  readonly index: number;
}

interface Setting {
  readonly name: string;
  /** Absent in a line `-key`, which takes the key out of the patterns of a file. */
  readonly value: string | undefined;
}

/** A line `key = value`; undefined for one that says nothing: shorter than two characters, or a comment (parse_setting_line). */
function parseSetting(line: string): Setting | 'invalid' | undefined {
  const text = line.trimStart();
  if (text.length < 2 || text.startsWith('#') || text.startsWith(';')) return undefined;
  const equals = text.indexOf('=');
  if (equals < 0) return text.startsWith('-') ? { name: text.trim(), value: undefined } : 'invalid';
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

/** A key as a path: dots separate unless a slash comes first; in a name written with dots, slashes stand for dots. */
export function keyOf(name: string): string {
  const slash = name.indexOf('/');
  const dot = name.indexOf('.');
  if (slash >= 0 && (dot < 0 || slash < dot)) return name.replace(/\/+$/, '');
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.')).replace(/\/+$/, '');
}

/** A path as a key: slashes become dots, and dots within a name slashes. */
export function dotted(key: string): string {
  return key.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}
