/** The value of an option, and the word it stands in. */
export interface Given {
  readonly text: string;
  readonly index: number;
}

/** What numbers iperf3 takes for an option, and what it says to others (iperf_parse_arguments, iperf_strerror). */
interface Limit {
  readonly option: string;
  readonly min?: number;
  readonly max: number;
  readonly message: string;
}

const PORT = 'port number must be between 1 and 65535 inclusive';
const MAX_STREAMS = 128;
const MAX_TIME = 86_400;

/** Options whose numbers have bounds. */
const LIMITS: readonly Limit[] = [
  { option: '-p', min: 1, max: 65535, message: PORT },
  { option: '--cport', min: 1, max: 65535, message: PORT },
  { option: '-t', max: MAX_TIME, message: `test duration too long (maximum = ${MAX_TIME} seconds)` },
  { option: '-P', max: MAX_STREAMS, message: `number of parallel streams too large (maximum = ${MAX_STREAMS})` },
  { option: '-M', max: 9216, message: 'TCP MSS too large (maximum = 9216 bytes)' },
  { option: '-O', max: 60, message: 'bogus value for --omit' },
];
const SHORTEST_INTERVAL = 0.1;
const LONGEST_INTERVAL = 60;
const LARGEST_BUFFER = 536_870_912;
const LARGEST_BLOCK = 1_048_576;
const SMALLEST_DATAGRAM = 16;
const LARGEST_DATAGRAM = 65507;

const CLIENT_ONLY = ['-u', '-b', '-t', '-n', '-l', '-P', '-R', '--bidir', '-w', '-M', '-N', '-S', '-Z', '-O', '-C'];
const SERVER_ONLY = ['-D', '-1'];

/** What is wrong with the words of iperf3, and which of them; undefined where nothing is. */
export function parameterError(
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, Given>,
  sizeOf: (text: string) => number,
): { readonly message: string; readonly index: number } | undefined {
  const wrong = (message: string, option?: string) => ({ message, index: values.get(option ?? '')?.index ?? 0 });
  const isClient = values.has('-c');
  if (isClient && flags.has('-s')) return wrong('cannot be both server and client');
  for (const { option, min = 0, max, message } of LIMITS) {
    const number = Number.parseInt(values.get(option)?.text ?? String(min), 10) || 0;
    if (number < min || number > max) return wrong(message, option);
  }
  const interval = Number.parseFloat(values.get('-i')?.text ?? '0') || 0;
  if (interval !== 0 && (interval < SHORTEST_INTERVAL || interval > LONGEST_INTERVAL))
    return wrong(`invalid report interval (min = ${SHORTEST_INTERVAL}, max = ${LONGEST_INTERVAL} seconds)`, '-i');
  const format = values.get('-f')?.text;
  if (format !== undefined && !/^[kmgt]/i.test(format))
    return wrong('bad format specifier (valid formats are in the set [kmgtKMGT])', '-f');
  const tos = values.get('-S')?.text;
  if (tos !== undefined && !(Number(tos) >= 0 && Number(tos) <= 255))
    return wrong('bad TOS value (must be between 0 and 255 inclusive)', '-S');
  if (sizeOf(values.get('-w')?.text ?? '0') > LARGEST_BUFFER)
    return wrong(`socket buffer size too large (maximum = ${LARGEST_BUFFER} bytes)`, '-w');
  if (flags.has('-R') && flags.has('--bidir')) return wrong('cannot be both reverse and bidirectional');
  const has = (option: string) => flags.has(option) || values.has(option);
  if (!isClient && !flags.has('-s')) return wrong('must either be a client (-c) or server (-s)');
  if (!isClient && CLIENT_ONLY.some(has)) return wrong('some option you are trying to set is client only');
  if (isClient && SERVER_ONLY.some(has)) return wrong('some option you are trying to set is server only');
  const block = values.get('-l');
  const length = block === undefined ? undefined : sizeOf(block.text);
  if (length !== undefined && flags.has('-u') && (length < SMALLEST_DATAGRAM || length > LARGEST_DATAGRAM))
    return wrong(
      `block size invalid (minimum = ${SMALLEST_DATAGRAM} bytes, maximum = ${LARGEST_DATAGRAM} bytes)`,
      '-l',
    );
  if (length !== undefined && length > LARGEST_BLOCK)
    return wrong(`block size too large (maximum = ${LARGEST_BLOCK} bytes)`, '-l');
  if (values.has('-t') && values.has('-n'))
    return wrong('only one test end condition (-t, -n, -k) may be specified', '-n');
  return undefined;
}
