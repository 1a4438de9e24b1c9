import { EPOCH } from '../../kernel/epoch.ts';
import { groupName, userName } from '../base-passwd/ids.ts';
import { parseMode } from '../coreutils/mode.ts';
import { compileRegex } from '../coreutils/regex.ts';
import { linksOf } from '../coreutils/stat.ts';
import { errorText } from '../file-system/error.ts';
import { type FileStatus, resolvePath } from '../file-system.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { printfOf, type Visit } from './find-printf.ts';
import { wildcard } from './wildcard.ts';

/** Whether a file is chosen; what is done on the way may take time. */
type Test = (visit: Visit) => Generator<Wait, boolean, void>;

/** What is wrong with the words of a command. */
class Refusal {
  constructor(
    readonly message: string,
    readonly index: number,
  ) {}
}

/** find(1) of findutils 4.9: tests of names, kinds, sizes, times and permissions; `-print`, `-print0`, `-printf`, `-delete`, `-exec`, `-quit`. */
export const find: Program = (process) => {
  try {
    return new Find(process).run();
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    process.blame(thrown.index);
    process.stderr.write(`find: ${thrown.message}\n`);
    return 1;
  }
};

/** Ends the search (`-quit`). */
class Quit {}

class Find {
  readonly #starts: readonly string[];
  readonly #test: Test;
  readonly #batches: { readonly words: readonly string[]; readonly files: string[] }[] = [];
  #at: number;
  #least = 0;
  #most = Number.POSITIVE_INFINITY;
  #acts = false;
  #isDepthFirst = false;
  #isExtended = false;
  #pruned = false;
  #status = 0;

  constructor(private readonly process: Process) {
    const { argv } = process;
    let at = 1;
    while (/^-[HLP]$/.test(argv[at] ?? '')) at += 1;
    const first = at;
    while (argv[at] !== undefined && !/^(?:-.|[(!])/.test(argv[at] as string)) at += 1;
    this.#starts = first === at ? ['.'] : argv.slice(first, at);
    this.#at = at;
    const test = argv[at] === undefined ? yes : this.#either();
    if (this.#at < argv.length) this.#refuse(`paths must precede expression: \`${argv[this.#at]}'`);
    this.#test = this.#acts ? test : both(test, (visit) => this.#print(visit.name, '\n'));
  }

  *run(): Running {
    try {
      for (const start of this.#starts) {
        const path = resolvePath(this.process.cwd, start);
        const status = this.process.system.fs.status(path, this.process.netns, 'link');
        if (status === undefined) this.#fail(start, 'ENOENT');
        else yield* this.#visit({ name: start, path, depth: 0, status, start });
      }
    } catch (thrown) {
      if (!(thrown instanceof Quit)) throw thrown;
    }
    for (const { words, files } of this.#batches) if (files.length > 0) yield* this.#spawn([...words, ...files]);
    return this.#status;
  }

  #fail(name: string, errno: Parameters<typeof errorText>[0]): void {
    this.process.stderr.write(`find: '${name}': ${errorText(errno)}\n`);
    this.#status = 1;
  }

  #refuse(message: string, index = this.#at): never {
    throw new Refusal(message, index);
  }

  *#visit(visit: Visit): Generator<Wait, void, void> {
    const isWithin = visit.depth >= this.#least;
    this.#pruned = false;
    if (isWithin && !this.#isDepthFirst) yield* this.#test(visit);
    if (visit.status.kind === 'directory' && visit.depth < this.#most && !this.#pruned) yield* this.#inside(visit);
    if (isWithin && this.#isDepthFirst) yield* this.#test(visit);
  }

  *#inside({ name, path, depth, start }: Visit): Generator<Wait, void, void> {
    const { fs } = this.process.system;
    const listed = fs.list(path, this.process.netns);
    for (const each of listed.ok ? listed.value : []) {
      const inside = `${path === '/' ? '' : path}/${each}`;
      const status = fs.status(inside, this.process.netns, 'link');
      if (status === undefined) continue;
      yield* this.#visit({
        name: `${name.endsWith('/') ? name : `${name}/`}${each}`,
        path: inside,
        depth: depth + 1,
        status,
        start,
      });
    }
  }

  #print(text: string, end: string): boolean {
    this.process.stdout.write(text + end);
    return true;
  }

  /** `a -o b`. */
  #either(): Test {
    let test = this.#all();
    while (/^-(?:o|or)$/.test(this.process.argv[this.#at] ?? '')) {
      this.#at += 1;
      const [left, right] = [test, this.#all()];
      test = function* (visit) {
        return (yield* left(visit)) || (yield* right(visit));
      };
    }
    return test;
  }

  /** `a -a b`, `a b`. */
  #all(): Test {
    let test = this.#one();
    for (;;) {
      const word = this.process.argv[this.#at];
      if (word === undefined || word === ')' || /^-(?:o|or)$/.test(word)) return test;
      if (/^-(?:a|and)$/.test(word)) this.#at += 1;
      const [left, right] = [test, this.#one()];
      test = function* (visit) {
        return (yield* left(visit)) && (yield* right(visit));
      };
    }
  }

  #one(): Test {
    const word = this.process.argv[this.#at];
    if (word === '!' || word === '-not') {
      this.#at += 1;
      const test = this.#one();
      return function* (visit) {
        return !(yield* test(visit));
      };
    }
    if (word === '(') {
      this.#at += 1;
      const test = this.#either();
      if (this.process.argv[this.#at] !== ')') {
        this.#refuse("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      }
      this.#at += 1;
      return test;
    }
    return this.#primary();
  }

  #argument(name: string): string {
    const value = this.process.argv[this.#at];
    if (value === undefined) this.#refuse(`missing argument to \`${name}'`, this.#at - 1);
    this.#at += 1;
    return value as string;
  }

  #primary(): Test {
    const name = this.process.argv[this.#at];
    if (name === undefined) return yes;
    if (!name.startsWith('-')) this.#refuse(`paths must precede expression: \`${name}'`);
    this.#at += 1;
    const action = this.#action(name) ?? this.#option(name) ?? this.#fileTest(name);
    return action ?? this.#refuse(`unknown predicate \`${name}'`, this.#at - 1);
  }

  #action(name: string): Test | undefined {
    switch (name) {
      case '-print':
        this.#acts = true;
        return plain((visit) => this.#print(visit.name, '\n'));
      case '-print0':
        this.#acts = true;
        return plain((visit) => this.#print(visit.name, '\0'));
      case '-delete':
        this.#acts = true;
        this.#isDepthFirst = true;
        return plain((visit) => this.#delete(visit));
      case '-quit':
        this.#acts = true;
        return plain(() => {
          throw new Quit();
        });
      case '-printf': {
        this.#acts = true;
        const format = printfOf(this.process, this.#argument(name), (directive) =>
          this.process.stderr.write(`find: warning: unrecognized format directive \`${directive}'\n`),
        );
        return plain((visit) => this.#print(format(visit), ''));
      }
      case '-prune':
        return plain(() => {
          this.#pruned = true;
          return true;
        });
      case '-exec':
        this.#acts = true;
        return this.#exec();
      default:
        return undefined;
    }
  }

  #delete({ name, path }: Visit): boolean {
    const removed = this.process.system.fs.remove(path);
    if (removed.ok) return true;
    this.process.stderr.write(`find: cannot delete '${name}': ${errorText(removed.error.errno)}\n`);
    this.#status = 1;
    return false;
  }

  #exec(): Test {
    const { argv } = this.process;
    const first = this.#at;
    const end = argv.findIndex((word, at) => at >= first && (word === ';' || (word === '+' && argv[at - 1] === '{}')));
    if (end < 0 || end === first) this.#refuse("missing argument to `-exec'", first - 1);
    const words = argv.slice(first, end);
    this.#at = end + 1;
    if (argv[end] === '+') {
      const batch = { words: words.slice(0, -1), files: [] as string[] };
      this.#batches.push(batch);
      return plain(({ name }) => batch.files.push(name) > 0);
    }
    const spawn = (command: readonly string[]) => this.#spawn(command);
    return function* ({ name }) {
      return (yield* spawn(words.map((word) => word.replaceAll('{}', name)))) === 0;
    };
  }

  *#spawn(words: readonly string[]): Running {
    const running = this.process.spawn(
      words,
      words.map(() => undefined),
    );
    if (running !== undefined) return yield* running;
    this.process.stderr.write(`find: '${words[0]}': ${errorText('ENOENT')}\n`);
    return 1;
  }

  #option(name: string): Test | undefined {
    switch (name) {
      case '-maxdepth':
      case '-mindepth': {
        const word = this.#argument(name);
        if (!/^\d+$/.test(word)) {
          this.#refuse(`Expected a positive decimal integer argument to ${name}, but got '${word}'`, this.#at - 1);
        }
        if (name === '-maxdepth') this.#most = Number(word);
        else this.#least = Number(word);
        return yes;
      }
      case '-depth':
        this.#isDepthFirst = true;
        return yes;
      case '-regextype':
        this.#isExtended = /extended|egrep|awk/.test(this.#argument(name));
        return yes;
      case '-xdev':
      case '-mount':
      case '-follow':
        return yes;
      default:
        return undefined;
    }
  }

  #fileTest(name: string): Test | undefined {
    switch (name) {
      case '-name':
      case '-iname': {
        const matches = wildcard(this.#argument(name), name === '-iname');
        return plain((visit) => matches(visit.name.replace(/\/+$/, '').split('/').at(-1) || '/'));
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const matches = wildcard(this.#argument(name), name === '-ipath');
        return plain((visit) => matches(visit.name));
      }
      case '-regex':
      case '-iregex': {
        const word = this.#argument(name);
        const source = `^(${this.#isExtended ? word : emacsRegex(word)})$`;
        const regex = compileRegex(source, { extended: true, ignoreCase: name === '-iregex' });
        if (regex === undefined)
          this.#refuse(`failed to compile regular expression '${word}': Invalid regular expression`, this.#at - 1);
        return plain((visit) => regex?.exec(visit.name) != null);
      }
      case '-links': {
        const word = this.process.argv[this.#at] ?? name;
        const match = /^([-+]?)(\d+)$/.exec(word);
        if (match === null) this.#refuse(`invalid argument \`${word}' to \`-links'`, this.#at);
        const [, sign, number] = match as RegExpExecArray;
        this.#at += 1;
        return plain(({ path, status }) => isWithin(sign, linksOf(this.process, path, status), Number(number)));
      }
      case '-user':
      case '-group': {
        const word = this.#argument(name);
        const [nameOf, id] = name === '-user' ? [userName, 'uid' as const] : [groupName, 'gid' as const];
        if (word !== 'root' && !/^\d+$/.test(word))
          this.#refuse(`'${word}' is not the name of a known ${name.slice(1)}`, this.#at - 1);
        return plain(({ status }) => nameOf(status[id]) === word || String(status[id]) === word);
      }
      case '-type':
        return this.#type(this.#argument(name));
      case '-empty':
        return plain(({ path, status }) => {
          const listed =
            status.kind === 'directory' ? this.process.system.fs.list(path, this.process.netns) : undefined;
          return listed === undefined
            ? status.kind === 'file' && status.size === 0
            : listed.ok && listed.value.length === 0;
        });
      case '-executable':
        return plain(({ status }) => (status.mode & 0o111) !== 0);
      case '-true':
        return yes;
      case '-false':
        return plain(() => false);
      case '-perm':
        return this.#permissions(this.#argument(name));
      case '-size':
        return this.#size(this.#argument(name));
      case '-mtime':
      case '-mmin':
        return this.#age(name, this.#argument(name));
      case '-newer': {
        const word = this.#argument(name);
        const { fs } = this.process.system;
        const than = fs.status(resolvePath(this.process.cwd, word), this.process.netns);
        if (than === undefined) this.#refuse(`'${word}': ${errorText('ENOENT')}`, this.#at - 1);
        return plain(({ status }) => status.mtime > (than as FileStatus).mtime);
      }
      default:
        return undefined;
    }
  }

  #type(letters: string): Test {
    const kinds: Readonly<Record<string, FileStatus['kind']>> = { f: 'file', d: 'directory', l: 'link', c: 'device' };
    const wanted = letters.split(',');
    for (const letter of wanted) {
      if (!/^[bcdpflsD]$/.test(letter)) this.#refuse(`Unknown argument to -type: ${letter[0] ?? ''}`, this.#at - 1);
    }
    return plain(({ status }) => wanted.some((letter) => kinds[letter] === status.kind));
  }

  #permissions(word: string): Test {
    const change = parseMode(word.replace(/^[-/]/, ''));
    if (change === undefined) this.#refuse(`invalid mode '${word}'`, this.#at - 1);
    const wanted = (change as NonNullable<typeof change>)({ kind: 'file', mode: 0 });
    if (word.startsWith('-')) return plain(({ status }) => (status.mode & wanted) === wanted);
    if (word.startsWith('/')) return plain(({ status }) => wanted === 0 || (status.mode & wanted) !== 0);
    return plain(({ status }) => status.mode === wanted);
  }

  #size(word: string): Test {
    const match = /^([-+]?)(\d+)([cwbkMG]?)$/.exec(word);
    if (match === null) this.#refuse(`Invalid argument \`${word}' to -size`, this.#at - 1);
    const [, sign, number, unit = ''] = match as RegExpExecArray;
    const units: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, '': 512, k: 1024, M: 1 << 20, G: 1 << 30 };
    return plain(({ status }) => isWithin(sign, Math.ceil(status.size / (units[unit] as number)), Number(number)));
  }

  #age(name: string, word: string): Test {
    const match = /^([-+]?)(\d+)$/.exec(word);
    if (match === null) this.#refuse(`invalid argument \`${word}' to \`${name}'`, this.#at - 1);
    const [, sign, number] = match as RegExpExecArray;
    const unit = name === '-mmin' ? 60 : 86_400;
    return plain(({ status }) => {
      const age = EPOCH + this.process.system.kernel.now / 1_000_000 - status.mtime;
      const units = name === '-mmin' ? Math.ceil(age / unit) : Math.floor(age / unit);
      return isWithin(sign, units, Number(number));
    });
  }
}

/** A regular expression of Emacs, where groups and alternatives are written with backslashes, as an extended one. */
function emacsRegex(word: string): string {
  return word.replace(/\\([\s\S])|[(){}|]/g, (all, quoted?: string) => {
    if (quoted === undefined) return `\\${all}`;
    return /[()|]/.test(quoted) ? quoted : all;
  });
}

function isWithin(sign: string | undefined, value: number, than: number): boolean {
  if (sign === '+') return value > than;
  return sign === '-' ? value < than : value === than;
}

function plain(test: (visit: Visit) => boolean): Test {
  return function* (visit) {
    yield* [];
    return test(visit);
  };
}

const yes: Test = plain(() => true);

function both(first: Test, second: (visit: Visit) => boolean): Test {
  return function* (visit) {
    return (yield* first(visit)) && second(visit);
  };
}
