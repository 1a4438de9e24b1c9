import { type Element, NO_ELEMENT } from '../../kernel/netfilter/ipset/element.ts';
import type { IpSet } from '../../kernel/netfilter/ipset/ip-set.ts';
import { netmaskOf } from '../../kernel/netfilter/ipset/requests.ts';
import type { SetPart } from '../../kernel/netfilter/ipset/type.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { syntaxError } from './complaint.ts';
import { formatService, parseService } from './service.ts';
import { parseAddresses, parsePorts, type Span } from './value.ts';

const ORDINALS = ['First', 'Second', 'Third'];

/**
 * The elements that a word stands for: one, or those of all its addresses and ports in the order in which the kernel
 * would take them (ipset_parse_elem, mtype_uadt).
 */
export function parseElements({ type, options }: IpSet, text: string, index: number): Generator<Element> {
  const { parts } = type;
  const words = parts.length === 1 ? [text] : text.split(',');
  if (parts.length === 1 && text.includes(',')) {
    syntaxError(`Elem separator in ${text}, but settype ${type.name} supports none.`, index);
  }
  if (words.length < parts.length) syntaxError(`${ORDINALS[words.length]} element is missing from ${text}.`, index);
  if (words.length > parts.length) {
    syntaxError(`Elem separator in ${text}, but settype ${type.name} supports only ${parts.length - 1}.`, index);
  }
  const choices = parts.map((part, i) =>
    parsePart(part, words[i]!, netmaskOf(options), type.storage === 'bitmap', index),
  );
  return combine(choices, NO_ELEMENT);
}

type Choice = () => Iterable<Partial<Element>>;

function* combine([first, ...rest]: readonly Choice[], element: Element): Generator<Element> {
  if (first === undefined) yield element;
  else for (const chosen of first()) yield* combine(rest, { ...element, ...chosen });
}

function parsePart(part: SetPart, word: string, mask: number, isBitmap: boolean, index: number): Choice {
  switch (part) {
    case 'ip': {
      const span = parseAddresses(word, index);
      return () => each(span, 2 ** 32 - mask, (number) => ({ ip: (number & mask) >>> 0 }));
    }
    case 'net': {
      const { from, to, cidr } = parseAddresses(word, index);
      if (cidr !== undefined || from === to) return () => [{ ip: from, cidr: cidr ?? 32 }];
      return () => networks({ from, to });
    }
    case 'ip2': {
      const { from } = parseAddresses(word, index);
      return () => [{ ip2: from }];
    }
    case 'port': {
      if (isBitmap) {
        const span = parsePorts(word.replace(/^(?:tcp|udp):/, ''), 'tcp', index);
        return () => each(span, 1, (port) => ({ port }));
      }
      const { protocol, ports } = parseService(word, index);
      return () => each(ports, 1, (port) => ({ protocol, port }));
    }
    case 'set':
      return () => [{ set: word }];
  }
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
export function formatElement({ type }: IpSet, { ip, cidr, protocol, port, ip2, set }: Element): string {
  const words: Readonly<Record<SetPart, () => string>> = {
    ip: () => formatIpv4(ip),
    net: () => `${formatIpv4(ip)}${cidr === 32 ? '' : `/${cidr}`}`,
    port: () => (type.storage === 'bitmap' ? String(port) : formatService(protocol, port)),
    ip2: () => formatIpv4(ip2),
    set: () => set,
  };
  return type.parts.map((part) => words[part]()).join(',');
}

/** The words of an element as a test of it tells them: addresses as they were written. */
export function formatAsked({ type }: IpSet, word: string, { protocol, port }: Element): string {
  if (type.storage === 'bitmap' && type.parts[0] === 'port') return String(port);
  const words = type.parts.length === 1 ? [word] : word.split(',');
  return type.parts.map((part, i) => (part === 'port' ? formatService(protocol, port) : words[i])).join(',');
}

/** The order of `-s`: by address, narrower networks first, then by the words of protocol and port, shorter ones first. */
export function compareElements(a: Element, b: Element): number {
  const [serviceA, serviceB] = [a, b].map(({ protocol, port }) => formatService(protocol, port).split(':'));
  return (
    a.ip - b.ip ||
    b.cidr - a.cidr ||
    compareWords(serviceA![0]!, serviceB![0]!) ||
    compareWords(serviceA![1]!, serviceB![1]!) ||
    a.ip2 - b.ip2
  );
}

function compareWords(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
