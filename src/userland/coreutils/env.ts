import { errorText } from '../file-system/error.ts';
import { resolvePath } from '../file-system.ts';
import type { Program } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { misused } from './options.ts';
import { quote } from './quote.ts';

/** env(1): `-i`, `-u name`, `-C folder`, `-S words`, `-0`, `NAME=value`. */
export const env: Program = (process) => {
  const { argv } = process;
  let environment = new Map(process.env);
  let cwd: string | undefined;
  let end = '\n';
  let at = 1;
  for (; /^-/.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '-i' || word === '-' || word === '--ignore-environment') environment = new Map();
    else if (word === '-0' || word === '--null') end = '\0';
    else if (word === '-C' || word.startsWith('--chdir=')) {
      if (word === '-C') at += 1;
      const written = word === '-C' ? (argv[at] ?? '') : word.slice(8);
      cwd = resolvePath(process.cwd, written);
      if (process.system.fs.kind(cwd, process.netns) !== 'directory') {
        process.stderr.write(`env: cannot change directory to ${quote(written)}: ${errorText('ENOENT')}\n`);
        return 125;
      }
    } else if (word === '-S') {
      // As a script's first line has it: the words are its own.
      const words = (argv[at + 1] ?? '').split(/\s+/).filter((each) => each !== '');
      return env(viewOf(process, { argv: [argv[0] as string, ...argv.slice(1, at), ...words, ...argv.slice(at + 2)] }));
    } else if (word === '-u') {
      at += 1;
      environment.delete(argv[at] ?? '');
    } else if (word.startsWith('--unset=')) environment.delete(word.slice(8));
    else if (word === '--') {
      at += 1;
      break;
    } else {
      process.blame(at);
      const what = word.startsWith('--') ? `unrecognized option '${word}'` : `invalid option -- '${word[1]}'`;
      return misused(process, what, 125);
    }
  }
  for (; argv[at]?.includes('='); at += 1) {
    const word = argv[at] as string;
    environment.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
  }
  if (argv[at] === undefined) {
    for (const [name, value] of environment) process.stdout.write(`${name}=${value}${end}`);
    return 0;
  }
  if (end === '\0') return misused(process, 'cannot specify --null (-0) with command', 125);
  const running = process.spawn(argv.slice(at), process.origins.slice(at), {
    env: environment,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (running !== undefined) return running;
  process.blame(at);
  process.stderr.write(`env: '${argv[at]}': No such file or directory\n`);
  return 127;
};

/** printenv(1). */
export const printenv: Program = ({ argv, env: environment, stdout }) => {
  if (argv.length === 1) {
    for (const [name, value] of environment) stdout.write(`${name}=${value}\n`);
    return 0;
  }
  let status = 0;
  for (const name of argv.slice(1)) {
    const value = environment.get(name);
    if (value === undefined) status = 1;
    else stdout.write(`${value}\n`);
  }
  return status;
};
