import { MACVLAN_MODES, MACVLAN_OPTIONS } from '../../../../../grammar/iproute2/link-macvlan.ts';
import type { MacvlanInfo, MacvlanMode, MacvlanOptions } from '../../../../../kernel/link/macvlan.ts';
import { formatMac, type Mac } from '../../../../../net/mac.ts';
import { Arguments } from '../../../arguments.ts';
import { macOf } from '../../../link-address.ts';
import { parseUnsigned } from '../../../number.ts';
import type { Printer } from '../../../printer.ts';
import type { Session } from '../../../session.ts';
import { kindUsage } from '../kind.ts';
import type { KindRequest, KindWords } from './words.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Options = Mutable<MacvlanOptions>;
type Sources = NonNullable<MacvlanOptions['sources']>;

const NO_FLAGS = { noPromisc: false, noDst: false };

/** The words of `type macvlan`. */
export const MACVLAN_WORDS: KindWords = {
  options: MACVLAN_OPTIONS,
  read,
  print: (out, { macvlan }) => {
    if (macvlan !== undefined) print(out, macvlan);
  },
};

/** Reads a line; what it has told already is no complaint of its own. */
function read(session: Session, kindAt: number): KindRequest | undefined {
  const args = new Arguments(session, MACVLAN_OPTIONS, kindAt);
  const macvlan: Options = {};
  while (args.next()) if (!readOption(args, macvlan)) return undefined;
  if (macvlan.flags?.noPromisc && macvlan.mode !== 'passthru') {
    session.error('macvlan: nopromisc flag only valid in passthru mode\n', kindAt);
    return usage(session);
  }
  return Object.keys(macvlan).length === 0 ? {} : { macvlan };
}

/** False after a complaint. */
function readOption(args: Arguments, macvlan: Options): boolean {
  const { session } = args;
  switch (args.row?.name) {
    case 'mode': {
      const word = args.take();
      if (!MACVLAN_MODES.includes(word))
        return refuse(args, 'mode', '"private", "vepa", "bridge", "passthru" or "source"');
      macvlan.mode = word as MacvlanMode;
      return true;
    }
    case 'flag':
      return readFlag(args, macvlan, args.take());
    case 'nopromisc':
    case 'nodst':
      return readFlag(args, macvlan, args.row.name);
    case 'macaddr': {
      const sources = readSources(args);
      if (sources !== undefined) macvlan.sources = sources;
      return sources !== undefined;
    }
    case 'bcqueuelen': {
      const length = parseUnsigned(args.take());
      if (length === undefined) return refuse(args, 'bcqueuelen', 'a positive integer [0-4294967295]');
      macvlan.broadcastQueue = length;
      return true;
    }
    default:
      if (!args.help) session.error(`macvlan: unknown option "${args.word}"?\n`, args.index);
      usage(session);
      return false;
  }
}

function readFlag(args: Arguments, macvlan: Options, word: string): boolean {
  const flags = macvlan.flags ?? NO_FLAGS;
  if (word === 'nopromisc') macvlan.flags = { ...flags, noPromisc: true };
  else if (word === 'nodst') macvlan.flags = { ...flags, noDst: true };
  else if (word === 'null') macvlan.flags = NO_FLAGS;
  else return refuse(args, 'flag', '"nopromisc", "nodst" or "null"');
  return true;
}

/** `add MAC`, `del MAC`, `flush` or `set MAC …`, the last up to the end of the line. */
function readSources(args: Arguments): Sources | undefined {
  const word = args.take();
  if (word === 'flush') return { change: 'flush', macs: [] };
  if (word === 'add' || word === 'del') {
    args.take();
    const mac = readMac(args);
    return mac === undefined ? undefined : { change: word === 'add' ? 'add' : 'delete', macs: [mac] };
  }
  if (word !== 'set') return usage(args.session);
  const macs: Mac[] = [];
  while (args.value() !== undefined) {
    const mac = readMac(args);
    if (mac === undefined) return undefined;
    macs.push(mac);
  }
  return { change: 'set', macs };
}

function readMac(args: Arguments): Mac | undefined {
  const octets = args.linkAddress();
  return octets === undefined ? undefined : macOf(octets);
}

function refuse(args: Arguments, name: string, allowed: string): false {
  args.session.error(`Error: argument of "${name}" must be ${allowed}, not "${args.word}"\n`, args.index);
  return false;
}

function usage(session: Session): undefined {
  session.error(kindUsage('macvlan', MACVLAN_OPTIONS));
  return undefined;
}

function print(out: Printer, macvlan: MacvlanInfo): void {
  const { mode, noPromisc, noDst, broadcastQueue, usedBroadcastQueue, sources } = macvlan;
  out.field('mode', mode, `mode ${mode} `);
  if (noPromisc) out.field('nopromisc', true, 'nopromisc ');
  if (noDst) out.field('nodst', true, 'nodst ');
  out.field('bcqueuelen', broadcastQueue, `bcqueuelen ${broadcastQueue} `);
  out.field('usedbcqueuelen', usedBroadcastQueue, `usedbcqueuelen ${usedBroadcastQueue} `);
  if (mode !== 'source') return;
  out.field('macaddr_count', sources.length, `remotes (${sources.length}) `);
  if (sources.length === 0) return;
  out.openArray('macaddr_data');
  for (const mac of sources) out.item(formatMac(mac), `${formatMac(mac)} `);
  out.closeArray();
}
