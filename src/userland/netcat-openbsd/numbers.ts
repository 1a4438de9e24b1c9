/** A number that an option takes: what it is called, and its bounds (strtonum(3)). */
interface NumberOption {
  readonly called: string;
  readonly min: number;
  readonly max: number;
  /** Of these the message leaves out the value. */
  readonly short?: true;
}

const INT_MAX = 0x7fffffff;
const MAX_WINDOW = 65536 * 2 ** 14;
const TTL = { min: 0, max: 255, short: true } as const;

/** The options of nc that take a number. */
export const NUMBERS: Readonly<Record<string, NumberOption>> = {
  '-i': { called: 'interval', min: 0, max: 0xffffffff },
  '-I': { called: 'TCP receive window', min: 1, max: MAX_WINDOW },
  '-M': { called: 'ttl is', ...TTL },
  '-m': { called: 'minttl is', ...TTL },
  '-O': { called: 'TCP send window', min: 1, max: MAX_WINDOW },
  '-q': { called: 'quit timer', min: -INT_MAX - 1, max: INT_MAX },
  '-W': { called: 'receive limit', min: 1, max: INT_MAX },
  '-w': { called: 'timeout', min: 0, max: Math.floor(INT_MAX / 1000) },
};

const PORT: NumberOption = { called: 'port number', min: 1, max: 65535 };

/** The number of an option, or a complaint. */
export function numberOf(text: string, { called, min, max, short }: NumberOption): number | string {
  const number = /^\s*[-+]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  const wrong = Number.isNaN(number) ? 'invalid' : number < min ? 'too small' : 'too large';
  return short === true ? `${called} ${wrong}` : `${called} ${wrong}: ${text}`;
}

/** The number of a port, or a complaint. */
export function portNumber(text: string): number | string {
  return numberOf(text, PORT);
}

/** Names of types of service, in what nc takes (map_tos). */
const TOS_NAMES: readonly string[] = [
  ...[1, 2, 3, 4].flatMap((band) => [1, 2, 3].map((drop) => `af${band}${drop}`)),
  'critical',
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((precedence) => `cs${precedence}`),
  'ef',
  'inetcontrol',
  'lowdelay',
  'netcontrol',
  'reliability',
  'throughput',
];

/** Whether a type of service is one: a name, or a number of eight bits. */
export function isTos(text: string): boolean {
  if (TOS_NAMES.includes(text)) return true;
  return /^0x[\da-f]*$/i.test(text)
    ? Number.parseInt(`0${text.slice(2)}`, 16) <= 255
    : /^\d+$/.test(text) && Number(text) <= 255;
}
