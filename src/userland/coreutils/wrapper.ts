import type { Program } from '../process.ts';
import { misused, parseOptions } from './options.ts';

/**
 * A program that changes how another one is run in a way that makes no difference here: nohup(1), setsid(1), stdbuf(1),
 * nice(1).
 */
function wrapper(table: { readonly letters: string; readonly long: Readonly<Record<string, string>> }): Program {
  return (process) => {
    const options = parseOptions(process, { ...table, failure: 125, posix: true });
    if (typeof options === 'number') return options;
    const [name] = options.operands;
    if (name === undefined) return misused(process, 'missing operand', 125);
    const at = options.indexes[0] as number;
    const running = process.spawn(process.argv.slice(at), process.origins.slice(at));
    if (running !== undefined) return running;
    process.blame(at);
    process.stderr.write(`${process.argv[0]}: failed to run command '${name}': No such file or directory\n`);
    return 127;
  };
}

export const nohup = wrapper({ letters: '', long: {} });
export const setsid = wrapper({ letters: 'cfw', long: { ctty: 'c', fork: 'f', wait: 'w' } });
export const stdbuf = wrapper({ letters: 'i:o:e:', long: { input: 'i', output: 'o', error: 'e' } });
export const nice = wrapper({ letters: 'n:', long: { adjustment: 'n' } });
