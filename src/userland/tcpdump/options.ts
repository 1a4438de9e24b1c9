import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { TCPDUMP } from '../../grammar/tcpdump/tcpdump.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process } from '../process.ts';

const TABLE = new GetoptTable(TCPDUMP.options);
const VERSION = 'tcpdump version 4.99.3\nlibpcap version 1.10.3 (with TPACKET_V3)\nOpenSSL 3.0.19 27 Jan 2026\n';
/** Bytes of a packet that are kept unless `-s` says otherwise, and the most that can be. */
export const MAXIMUM_SNAPLEN = 262144;

/** A word of the command line and its place. */
export interface Word {
  readonly text: string;
  readonly index: number;
}

/** What the words ask for. */
export interface Request {
  /** How often each option was given. */
  readonly counts: ReadonlyMap<string, number>;
  readonly device: Word | undefined;
  /** Packets after which it ends; 0 for never. */
  readonly count: number;
  readonly direction: 'in' | 'out' | 'inout';
  readonly snaplen: number;
  readonly writeTo: Word | undefined;
  readonly readFrom: Word | undefined;
  /** The words of the expression, joined. */
  readonly filter: string;
  readonly filterIndex: number;
}

/** Reads the command line; an exit status when there is nothing to do. */
export function parseOptions(process: Process): Request | number {
  const fail = (index: number, message: string): number => {
    process.blame(index);
    process.stderr.write(`tcpdump: ${message}\n`);
    return 1;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  const counts = new Map<string, number>();
  const values = new Map<string, Word>();
  const operands: Word[] = [];
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error')
      return fail(
        step.index,
        `${getoptMessage('', step.error).slice(2)}\n${VERSION}${usageOf('tcpdump', TCPDUMP).trimEnd()}`,
      );
    if (step.kind === 'operand') {
      operands.push({ text: step.value, index: step.index });
      continue;
    }
    const { name } = step.option;
    const word = { text: step.value ?? '', index: step.valueIndex };
    if (name === '-h' || name === '--version') {
      process.stdout.write(VERSION + (name === '-h' ? usageOf('tcpdump', TCPDUMP) : ''));
      return 0;
    }
    const wrong = complaint(name, word.text);
    if (wrong !== undefined) return fail(word.index, wrong);
    if (step.option.simulated === false) process.unsimulated(`tcpdump ${name}`, step.index);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    values.set(name, word);
  }
  if ((counts.get('-t') ?? 0) > 5)
    return fail(values.get('-t')!.index, 'only -t, -tt, -ttt, -tttt and -ttttt are supported');
  return {
    counts,
    device: values.get('-i'),
    count: Number(values.get('-c')?.text ?? 0),
    direction: (values.get('-Q')?.text ?? 'inout') as Request['direction'],
    snaplen: Number(values.get('-s')?.text ?? 0) || MAXIMUM_SNAPLEN,
    writeTo: values.get('-w'),
    readFrom: values.get('-r'),
    filter: operands.map(({ text }) => text).join(' '),
    filterIndex: operands[0]?.index ?? 0,
  };
}

/** What is wrong with the value of an option. */
function complaint(name: string, text: string): string | undefined {
  switch (name) {
    case '-c':
      return /^[ +]*\d+/.test(text) && Number.parseInt(text, 10) > 0 ? undefined : `invalid packet count ${text}`;
    case '-Q':
      return ['in', 'out', 'inout'].includes(text) ? undefined : `unknown capture direction \`${text}'`;
    case '-s': {
      const isLength = /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text) && Number(text) <= MAXIMUM_SNAPLEN;
      return isLength ? undefined : `invalid snaplen ${text} (must be >= 0 and <= ${MAXIMUM_SNAPLEN})`;
    }
  }
  if (Object.hasOwn(COUNTS, name)) return Number.parseInt(text, 10) > 0 ? undefined : `${COUNTS[name]!} ${text}`;
  if (!Object.hasOwn(NAMES, name)) return undefined;
  const { known, wrong } = NAMES[name]!;
  return known.includes(text.toLowerCase()) ? undefined : wrong(text);
}

/** What is said of numbers that are none, or not positive. */
const COUNTS: Readonly<Record<string, string>> = {
  '-B': 'invalid packet buffer size',
  '-C': 'invalid file size',
  '-W': 'invalid number of output files',
};

/** Options that take one of some names, in small letters, and what is said of others. */
const NAMES: Readonly<Record<string, { readonly known: readonly string[]; readonly wrong: (text: string) => string }>> =
  {
    '-j': {
      known: ['host', 'host_lowprec', 'host_hiprec', 'host_hiprec_unsynced', 'adapter', 'adapter_unsynced'],
      wrong: (text) => `invalid time stamp type ${text}`,
    },
    '-y': {
      known: ['en10mb', 'linux_sll', 'linux_sll2', 'raw', 'null', 'loop', 'ipv4', 'ipv6', 'ppp', 'docsis'],
      wrong: (text) => `invalid data link type ${text}`,
    },
    '-T': {
      known: [
        'vat',
        'wb',
        'rpc',
        'rtp',
        'rtcp',
        'snmp',
        'cnfp',
        'tftp',
        'aodv',
        'carp',
        'radius',
        'zmtp1',
        'vxlan',
      ].concat(['pgm', 'pgm_zmtp1', 'lmp', 'resp', 'ptp', 'someip', 'domain', 'quic']),
      wrong: (text) => `unknown packet type \`${text}'`,
    },
  };
