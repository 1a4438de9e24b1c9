import type { Program } from '../process.ts';
import { misused } from './options.ts';

/** env(1): `-i`, `-u name`, `NAME=value`. */
export const env: Program = (process) => {
  const { argv } = process;
  let environment = new Map(process.env);
  let at = 1;
  for (; /^-/.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '-i' || word === '-' || word === '--ignore-environment') environment = new Map();
    else if (word === '-u') {
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
    for (const [name, value] of environment) process.stdout.write(`${name}=${value}\n`);
    return 0;
  }
  const running = process.spawn(argv.slice(at), process.origins.slice(at), { env: environment });
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
