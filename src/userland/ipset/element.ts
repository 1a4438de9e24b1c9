import { type Element, NO_ELEMENT } from '../../kernel/netfilter/ipset/element.ts';
import type { IpSet, SetOptions } from '../../kernel/netfilter/ipset/ip-set.ts';
import { maskedBy, netmaskOf } from '../../kernel/netfilter/ipset/requests.ts';
import type { SetPart, SetType } from '../../kernel/netfilter/ipset/type.ts';
import { formatMac, type Mac, parseMac } from '../../net/mac.ts';
import { addressBits, familyOf, formatIp, type Ip } from '../../net/prefix.ts';
import { portOfService } from '../netbase/services.ts';
import { Complaint, syntaxError } from './complaint.ts';
import { formatService, parseService } from './service.ts';
import {
  parseAddress,
  parseAddress6,
  parseAddresses,
  parseNetwork6,
  parseNumber,
  parsePorts,
  type Span,
} from './value.ts';

/** In front of the name of a bridge's port. */
const PHYSDEV = 'physdev:';
/** IFNAMSIZ less the final zero byte. */
const MAX_DEVICE = 15;

const ORDINALS = ['First', 'Second', 'Third'];

/**
 * The elements that a word stands for: one, or those of all its addresses and ports in the order in which the kernel
 * would take them (ipset_parse_elem, mtype_uadt).
 */
export function parseElements({ type, options }: IpSet, text: string, index: number): Generator<Element> {
  const { parts } = type;
  const words = wordsOf(type, text, index);
  const choices = parts.slice(0, words.length).map((part, i) => parsePart(part, words[i]!, options, type, index));
  return combine(choices, NO_ELEMENT);
}

/** The words of the parts, of which the address of Ethernet may be left out: a packet may tell it later. */
function wordsOf({ name, parts }: SetType, text: string, index: number): string[] {
  const words: string[] = [];
  let rest = text;
  for (let at = separatorIn(rest); at >= 0; at = separatorIn(rest)) {
    words.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  words.push(rest);
  if (words.length < parts.length && name !== 'bitmap:ip,mac')
    syntaxError(`${ORDINALS[words.length]} element is missing from ${text}.`, index);
  if (words.length <= parts.length) return words;
  if (parts.length === 1) syntaxError(`Elem separator in ${text}, but settype ${name} supports none.`, index);
  const [found, taken] = parts.length === 2 ? ['Two', 'one'] : ['Three', 'two'];
  return syntaxError(`${found} elem separators in ${text}, but settype ${name} supports ${taken}.`, index);
}

/** Where a word ends; a comma in front of it, or behind the last, does not count. */
function separatorIn(text: string): number {
  return text.endsWith(',') ? -1 : text.indexOf(',') || -1;
}

type Choice = () => Iterable<Partial<Element>>;

function* combine([first, ...rest]: readonly Choice[], element: Element): Generator<Element> {
  if (first === undefined) yield element;
  else for (const chosen of first()) yield* combine(rest, { ...element, ...chosen });
}

function parsePart(part: SetPart, word: string, options: SetOptions, type: SetType, index: number): Choice {
  const { storage, parts } = type;
  const mask = netmaskOf(options);
  const isBitmap = storage === 'bitmap';
  const isSingle = parts.includes('mac');
  const inet6 = options.family === 'inet6';
  switch (part) {
    case 'ip': {
      if (isSingle && !isBitmap && /[-/]/.test(word)) {
        const range = word.includes('/') ? 'IP/CIDR' : 'FROM-TO IP';
        throw new Complaint(
          `${range} range is not allowed in command add with set type ${type.name} and family ${options.family}`,
          index,
          1,
        );
      }
      if (isSingle && /[-/]/.test(word)) syntaxError(`plain IP address must be supplied: ${word}`, index);
      if (inet6) return parsePlain6(word, index, (ip) => ({ ip: maskedBy(options, ip) }));
      const span = parseAddresses(word, index);
      return () => each(span, 2 ** 32 - mask, (number) => ({ ip: (number & mask) >>> 0 }));
    }
    case 'net': {
      if (inet6) return parseNet6(word, index, (element) => element);
      const { from, to, cidr } = parseAddresses(word, index);
      if (cidr !== undefined || from === to) return () => [{ ip: from, cidr: cidr ?? 32 }];
      return () => networks({ from, to });
    }
    case 'ip2': {
      if (inet6) return parsePlain6(word, index, (ip2) => ({ ip2 }));
      const { from } = parseAddresses(word, index);
      return () => [{ ip2: from }];
    }
    case 'net2': {
      if (inet6) return parseNet6(word, index, ({ ip, cidr }) => ({ ip2: ip, cidr2: cidr }));
      const { from, to, cidr } = parseAddresses(word, index);
      if (cidr !== undefined || from === to) return () => [{ ip2: from, cidr2: cidr ?? 32 }];
      return () => [...networks({ from, to })].map(({ ip, cidr: length }) => ({ ip2: ip!, cidr2: length! }));
    }
    case 'iface': {
      const physdev = word.startsWith(PHYSDEV);
      const iface = physdev ? word.slice(PHYSDEV.length) : word;
      if (iface.length > MAX_DEVICE)
        syntaxError(`interface name '${iface}' is longer than ${MAX_DEVICE} characters`, index);
      return () => [{ iface, physdev }];
    }
    case 'mac': {
      const mac = parseMac(word) ?? syntaxError(`cannot parse '${word}' as ethernet address`, index);
      return () => [{ mac }];
    }
    case 'port': {
      if (isBitmap) {
        const span = parsePorts(word.replace(/^(?:tcp|udp):/, ''), 'tcp', index);
        return () => each(span, 1, (port) => ({ port }));
      }
      const { protocol, ports } = parseService(word, index, options.family);
      return () => each(ports, 1, (port) => ({ protocol, port }));
    }
    case 'mark': {
      const mark = (parseNumber(word, 0, 0xffffffff, index) & options.markmask) >>> 0;
      return () => [{ mark }];
    }
    case 'set':
      return () => [{ set: word }];
  }
}

/** One address of IPv6: many of them no command takes. */
function parsePlain6(word: string, index: number, make: (ip: Ip) => Partial<Element>): Choice {
  if (/[-/]/.test(word)) syntaxError(`plain IP address must be supplied: ${word}`, index);
  const ip = parseAddress6(word, index);
  return () => [make(ip)];
}

function parseNet6(
  word: string,
  index: number,
  make: (network: { readonly ip: Ip; readonly cidr: number }) => Partial<Element>,
): Choice {
  const network = parseNetwork6(word, index);
  return () => [make(network)];
}

/** What each number of a span makes, one after the other: there may be more than any set holds. */
function* each<Part>({ from, to }: Span, step: number, make: (number: number) => Part): Generator<Part> {
  for (let number = from; number <= to; number += step) yield make(number);
}

/** The fewest networks that cover a span (ip_set_range_to_cidr). */
function* networks({ from, to }: Span): Generator<Partial<Element>> {
  for (let ip = from; ip <= to; ) {
    let cidr = 32;
    while (cidr > 1 && ip % 2 ** (33 - cidr) === 0 && ip + 2 ** (33 - cidr) - 1 <= to) cidr--;
    yield { ip, cidr };
    ip += 2 ** (32 - cidr);
  }
}

/** The element as it is listed. */
export function formatElement({ type }: IpSet, element: Element): string {
  const { ip, cidr, protocol, port, ip2, cidr2, iface, physdev, mac, mark, set } = element;
  const words: Readonly<Record<SetPart, () => string>> = {
    ip: () => formatIp(ip),
    net: () => formatNetwork(ip, cidr),
    port: () => (type.storage === 'bitmap' ? String(port) : formatService(protocol, port)),
    ip2: () => formatIp(ip2),
    net2: () => formatNetwork(ip2, cidr2),
    iface: () => `${physdev ? PHYSDEV : ''}${iface}`,
    mac: () => (mac === undefined ? '' : formatListed(mac)),
    mark: () => formatMark(mark),
    set: () => set,
  };
  return type.parts
    .map((part) => words[part]())
    .filter((word) => word !== '')
    .join(',');
}

/** A network, or an address alone. */
function formatNetwork(ip: Ip, cidr: number): string {
  return cidr === addressBits(familyOf(ip)) ? formatIp(ip) : `${formatIp(ip)}/${cidr}`;
}

/** As ipset prints an address of Ethernet. */
const formatListed = (mac: Mac) => formatMac(mac).toUpperCase();
const formatMark = (mark: number) => `0x${mark.toString(16).padStart(8, '0')}`;

/** True for `tcp:80-90`; the names of services may have dashes too. */
function isPortSpan(text: string): boolean {
  const [, from, to] = /^(?:\w+:)?([^:-]+)-([^:-]+)$/.exec(text) ?? [];
  return from !== undefined && (/^\d/.test(from) || portOfService(`${from}-${to}`) === undefined);
}

/** Refuses what is more than one element, which `test` does not take. */
export function checkAsked({ type, options }: IpSet, text: string, index: number): void {
  const [first = '', second = ''] = text.split(',');
  const port = type.parts[0] === 'port' ? first : type.parts[1] === 'port' ? second : '';
  // A set of addresses alone is asked for the first of them.
  const isLone = type.name === 'hash:ip';
  const isSpan = !isLone && /^(?:ip|net)/.test(type.parts[0]!) && /.-./.test(first);
  const isNetwork = !isLone && type.parts[0] === 'ip' && /\/./.test(first);
  const what = isPortSpan(port) ? 'FROM-TO port' : isSpan ? 'FROM-TO IP' : isNetwork ? 'IP/CIDR' : undefined;
  if (what === undefined) return;
  const family = type.parts[0] === 'port' ? 'unspec' : options.family;
  const said = `${what} range is not allowed in command test with set type ${type.name} and family ${family}`;
  throw new Complaint(said, index, 1);
}

/** Refuses all addresses as a span of single ones; from zero on it is the first of them that is refused (hash_ip4_uadt). */
export function checkChanged({ type }: IpSet, text: string, index: number): void {
  const [, host] = /^([^,]*)\/0+(?:,|$)/.exec(text) ?? [];
  if (type.parts[0] !== 'ip' || host === undefined || parseAddress(host, index) === 0) return;
  throw new Complaint('The value of the CIDR parameter of the IP address is invalid', index, 1);
}

/** The words of an element as a test of it tells them: addresses as they were written. */
export function formatAsked(set: IpSet, word: string, element: Element): string {
  const { type, options } = set;
  const { protocol, port, mac, mark } = element;
  if (options.family === 'inet6') return formatAsked6(set, word, element);
  if (type.storage === 'bitmap' && type.parts[0] === 'port') return String(port);
  const words = type.parts.length === 1 ? [word] : word.split(',');
  return type.parts
    .slice(0, words.length)
    .map((part, i) => {
      if (part === 'port') return formatService(protocol, port);
      if (part === 'mark') return formatMark(mark);
      if (part === 'mac' && type.storage === 'hash') return formatListed(mac!);
      if (part === 'ip' || part === 'net' || part === 'ip2' || part === 'net2') return addressAsked(words[i]!);
      return words[i]?.replace(PHYSDEV, '');
    })
    .join(',');
}

/** An address by its number, with the length that was written. */
function addressAsked(word: string): string {
  const [, host = '', rest = ''] = /^([^/-]*)(.*)$/.exec(word)!;
  return `${formatIp(parseAddress(host, 0))}${rest === '/32' ? '' : rest}`;
}

/** Of IPv6 addresses are told as they are listed, with the length that was written. */
function formatAsked6(set: IpSet, word: string, element: Element): string {
  const words = set.type.parts.length === 1 ? [word] : word.split(',');
  const address = (part: string | undefined) => {
    const [ip = '', length] = part!.split('/');
    return `${formatIp(parseAddress6(ip, 0))}${length === undefined ? '' : `/${length}`}`;
  };
  return formatElement(set, element)
    .split(',')
    .map((text, i) => (/^(?:ip|net)/.test(set.type.parts[i]!) ? address(words[i]) : text))
    .join(',');
}

/** The order of `-s`: by address, narrower networks first, then by the words of protocol and port, shorter ones first. */
export function compareElements(a: Element, b: Element): number {
  const [serviceA, serviceB] = [a, b].map(({ protocol, port }) => formatService(protocol, port).split(':'));
  return (
    compareAddresses(a.ip, b.ip) ||
    b.cidr - a.cidr ||
    compareWords(serviceA![0]!, serviceB![0]!) ||
    compareWords(serviceA![1]!, serviceB![1]!) ||
    compareAddresses(a.ip2, b.ip2) ||
    b.cidr2 - a.cidr2 ||
    a.mark - b.mark ||
    (a.mac ?? 0) - (b.mac ?? 0) ||
    (a.iface < b.iface ? -1 : a.iface > b.iface ? 1 : Number(a.physdev) - Number(b.physdev))
  );
}

function compareAddresses(a: Ip, b: Ip): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareWords(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
