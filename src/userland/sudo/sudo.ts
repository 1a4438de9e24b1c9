import type { Program } from '../process.ts';

const USAGE =
  'usage: sudo -h | -K | -k | -V\n' +
  'usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]\n' +
  'usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user] [command [arg ...]]\n' +
  'usage: sudo [-ABbEHkNnPS] [-r role] [-t type] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] [VAR=value] [-i | -s] [command [arg ...]]\n' +
  'usage: sudo -e [-ABkNnS] [-r role] [-t type] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] file ...\n';

/** Letters of options that change nothing here, and of those that take an argument. */
const PLAIN = 'ABbEHkNnPSK';
const WITH_ARGUMENT = 'CDghprRtTUu';

/** sudo(8): the lab is root already, so the command runs as it is, with a clean environment unless `-E`. */
export const sudo: Program = (process) => {
  const { argv } = process;
  const env = new Map(process.env);
  let shell = false;
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '--') {
      at += 1;
      break;
    }
    if (word === '-V' || word === '--version') {
      process.stdout.write('Sudo version 1.9.13p3\n');
      return 0;
    }
    if (/^--(?:preserve-env(?:=.*)?|non-interactive|set-home|stdin|user=root)$/.test(word)) continue;
    const taken = letters(word, argv[at + 1]);
    if (taken.wrong !== undefined) {
      process.blame(at);
      process.stderr.write(`sudo: ${taken.wrong}\n${USAGE}`);
      return 1;
    }
    if (taken.user !== undefined && !/^(?:root|#?0)$/.test(taken.user)) {
      process.blame(taken.more ? at + 1 : at);
      process.stderr.write(`sudo: unknown user ${taken.user}\nsudo: error initializing audit plugin sudoers_audit\n`);
      return 1;
    }
    shell ||= taken.shell;
    if (taken.more) at += 1;
  }
  for (; /^[A-Za-z_]\w*=/.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    env.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
  }
  if (argv[at] === undefined) {
    if (!shell) {
      process.stderr.write(USAGE);
      return 1;
    }
    return process.spawn(['bash'], [undefined], { env }) ?? 1;
  }
  const running = shell
    ? process.spawn(['bash', '-c', argv.slice(at).join(' ')], [undefined, undefined, process.origins[at]], { env })
    : process.spawn(argv.slice(at), process.origins.slice(at), { env });
  if (running !== undefined) return running;
  process.blame(at);
  process.stderr.write(`sudo: ${argv[at]}: command not found\n`);
  return 1;
};

interface Taken {
  readonly more: boolean;
  readonly shell: boolean;
  readonly user: string | undefined;
  readonly wrong: string | undefined;
}

function letters(word: string, next: string | undefined): Taken {
  let shell = false;
  if (word.startsWith('--')) return { more: false, shell, user: undefined, wrong: `unrecognized option '${word}'` };
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at] as string;
    if (WITH_ARGUMENT.includes(letter)) {
      const attached = word.slice(at + 1);
      const value = attached === '' ? next : attached;
      const wrong = value === undefined ? `option requires an argument -- '${letter}'` : undefined;
      return { more: attached === '', shell, user: letter === 'u' ? value : undefined, wrong };
    }
    if (letter === 'i' || letter === 's') shell = true;
    else if (!PLAIN.includes(letter))
      return { more: false, shell, user: undefined, wrong: `invalid option -- '${letter}'` };
  }
  return { more: false, shell, user: undefined, wrong: undefined };
}
