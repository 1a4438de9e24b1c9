import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ROUTE } from '../../grammar/net-tools/route.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process, Program } from '../process.ts';
import { changeRoute, routeUsage } from './route/change.ts';
import { type RouteView, showCache, showRoutes } from './route/show.ts';
import { versionText } from './version.ts';
import type { Word } from './word.ts';

/** Letters come without the long names that getopt would take for rows of their own. */
const TABLE = new GetoptTable([
  ...ROUTE.options,
  { name: '-net', aliases: ['--net'], doc: 'a network' },
  { name: '-host', aliases: ['--host'], doc: 'a host' },
]);

/** Families that have a name; only the first can be shown. */
const FAMILIES = new Set(['inet', 'inet6', 'unix', 'ax25', 'netrom', 'rose', 'ipx', 'ddp', 'ec', 'ash', 'x25']);

/** What route was built with, behind its version. */
const FEATURES = `+NEW_ADDRT +RTF_IRTT +RTF_REJECT +I18N +SELINUX
AF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH
HW:  +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI +HIPPI +HDLC/LAPB +EUI64 
`;

/** What the options ask for. */
interface Options {
  readonly flags: ReadonlySet<string>;
  readonly extended: number;
  /** Address families, as often as they were named. */
  readonly families: readonly string[];
  readonly words: readonly Word[];
}

/** route(8), net-tools 2.10. */
export const route: Program = (process) => {
  const options = read(process);
  if (typeof options === 'number') return options;
  const { words, flags, extended } = options;
  const [verb] = words;
  if (verb === undefined) {
    const view: RouteView = { numeric: flags.has('-n'), extended };
    // The table is shown as often as its family was named, until there is nothing in it.
    for (const _ of options.families.length === 0 ? ['inet'] : options.families) {
      const isShown = flags.has('-C') && !flags.has('-F') ? true : showRoutes(process, view);
      if (flags.has('-C')) showCache(process, view);
      if (!isShown) return 1;
    }
    return 0;
  }
  if (options.families.length > 1) {
    const named = options.families.join(',');
    process.blame(verb.index);
    process.stderr.write(
      `Please don't supply more than one address family.\nAddress family \`${named}' not supported.\n`,
    );
    return 3;
  }
  switch (verb.text) {
    case 'add':
      return changeRoute(process, 'add', words.slice(1));
    case 'del':
    case 'delete':
      return changeRoute(process, 'delete', words.slice(1));
    case 'flush':
      process.blame(verb.index);
      process.stderr.write("Flushing `inet' routing table not supported\n");
      return routeUsage(process, verb.index);
  }
  process.blame(verb.index);
  process.stderr.write(usageOf('route', ROUTE));
  return 3;
};

function read(process: Process): Options | number {
  const flags = new Set<string>();
  const words: Word[] = [];
  const families: string[] = [];
  let extended = 0;
  const argv = process.argv.map((word) => (word === '-net' || word === '-host' ? `-${word}` : word));
  const scan = new Getopt(argv, [TABLE]);
  const targets: Word[] = [];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.blame(step.index);
      process.stderr.write(`${getoptMessage('route', step.error)}\n${usageOf('route', ROUTE)}`);
      return 0;
    }
    if (step.kind === 'operand') words.push({ text: step.value, index: step.index });
    else if (step.option.name === '-net' || step.option.name === '-host')
      targets.push({ text: step.option.name, index: step.index });
    else {
      const ended = option(process, families, step.option.name, step.value, step.index);
      if (ended !== undefined) return ended;
      flags.add(step.option.name);
      if (step.option.name === '-e') extended = (extended + 1) % 4;
    }
  }
  return { flags, extended, families, words: [...words, ...targets].sort((a, b) => a.index - b.index) };
}

/** Options that end the program, and those that name families; undefined when it goes on. */
function option(
  process: Process,
  families: string[],
  name: string,
  value: string | undefined,
  index: number,
): number | undefined {
  if (name === '-V') {
    process.stdout.write(`${versionText()}${FEATURES}`);
    return 0;
  }
  if (name === '-h') {
    process.stdout.write(usageOf('route', ROUTE));
    return 0;
  }
  const named = name === '-A' ? value!.split(',') : name === '-4' ? ['inet'] : name === '-6' ? ['inet6'] : [];
  families.push(...named);
  const other = named.find((family) => family !== 'inet');
  if (other === undefined) return undefined;
  process.blame(index);
  if (FAMILIES.has(other)) {
    process.unsimulated(`route of the address family ${other}`, index);
    return 0;
  }
  process.stderr.write(`Unknown address family \`${other}'.\n`);
  return 1;
}
