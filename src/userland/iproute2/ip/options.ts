import { IP_OPTIONS } from '../../../grammar/iproute2/ip.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import { strerror } from '../../../kernel/errno.ts';
import { leadingNumber } from '../../stdlib.ts';
import { EXIT_MINUS_ONE, Exit } from '../exit.ts';
import { NETNS_DIRECTORY, openNetns } from '../netns-name.ts';
import { parseUnsigned } from '../number.ts';
import type { Session } from '../session.ts';
import { programUsage } from './help.ts';

const FAMILIES = { inet: 4, inet6: 6, link: 'link', mpls: 'mpls', bridge: 'bridge' } as const;
const TABLE = tableOf(IP_OPTIONS);

/** What the options say that is not kept in the session. */
export interface Command {
  /** The word of the object, or the end of the line. */
  readonly index: number;
  /** The word that names a file of commands. */
  readonly batch: number | undefined;
}

/** Reads the options before the object. */
export function readOptions(session: Session): Command {
  const { argv } = session;
  let index = 1;
  let batch: number | undefined;
  for (; index < argv.length; index++) {
    const word = argv[index]!;
    if (word === '--') return { index: index + 1, batch };
    if (!word.startsWith('-')) break;
    // `--json` is `-json`.
    const text = word.startsWith('--') ? word.slice(1) : word;
    const name = TABLE.find(text)?.name;
    if (name === undefined) session.die(`Option "${text}" is unknown, try "ip -help".\n`, index);
    if (name === '-batch') batch = valueIndex(session, index);
    index = readOption(session, name, index);
  }
  return { index, batch };
}

/** The word behind an option, which has to be there. */
function valueIndex(session: Session, index: number): number {
  if (index + 1 >= session.argv.length) programUsage(session);
  return index + 1;
}

/** Reads one option; answers the index of its last word. */
function readOption(session: Session, name: string, index: number): number {
  const { argv, options } = session;
  switch (name) {
    case '-loops':
      options.loops = leadingNumber(argv[valueIndex(session, index)]!);
      return index + 1;
    case '-family':
      return readFamily(session, valueIndex(session, index));
    case '-4':
    case '-6':
      options.family = name === '-4' ? 4 : 6;
      return index;
    case '-0':
      options.family = 'link';
      return index;
    case '-M':
      options.family = 'mpls';
      return index;
    case '-B':
      options.family = 'bridge';
      return index;
    case '-echo':
      session.unsimulated(`ip ${name}`, index);
      return index;
    case '-rcvbuf': {
      const at = valueIndex(session, index);
      if (parseUnsigned(argv[at]!) === undefined) session.die(`Invalid rcvbuf size '${argv[at]}'\n`, at);
      return at;
    }
    case '-Version':
      session.out.text('ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
      throw new Exit(0);
    case '-batch':
      return index + 1;
    case '-help':
      return programUsage(session);
    case '-netns':
      return switchNetns(session, index + 1);
    default:
      readSwitch(session, name);
      return index;
  }
}

function readFamily(session: Session, index: number): number {
  const word = session.argv[index]!;
  if (word === 'help') programUsage(session);
  if (!(word in FAMILIES)) session.invalid('invalid protocol family', index);
  session.options.family = FAMILIES[word as keyof typeof FAMILIES];
  return index;
}

/** Goes to the namespace of -netns. */
export function switchNetns(session: Session, index: number): number {
  const name = session.argv[index];
  const netns = name === undefined ? undefined : openNetns(session, `${NETNS_DIRECTORY}/${name}`);
  if (netns === undefined || netns === 'other') {
    const text =
      netns === undefined
        ? `Cannot open network namespace "${name ?? '(null)'}": ${strerror('ENOENT')}\n`
        : `setting the network namespace "${name}" failed: ${strerror('EINVAL')}\n`;
    session.die(text, Math.min(index, session.argv.length - 1), EXIT_MINUS_ONE);
  }
  session.netns = netns;
  return index;
}

function readSwitch(session: Session, name: string): void {
  const { options } = session;
  switch (name) {
    case '-timestamp':
      options.timestamp = true;
      return;
    case '-human':
      options.human = true;
      return;
    case '-iec':
      options.iec = true;
      return;
    case '-stats':
      options.stats++;
      return;
    case '-details':
      options.details++;
      return;
    case '-oneline':
      options.oneline = true;
      return;
    case '-force':
      options.force = true;
      return;
    case '-brief':
      options.brief = true;
      return;
    case '-json':
      options.json = true;
      return;
    case '-pretty':
      options.pretty = true;
      return;
    case '-Numeric':
      options.numeric = true;
      return;
    case '-all':
      options.all = true;
  }
}
