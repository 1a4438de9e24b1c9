import { strerror } from '../../kernel/errno.ts';
import { misused, type Request } from './request.ts';

/** What no device of a machine without hardware has, asked for by netlink. */
export function lacks(): (request: Request) => number {
  return (request) => {
    request.noMoreWords();
    request.device();
    return request.netlink('EOPNOTSUPP', 1);
  };
}

/**
 * The same, asked for by ioctl(2). With `driverStatus` the driver is asked for first, which a loopback and a device that does
 * not exist have none of; that is the status then. `fits` tells whether the words behind the device may stand there.
 */
export function lacksByIoctl(
  what: string,
  status: number,
  more: readonly string[] = [],
  driverStatus?: number,
  fits: (words: readonly string[]) => boolean = (words) => words.length === 0,
): (request: Request) => number {
  return (request) => {
    if (!fits(request.words)) return misused(request.process, request.indexOf(0));
    const link = request.oldDevice();
    const error = strerror(link === undefined ? 'ENODEV' : 'EOPNOTSUPP');
    if (driverStatus !== undefined && (link === undefined || link.kind === 'loopback'))
      return request.fail(2, `Cannot get driver information: ${error}`, driverStatus);
    const lines = [`${what}: ${error}`, ...more.map((line) => line.replace('ERROR', error))];
    return request.fail(2, lines.join('\n'), status);
  };
}

/** What a parameter takes. */
type Value = 'on-off' | 'number' | 'text' | 'modes' | readonly string[];

/** Settings that no such device takes: the words are read, then the kernel refuses. */
export function setLacking(
  option: string,
  status: number,
  parameters: Readonly<Record<string, Value>>,
): (request: Request) => number {
  return (request) => {
    const { words } = request;
    readParameters(request, option, parameters);
    const asked = new Set(words.filter((word) => Object.hasOwn(parameters, word)));
    // Without anything to set, -s asks nobody.
    if (option === '-s' && words.length === 0) return 0;
    const { kind } = request.device(status);
    // All that the link can do is to be advertised: that is asked for first, which only a loopback cannot tell.
    const isAll = words[words.indexOf('autoneg') + 1] === 'on' && !LINK_MODES.some((name) => asked.has(name));
    const lacksModes = option === '-s' && asked.has('autoneg') && isAll && kind === 'loopback';
    return request.netlink('EOPNOTSUPP', status, lacksModes ? 'failed to retrieve link settings' : undefined);
  };
}

/** What says which mode a link is to take. */
const LINK_MODES = ['speed', 'duplex', 'port', 'mdix', 'advertise', 'phyad'];

function readParameters(request: Request, option: string, parameters: Readonly<Record<string, Value>>): void {
  const { words } = request;
  for (let i = 0; i < words.length; i += 2) {
    if (parameters[words[i]!] === 'modes' && MODE.test(words[i + 1] ?? '')) i = behindModes(words, i + 1);
    if (i < words.length) readParameter(request, option, parameters, i);
  }
}

/** Where a list of link modes ends, each with on or off. */
function behindModes(words: readonly string[], start: number): number {
  let at = start;
  while (MODE.test(words[at] ?? '') && TAKES['on-off'].test(words[at + 1] ?? '')) at += 2;
  return at;
}

const MODULE_WORDS: Readonly<Record<string, Value>> = {
  raw: 'on-off',
  hex: 'on-off',
  offset: 'number',
  length: 'number',
  page: 'number',
  bank: 'number',
  i2c: 'number',
};

/** `ethtool -m DEVICE`: no module is plugged in. A dump in hexadecimal is asked for in the old way. */
export function showModule(request: Request): number {
  readParameters(request, '-m', MODULE_WORDS);
  const isOn = (name: string) => request.words.some((word, i) => word === name && request.words[i + 1] === 'on');
  if (isOn('raw') && isOn('hex')) return request.fail(2, 'Hex and raw dump cannot be specified together');
  request.device();
  if (isOn('hex')) return request.fail(2, 'Cannot get module EEPROM information: Operation not supported');
  return request.netlink('EOPNOTSUPP', 1);
}

const TAKES = { 'on-off': /^(?:on|off)$/, number: /^(?:\d+|0x[\da-f]+)$/i, text: /^/, modes: /^(?:0x)?[\da-f]+$/i };
/** The name of a link mode. */
const MODE = /^\d+base/i;

function readParameter(
  request: Request,
  option: string,
  parameters: Readonly<Record<string, Value>>,
  at: number,
): void {
  const [name, value] = [request.words[at]!, request.words[at + 1]];
  const kind = parameters[name];
  if (kind === undefined) request.fail(request.indexOf(at), `ethtool (${option}): unknown parameter '${name}'`);
  if (value === undefined) request.fail(request.indexOf(at), `ethtool (${option}): no value for parameter '${name}'`);
  const isRight = typeof kind === 'string' ? TAKES[kind].test(value) : kind.includes(value);
  if (!isRight)
    request.fail(request.indexOf(at + 1), `ethtool (${option}): invalid value '${value}' for parameter '${name}'`);
}
