import { parseMac } from '../../../net/mac.ts';

/** A token of a filter expression. `kind` of a keyword or operator is the word itself. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  readonly value: number;
}

/** Keywords with other spellings (libpcap's scanner.l). Those that stand for themselves name themselves. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ...(
    'dst src ether arp rarp ip ip6 tcp udp sctp icmp icmp6 igmp igrp pim vrrp ah esp host net mask port portrange ' +
    'proto gateway less greater broadcast multicast inbound outbound ifindex vlan and or len'
  )
    .split(' ')
    .map((word) => [word, word] as const),
  ['link', 'ether'],
  ...(
    'fddi tr wlan ppp slip atalk aarp decnet lat sca moprc mopdl iso esis isis clnp stp ipx netbeui carp radio llc ' +
    'mpls pppoed pppoes geneve byte protochain type subtype dir direction'
  )
    .split(' ')
    .map((word) => [word, 'unsimulated'] as const),
  ['not', '!'],
  ['length', 'len'],
  ['&&', 'and'],
  ['||', 'or'],
  ['==', '='],
]);

/** Names of numbers: offsets in headers, ICMP types, TCP flags (pcap-filter(7)). */
const CONSTANTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    icmptype: 0,
    icmpcode: 1,
    'icmp-echoreply': 0,
    'icmp-unreach': 3,
    'icmp-sourcequench': 4,
    'icmp-redirect': 5,
    'icmp-echo': 8,
    'icmp-routeradvert': 9,
    'icmp-routersolicit': 10,
    'icmp-timxceed': 11,
    'icmp-paramprob': 12,
    'icmp-tstamp': 13,
    'icmp-tstampreply': 14,
    'icmp-ireq': 15,
    'icmp-ireqreply': 16,
    'icmp-maskreq': 17,
    'icmp-maskreply': 18,
    tcpflags: 13,
    'tcp-fin': 1,
    'tcp-syn': 2,
    'tcp-rst': 4,
    'tcp-push': 8,
    'tcp-ack': 16,
    'tcp-urg': 32,
    'tcp-ece': 64,
    'tcp-cwr': 128,
  }),
);

const SPACE = /[ \n\r\t]+/y;
const OPERATOR = /&&|\|\||==|>=|<=|!=|<<|>>|[-*/%[\]!<>()&|^=:+]/y;
const ESCAPED = /\\([^ !()\n\t]+)/y;
const MAC = /[0-9A-Fa-f]{1,2}(?:([:.-])[0-9A-Fa-f]{1,2})(?:\1[0-9A-Fa-f]{1,2}){4}/y;
const IPV6 = /[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*/y;
const WORD = /[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?/y;
const NUMBER = /^(?:0[xX][0-9A-Fa-f]+|\d+)$/;
const DOTTED = /^\d+(?:\.\d+){1,3}$/;

/** The tokens of an expression; undefined when a letter stands in it that begins none. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const take = (pattern: RegExp): string | undefined => {
      pattern.lastIndex = at;
      return pattern.exec(text)?.[0];
    };
    const space = take(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = next(take);
    if (token === undefined) return undefined;
    tokens.push(token);
    at += token.text.length + (text[at] === '\\' ? 1 : 0);
  }
  return tokens;
}

function next(take: (pattern: RegExp) => string | undefined): Token | undefined {
  const word = take(WORD);
  const mac = take(MAC);
  if (mac !== undefined && mac.length >= (word?.length ?? 0)) {
    const value = parseMac(mac.replaceAll(/[.-]/g, ':'));
    if (value !== null) return { kind: 'mac', text: mac, value };
  }
  const ipv6 = take(IPV6);
  if (ipv6 !== undefined && ipv6.length > (word?.length ?? 0)) return { kind: 'ipv6', text: ipv6, value: 0 };
  if (word !== undefined) return wordToken(word);
  const operator = take(OPERATOR);
  if (operator !== undefined) return { kind: KEYWORDS.get(operator) ?? operator, text: operator, value: 0 };
  const escaped = take(ESCAPED);
  return escaped === undefined ? undefined : { kind: 'name', text: escaped.slice(1), value: 0 };
}

function wordToken(text: string): Token {
  const keyword = KEYWORDS.get(text);
  if (keyword !== undefined) return { kind: keyword, text, value: 0 };
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return { kind: 'number', text, value: constant };
  if (NUMBER.test(text)) {
    const value = /^0\d/.test(text) ? Number.parseInt(text, 8) : Number(text);
    return { kind: 'number', text, value };
  }
  return { kind: DOTTED.test(text) ? 'dotted' : 'name', text, value: 0 };
}
