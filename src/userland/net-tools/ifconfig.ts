import { IFCONFIG } from '../../grammar/net-tools/ifconfig.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process, Program } from '../process.ts';
import { findInterface, interfaces } from './ifconfig/interface.ts';
import { longText, SHORT_HEAD, shortText } from './ifconfig/print.ts';
import { Exit, Setter } from './ifconfig/set.ts';
import { cutName } from './interface-name.ts';
import { versionText } from './version.ts';

/** ifconfig(8), net-tools 2.10. */
export const ifconfig: Program = (process) => {
  const { argv } = process;
  const flags = new Set<string>();
  let index = 1;
  for (; argv[index]?.startsWith('-'); index++) {
    const word = argv[index]!;
    if (['-V', '-version', '--version'].includes(word)) {
      process.stdout.write(versionText());
      return 0;
    }
    if (['-?', '-h', '-help', '--help'].includes(word)) {
      process.stdout.write(usageOf('ifconfig', IFCONFIG));
      return 0;
    }
    if (!['-a', '-s', '-v'].includes(word)) {
      process.blame(index);
      process.stderr.write(
        `ifconfig: option \`${word}' not recognised.\nifconfig: \`--help' gives usage information.\n`,
      );
      return 1;
    }
    flags.add(word);
  }
  if (argv.length <= index + 1) return show(process, flags, index);
  try {
    return new Setter(process, index).run();
  } catch (end) {
    if (end instanceof Exit) return end.status;
    throw end;
  }
};

function show(process: Process, flags: ReadonlySet<string>, index: number): number {
  const isShort = flags.has('-s');
  const text = isShort ? shortText : longText;
  const word = process.argv[index];
  if (word === undefined) {
    const { found, lost } = interfaces(process);
    // What is printed waits in a buffer until the end.
    if (lost !== undefined) process.stderr.write(`${lost}: error fetching interface information: Device not found\n`);
    const shown = found.filter((each) => flags.has('-a') || each.link.up).map(text);
    process.stdout.write(`${isShort ? SHORT_HEAD : ''}${shown.join('')}`);
    return lost === undefined ? 0 : 1;
  }
  if (isShort) process.stdout.write(SHORT_HEAD);
  const name = cutName(word);
  const found = findInterface(process, name);
  if (found === undefined) {
    process.blame(index);
    process.stderr.write(`${name}: error fetching interface information: Device not found\n`);
    return 1;
  }
  process.stdout.write(text(found));
  return 0;
}
