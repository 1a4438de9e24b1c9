import { SET_TYPE_OPTIONS } from '../../grammar/ipset/options.ts';
import type { SetOptions } from '../../kernel/netfilter/ipset/ip-set.ts';
import { SET_TYPES, type SetType, type SetTypeName } from '../../kernel/netfilter/ipset/type.ts';
import { Complaint, misuse, syntaxError } from './complaint.ts';
import { readOptions, type Word } from './options.ts';
import { parseAddresses, parseNumber, parsePorts } from './value.ts';

/** Names of types of old (ipset 4). */
const OLD_NAMES: Readonly<Record<string, SetTypeName>> = {
  iphash: 'hash:ip',
  nethash: 'hash:net',
  ipporthash: 'hash:ip,port',
  netporthash: 'hash:net,port',
  ipportiphash: 'hash:ip,port,ip',
  ipportnethash: 'hash:ip,port,net',
  netifacehash: 'hash:net,iface',
  macipmap: 'bitmap:ip,mac',
  ipmap: 'bitmap:ip',
  portmap: 'bitmap:port',
  setlist: 'list:set',
};

const MAX_TIMEOUT = 2147483;
const UINT32_MAX = 0xffffffff;
const MIN_HASHSIZE = 64;
/** AHASH_INIT_SIZE, AHASH_MAX_SIZE. */
const MIN_BUCKET = 2;
const MAX_BUCKET = 12;

/** The type of a name. */
export function parseType({ text, index }: Word): SetType {
  const name = OLD_NAMES[text] ?? text;
  return Object.hasOwn(SET_TYPES, name)
    ? SET_TYPES[name as SetTypeName]
    : syntaxError(`typename '${text}' is unknown`, index);
}

/** What the words behind the type say. */
export function parseSetOptions(type: SetType, words: readonly Word[], initval: number): SetOptions {
  const given = readOptions(words, SET_TYPE_OPTIONS[type.name]!.create);
  const number = (name: string, min: number, max: number): number | undefined => {
    const word = given.get(name);
    return word === undefined ? undefined : parseNumber(word.text, min, max, word.index);
  };
  const hashsize = number('hashsize', 0, UINT32_MAX) ?? 1024;
  return {
    family: parseFamily(given),
    hashsize: Math.max(MIN_HASHSIZE, hashsize),
    maxelem: number('maxelem', 0, UINT32_MAX) ?? 65536,
    bucketsize: bucketOf(number('bucketsize', 0, 255) ?? MAX_BUCKET),
    initval: number('initval', 0, UINT32_MAX) ?? initval,
    netmask: parseNetmask(given.get('netmask'), parseFamily(given) === 'inet6' ? 128 : 32),
    markmask: parseMarkmask(given.get('markmask')),
    range: parseRange(type, given.get('range')),
    size: number('size', 0, UINT32_MAX) ?? 8,
    timeout: number('timeout', 0, MAX_TIMEOUT),
    counters: given.has('counters'),
    comment: given.has('comment'),
    skbinfo: given.has('skbinfo'),
  };
}

/** An even number of members of a bucket (mtype_create). */
function bucketOf(size: number): number {
  const bounded = Math.min(MAX_BUCKET, Math.max(MIN_BUCKET, size));
  return bounded + (bounded % 2);
}

function parseFamily(given: ReadonlyMap<string, Word>): SetOptions['family'] {
  if (given.has('-6')) return 'inet6';
  const word = given.get('family');
  if (word === undefined || given.has('-4')) return 'inet';
  if (word.text === 'inet' || word.text === 'inet6') return word.text;
  return syntaxError(`unknown inet family ${word.text}`, word.index);
}

function parseNetmask(word: Word | undefined, bits: number): number | undefined {
  if (word === undefined) return undefined;
  try {
    parseNumber(word.text, 0, 255, word.index);
    return parseNumber(word.text, 1, bits, word.index);
  } catch (error) {
    const { text } = error as Complaint;
    throw new Complaint(`${text}\nSyntax error: netmask is out of the inclusive range of 1-${bits}`, word.index, 1);
  }
}

function parseMarkmask(word: Word | undefined): number {
  if (word === undefined) return UINT32_MAX;
  const mask = parseNumber(word.text, 0, UINT32_MAX, word.index);
  if (mask === 0) throw new Complaint('The value of the markmask parameter is invalid', word.index, 1);
  return mask;
}

function parseRange(type: SetType, word: Word | undefined): SetOptions['range'] {
  if (word === undefined) return { from: 0, to: 0 };
  if (type.parts[0] === 'port') {
    const ports = parsePorts(word.text, 'tcp', word.index);
    return word.text.includes('-', 1) ? ports : misuse("Mandatory option `to' is missing", word.index);
  }
  if (!/.[-/]./.test(word.text)) syntaxError(`IP/cidr or IP-IP range must be specified: ${word.text}`, word.index);
  const { from, to } = parseAddresses(word.text, word.index);
  return { from, to };
}
