import { cat } from '../coreutils/cat.ts';
import type { Program } from '../process.ts';
import { viewOf } from '../process-view.ts';

/** less(1) and more(1), as they are where nobody sees a terminal: the text passes through. */
const less: Program = (process) => {
  const files = process.argv.slice(1).filter((word) => !/^[-+]./.test(word));
  return cat(viewOf(process, { argv: ['cat', '--', ...files] }));
};

/** The pagers of Debian's packages less and util-linux. */
export const pagers: ReadonlyMap<string, Program> = new Map([
  ['less', less],
  ['more', less],
]);
