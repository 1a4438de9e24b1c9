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
type Value = 'on-off' | 'number' | 'text' | readonly string[];

/** Settings that no such device takes: the words are read, then the kernel refuses. */
export function setLacking(
  option: string,
  status: number,
  parameters: Readonly<Record<string, Value>>,
): (request: Request) => number {
  return (request) => {
    const { words } = request;
    readParameters(request, option, parameters);
    // Without anything to set, -s asks nobody.
    if (option === '-s' && words.length === 0) return 0;
    request.device(status);
    return request.netlink('EOPNOTSUPP', status);
  };
}

function readParameters(request: Request, option: string, parameters: Readonly<Record<string, Value>>): void {
  for (let i = 0; i < request.words.length; i += 2) readParameter(request, option, parameters, i);
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

const TAKES = { 'on-off': /^(?:on|off)$/, number: /^(?:\d+|0x[\da-f]+)$/i, text: /^/ };

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
