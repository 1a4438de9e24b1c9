import { SET_TYPE_OPTIONS } from '../../grammar/ipset/options.ts';
import type { SkbInfo } from '../../kernel/netfilter/ipset/element.ts';
import type { IpSet } from '../../kernel/netfilter/ipset/ip-set.ts';
import type { Given } from '../../kernel/netfilter/ipset/requests.ts';
import { syntaxError } from './complaint.ts';
import { readOptions, type Word } from './options.ts';
import { parseNumber } from './value.ts';

const MAX_TIMEOUT = 2147483;
/** All ones of 64 bits are no counter's. */
const MAX_COUNTER = '18446744073709551614';
const MAX_COMMENT = 255;

type Mutable = { -readonly [K in keyof Given]: Given[K] };

/** What may be said of an element that is only looked for. */
const FINDS: Readonly<Record<string, readonly string[]>> = {
  del: ['before', 'after'],
  test: ['nomatch', 'before', 'after'],
};

/** What the words behind an element say of it, to a command. */
export function parseGiven({ type }: IpSet, words: readonly Word[], command: string): Given {
  const rows = SET_TYPE_OPTIONS[type.name]!.add.filter(({ name }) => FINDS[command]?.includes(name) ?? true);
  const options = readOptions(words, rows);
  const given: Mutable = {};
  for (const [name, { text, index }] of options) {
    if (name === 'timeout') given.timeout = parseNumber(text, 0, MAX_TIMEOUT, index);
    else if (name === 'packets' || name === 'bytes')
      given[name] = parseNumber(text, 0, Number.MAX_SAFE_INTEGER, index, MAX_COUNTER);
    else if (name === 'comment') given.comment = parseComment(text, index);
    else if (name === 'skbmark' || name === 'skbprio' || name === 'skbqueue')
      given.info = { ...(given.info ?? NO_INFO), ...parseInfo(name, text, index) };
    else if (name === 'nomatch') given.nomatch = true;
    else if (name === 'before' || name === 'after') given.place = { where: name, name: text };
  }
  return given;
}

const NO_INFO: SkbInfo = { mark: 0, mask: 0, priority: 0, queue: 0 };

function parseInfo(name: string, text: string, index: number): Partial<SkbInfo> {
  if (name === 'skbqueue') return { queue: parseNumber(text, 0, 0xffff, index) };
  if (name === 'skbmark') {
    const [, mark, mask = 'ffffffff'] = /^0x([\da-f]+)(?:\/0x([\da-f]+))?/i.exec(text) ?? [];
    if (mark === undefined)
      syntaxError('Invalid skbmark format, it should be:  MARK/MASK or MARK (see manpage)', index);
    return { mark: Number.parseInt(mark, 16) >>> 0, mask: Number.parseInt(mask, 16) >>> 0 };
  }
  const [, major, minor] = /^([\da-f]+):([\da-f]+)/i.exec(text) ?? [];
  if (major === undefined || minor === undefined)
    syntaxError('Invalid skbprio format, it should be:MAJOR:MINOR (see manpage)', index);
  return { priority: ((Number.parseInt(major, 16) << 16) | (Number.parseInt(minor, 16) & 0xffff)) >>> 0 };
}

function parseComment(text: string, index: number): string {
  if (text.includes('"')) syntaxError('" character is not permitted in comments', index);
  return text.length > MAX_COMMENT
    ? syntaxError('Comment is longer than the maximum allowed 255 characters', index)
    : text;
}
