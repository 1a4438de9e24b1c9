import { resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';

/** which(1) of debianutils: where programs are, all of them in /usr/bin here, and scripts along `PATH`. */
export const which: Program = (process) => {
  const names = process.argv.slice(1);
  let all = false;
  while (/^-./.test(names[0] ?? '')) {
    const word = names.shift() as string;
    if (word === '--') break;
    if (/^-[as]+$/.test(word)) all ||= word.includes('a');
    else {
      process.stderr.write(`Illegal option ${word}\nUsage: ${process.argv[0]} [-a] args\n`);
      return 2;
    }
  }
  let status = names.length === 0 ? 1 : 0;
  for (const name of names) {
    const found = placesOf(process, name);
    if (found.length === 0) status = 1;
    for (const path of all ? found : found.slice(0, 1)) process.stdout.write(`${path}\n`);
  }
  return status;
};

function placesOf(process: Process, name: string): string[] {
  const { fs, programs } = process.system;
  const isExecutable = (path: string) => {
    const status = fs.status(resolvePath(process.cwd, path), process.netns);
    return status?.kind === 'file' && (status.mode & 0o111) !== 0;
  };
  if (name.includes('/')) {
    const isProgram =
      /^(?:\/usr)?(?:\/local)?\/s?bin\/[^/]+$/.test(name) && programs.has(name.slice(name.lastIndexOf('/') + 1));
    return isExecutable(name) || isProgram ? [name] : [];
  }
  const scripts = (process.env.get('PATH') ?? '')
    .split(':')
    .map((directory) => `${directory || '.'}/${name}`)
    .filter(isExecutable);
  if (!programs.has(name)) return scripts;
  // /bin leads to /usr/bin.
  const twice = (process.env.get('PATH') ?? '').split(':').includes('/bin') ? [`/bin/${name}`] : [];
  return [`/usr/bin/${name}`, ...twice, ...scripts];
}
