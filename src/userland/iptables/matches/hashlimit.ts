import { HASHLIMIT } from '../../../grammar/iptables/matches/hashlimit.ts';
import type { HashlimitMatch, HashlimitPart } from '../../../kernel/netfilter/matches/hashlimit.ts';
import { maskOf } from '../../../net/ipv4.ts';
import { addressBits } from '../../../net/prefix.ts';
import { parseAton } from '../../netbase/hosts.ts';
import { maskLength } from '../address.ts';
import { bytesOf, costOf, formatBytes, parseBytes } from '../byte-rate.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned, scanUnsigned } from '../number.ts';
import { parseNumber } from '../option-value.ts';
import { formatRate, parseRate } from '../rate.ts';

/** Parts of a second in which rates are kept (XT_HASHLIMIT_SCALE_v2): microseconds. */
const SCALE = 1_000_000;
const MAX_BURST = 1_000_000;
const DEFAULT_BURST = 5;
const DEFAULT_GC_INTERVAL = 1000;
/** HASHLIMIT_MAX_SIZE. */
const MAX_SIZE = 1_048_576;
/** NAME_MAX less the final zero byte. */
const MAX_NAME = 254;
/** A length that no mask has. */
const NO_LENGTH = 255;
/** Seconds that idle entries of rates in bytes stay, without and with a burst (XT_HASHLIMIT_BYTE_EXPIRE…). */
const BYTE_EXPIRE = 15;
const BYTE_EXPIRE_BURST = 60;

const PARTS: readonly HashlimitPart[] = ['srcip', 'srcport', 'dstip', 'dstport'];

interface Read {
  /** Of an address of the family. */
  readonly allBits: number;
  /** Microseconds between packets, or the cost of sixteen bytes. */
  average: number;
  unit: number;
  bytes: boolean;
  above: boolean;
  burst: number | undefined;
  parts: readonly HashlimitPart[];
  name: string;
  srcBits: number;
  dstBits: number;
  size: number;
  max: number;
  interval: number | undefined;
  gcInterval: number;
  expire: number | undefined;
  rateMatch: boolean;
}

function badValue({ name, value, index }: Given): never {
  return complain(`hashlimit: Bad value for "${name}" option: "${value}"`, index);
}

function readRate(state: Read, given: Given): void {
  const { name, value, invert, index } = given;
  const bytes = parseBytes(value);
  state.above = (name === '--hashlimit-above') !== invert;
  state.bytes = bytes !== undefined;
  if (bytes !== undefined) state.average = costOf(bytes);
  else ({ interval: state.average, unit: state.unit } = parseRate(value, SCALE, index) ?? badValue(given));
}

function badBurst(index?: number): never {
  return complain(`bad value for option "--hashlimit-burst", or out of range (1-${MAX_BURST}).`, index);
}

function readBurst({ value, index }: Given): number {
  const bytes = parseBytes(value);
  if (bytes !== undefined) return bytes;
  const burst = scanUnsigned(value)?.value ?? 0;
  return burst >= 1 && burst <= MAX_BURST ? burst : badBurst(index);
}

function readParts(given: Given): HashlimitPart[] {
  const wanted = given.value.split(',').filter((word) => word !== '');
  for (const word of wanted) if (!(PARTS as readonly string[]).includes(word)) badValue(given);
  return PARTS.filter((part) => wanted.includes(part));
}

/** The length of a mask, or for IPv4 a mask; too long ones of IPv4 the kernel refuses. */
function readMask({ allBits }: Read, { name, value, index }: Given): number {
  const wanted = `neither a valid network mask nor valid CIDR (0-${allBits})`;
  const bad = () => complain(`hashlimit: bad value for option "${name}", ${wanted}.\n`, index);
  const bits = parseUnsigned(value, allBits);
  if (bits !== undefined) return bits;
  const mask = allBits === 32 ? parseAton(value) : null;
  return mask === null ? bad() : (maskLength(mask) ?? NO_LENGTH);
}

/** `5`; what follows the number does not matter. */
function readInterval(given: Given): number {
  const interval = scanUnsigned(given.value)?.value ?? 0;
  return interval >= 1 && interval <= 0xffffffff ? interval : badValue(given);
}

function read(state: Read, given: Given): void {
  switch (given.name) {
    case '--hashlimit-upto':
    case '--hashlimit-above':
      return readRate(state, given);
    case '--hashlimit-burst':
      state.burst = readBurst(given);
      return;
    case '--hashlimit-mode':
      state.parts = readParts(given);
      return;
    case '--hashlimit-name':
      if (given.value === '') complain('Argument must have a minimum length of 1 characters\n', given.index);
      state.name = given.value.slice(0, MAX_NAME);
      return;
    case '--hashlimit-rate-match':
      state.rateMatch = true;
      return;
    case '--hashlimit-srcmask':
      state.srcBits = readMask(state, given);
      return;
    case '--hashlimit-dstmask':
      state.dstBits = readMask(state, given);
      return;
    case '--hashlimit-htable-size':
      state.size = parseNumber('hashlimit', given);
      return;
    case '--hashlimit-htable-max':
      state.max = parseNumber('hashlimit', given);
      return;
    case '--hashlimit-htable-gcinterval':
      state.gcInterval = parseNumber('hashlimit', given);
      return;
    case '--hashlimit-htable-expire':
      state.expire = parseNumber('hashlimit', given);
      return;
    case '--hashlimit-rate-interval':
      state.interval = readInterval(given);
  }
}

/** A burst in bytes becomes whole seconds of the rate. */
function secondsOfBurst({ burst, average }: Read): number {
  if (burst === undefined) return 0;
  const rate = bytesOf(average);
  return burst < rate ? complain(`burst cannot be smaller than ${rate}b`) : Math.ceil(burst / rate);
}

function finish(state: Read): HashlimitMatch {
  const { bytes, name, above, parts, srcBits, dstBits } = state;
  const { average } = state;
  if (average === 0) complain('You have to specify --hashlimit');
  const burst = bytes ? secondsOfBurst(state) : (state.burst ?? DEFAULT_BURST);
  // What was written in bytes may be too much for packets.
  if (!bytes && (burst < 1 || burst > MAX_BURST)) badBurst();
  const expire = state.expire ?? defaultExpire(bytes, burst, state.unit);
  // A rate that is measured is that of the time it is measured over: `600/minute` means 600 in 60 seconds.
  if (state.rateMatch && !bytes) {
    state.average = Math.floor(average / state.unit);
    state.interval ??= state.unit;
  }
  const kept = state.average;
  const interval = bytes ? SCALE / (bytesOf(kept) / 16) : kept;
  const rate = bytes ? bytesOf(kept) : Math.floor(SCALE / kept);
  const window = state.rateMatch ? (state.interval ?? 1) : undefined;
  const mask = (bits: number) => maskOf(Math.min(bits, 32));
  const { gcInterval, rateMatch } = state;
  const [size, max] = [Math.min(state.size, MAX_SIZE), Math.min(state.max, MAX_SIZE)];
  return {
    kind: 'hashlimit',
    ...(size === state.size && max === state.max ? {} : { altered: true }),
    name,
    above,
    config: { interval, burst, bytes, parts, srcMask: mask(srcBits), dstMask: mask(dstBits), window, rate, expire },
    written: {
      average: kept,
      burst,
      allBits: state.allBits,
      srcBits,
      dstBits,
      size,
      max,
      interval: state.interval ?? 1,
      gcInterval,
      rateMatch,
    },
  };
}

function defaultExpire(bytes: boolean, burst: number, unit: number): number {
  return (bytes ? (burst > 0 ? BYTE_EXPIRE_BURST : BYTE_EXPIRE) : unit) * 1000;
}

/** The rate with its burst, and how long an idle entry stays at such a rate. */
function rateWords({ config, written }: HashlimitMatch, dashes: string, times: number) {
  if (config.bytes) {
    const rate = bytesOf(written.average);
    const burst = written.burst > 0 ? ` ${dashes}burst ${formatBytes(rate * written.burst)}` : '';
    return { text: `${formatBytes(rate)}/s${burst}`, expire: defaultExpire(true, written.burst, 0) };
  }
  const { text, unit } = formatRate(written.average * times, SCALE);
  return { text: `${text} ${dashes}burst ${written.burst}`, expire: unit * 1000 };
}

/** What follows the rate, in the order of both listings; `name` is left out of -L. */
function others({ config, written, name }: HashlimitMatch, dashes: string, separator: string, usual: number): string[] {
  const { allBits, srcBits, dstBits, size, max, interval, gcInterval, rateMatch } = written;
  const parts: string[] = [];
  if (config.parts.length > 0) parts.push(`${dashes}mode ${config.parts.join(separator)}`);
  if (dashes !== '') parts.push(`${dashes}name ${name}`);
  if (size !== 0) parts.push(`${dashes}htable-size ${size}`);
  if (max !== 0) parts.push(`${dashes}htable-max ${max}`);
  if (gcInterval !== DEFAULT_GC_INTERVAL) parts.push(`${dashes}htable-gcinterval ${gcInterval}`);
  if (config.expire !== usual) parts.push(`${dashes}htable-expire ${config.expire}`);
  if (srcBits !== allBits) parts.push(`${dashes}srcmask ${srcBits}`);
  if (dstBits !== allBits) parts.push(`${dashes}dstmask ${dstBits}`);
  if (rateMatch) parts.push(`${dashes}rate-match`);
  if (rateMatch && interval !== 1) parts.push(`${dashes}rate-interval ${interval}`);
  return parts;
}

/** libxt_hashlimit. */
export const HASHLIMIT_EXTENSION: Extension<HashlimitMatch> = {
  label: 'hashlimit',
  options: HASHLIMIT,
  begin(family) {
    const allBits = addressBits(family);
    const state: Read = {
      allBits,
      average: 0,
      unit: 1,
      bytes: false,
      above: false,
      burst: undefined,
      parts: [],
      name: '',
      srcBits: allBits,
      dstBits: allBits,
      size: 0,
      max: 0,
      interval: undefined,
      gcInterval: DEFAULT_GC_INTERVAL,
      expire: undefined,
      rateMatch: false,
    };
    return { option: (given) => read(state, given), finish: () => finish(state) };
  },
  save(match) {
    const dashes = '--hashlimit-';
    const { text, expire } = rateWords(match, dashes, 1);
    return [`${dashes}${match.above ? 'above' : 'upto'} ${text}`, ...others(match, dashes, ',', expire)].join(' ');
  },
  print(match) {
    const { text, expire } = rateWords(match, '', match.written.interval);
    return [`limit: ${match.above ? 'above' : 'up to'} ${text}`, ...others(match, '', '-', expire)].join(' ');
  },
};
