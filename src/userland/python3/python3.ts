import type { Program } from '../process.ts';
import { httpServer } from './http-server.ts';
import { PYTHON_VERSION } from './version.ts';

/** python3(1): of the whole language only `-m http.server`. */
export const python3: Program = (process) => {
  const { argv } = process;
  let at = 1;
  while (argv[at] !== undefined && /^-[uBEsS]+$/.test(argv[at]!)) at++;
  if (argv[at] === '-V' || argv[at] === '--version') {
    process.stdout.write(`Python ${PYTHON_VERSION}\n`);
    return 0;
  }
  const module = argv[at] === '-m' ? argv[at + 1] : argv[at]?.startsWith('-m') ? argv[at]!.slice(2) : undefined;
  const rest = argv[at] === '-m' ? at + 2 : at + 1;
  if (module === 'http.server') return httpServer(process, rest);
  process.unsimulated('Python but for `python3 -m http.server`', Math.min(at, argv.length - 1));
  if (module !== undefined) process.stderr.write(`/usr/bin/python3: No module named ${module}\n`);
  return 1;
};
