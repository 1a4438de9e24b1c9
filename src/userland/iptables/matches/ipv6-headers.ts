import { AH, DST, FRAG, HBH, IPV6HEADER, RT } from '../../../grammar/iptables/matches/ipv6-headers.ts';
import type {
  AhMatch,
  Eui64Match,
  FragMatch,
  Ipv6headerMatch,
  NumberTest,
  OptionsHeaderMatch,
  RtMatch,
} from '../../../kernel/netfilter/matches/ipv6.ts';
import { formatIpv6, parseIpv6 } from '../../../net/ipv6.ts';
import { protocolNumber } from '../../netbase/protocols.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseNumber, parseNumberRange } from '../option-value.ts';

/** Matches of the headers between that of IPv6 and the data. */

const UINT32_MAX = 0xffffffff;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readNumber(label: string, given: Given): NumberTest {
  const number = parseNumber(label, given);
  return { min: number, max: number, invert: given.invert };
}

function readRange(label: string, given: Given): NumberTest {
  return { ...parseNumberRange(label, given, UINT32_MAX), invert: given.invert };
}

function saveTest(option: string, test: NumberTest | undefined): string[] {
  if (test === undefined) return [];
  const { min, max, invert } = test;
  return [negated(invert, `${option} ${min === max ? min : `${min}:${max}`}`)];
}

/** `id:1`, `ids:!1:5`. */
function printTest(name: string, { min, max, invert }: NumberTest): string {
  const not = invert ? '!' : '';
  return min === max ? `${name}:${not}${min}` : `${name}s:${not}${min}:${max}`;
}

/** libip6t_frag. */
export const FRAG_EXTENSION: Extension<FragMatch> = {
  label: 'frag',
  options: FRAG,
  begin() {
    const match: Mutable<FragMatch> = { kind: 'frag' };
    return {
      option(given) {
        if (given.name === '--fragid') match.id = readRange('frag', given);
        else if (given.name === '--fraglen') match.length = parseNumber('frag', given);
        else if (given.name === '--fragres') match.reserved = true;
        else if (given.name === '--fragfirst') match.first = true;
        else if (given.name === '--fragmore') match.more = true;
        else match.last = true;
      },
      finish: () => match,
    };
  },
  save: ({ id, length, reserved, first, more, last }) =>
    [
      ...saveTest('--fragid', id),
      ...(length === undefined ? [] : [`--fraglen ${length}`]),
      ...(reserved ? ['--fragres'] : []),
      ...(first ? ['--fragfirst'] : []),
      ...(more ? ['--fragmore'] : []),
      ...(last ? ['--fraglast'] : []),
    ].join(' '),
  print: ({ id, length, reserved, first, more, last }) =>
    [
      'frag ',
      id === undefined ? '' : printTest('id', id),
      length === undefined ? '' : ` length:${length}`,
      reserved ? ' reserved' : '',
      first ? ' first' : '',
      more ? ' more' : '',
      last ? ' last' : '',
    ].join(''),
};

function addressesOf({ value, index }: Given): string {
  const words = value.split(',').map((word) => {
    const address = parseIpv6(word);
    return address === null ? complain(`bad address: ${word}`, index) : formatIpv6(address);
  });
  return words.join(',');
}

/** libip6t_rt. */
export const RT_EXTENSION: Extension<RtMatch> = {
  label: 'rt',
  options: RT,
  begin() {
    const match: Mutable<RtMatch> = { kind: 'rt' };
    const needType = ({ name, index }: Given): void => {
      if (match.type?.min !== 0 || match.type.invert) complain(`\`--rt-type 0' required before \`${name}'`, index);
    };
    return {
      option(given) {
        const { name, index } = given;
        if (name === '--rt-type') match.type = readNumber('rt', given);
        else if (name === '--rt-segsleft') match.segmentsLeft = readRange('rt', given);
        else if (name === '--rt-len') match.length = readNumber('rt', given);
        else {
          if (name === '--rt-0-not-strict') {
            if (match.addresses === undefined) complain(`\`--rt-0-addr ...' required before \`${name}'`, index);
            match.notStrict = true;
            return;
          }
          needType(given);
          if (name === '--rt-0-res') match.reserved = true;
          else match.addresses = addressesOf(given);
        }
      },
      finish: () => match,
    };
  },
  save: ({ type, segmentsLeft, length, reserved, addresses, notStrict }) =>
    [
      ...saveTest('--rt-type', type),
      ...saveTest('--rt-segsleft', segmentsLeft),
      ...saveTest('--rt-len', length),
      ...(reserved ? ['--rt-0-res'] : []),
      ...(addresses === undefined ? [] : [`--rt-0-addrs ${addresses}`]),
      ...(notStrict ? ['--rt-0-not-strict'] : []),
    ].join(' '),
  print: ({ type, segmentsLeft, length, reserved, addresses, notStrict }) =>
    [
      'rt',
      ...(type === undefined ? [] : [printTest('type', type)]),
      ...(segmentsLeft === undefined ? [] : [printTest('segsleft', segmentsLeft)]),
      ...(length === undefined ? [] : [printTest('length', length)]),
      ...(reserved ? ['reserved'] : []),
      ...(addresses === undefined ? [] : [`0-addrs ${addresses}`]),
      ...(notStrict ? ['0-not-strict'] : []),
    ].join(' '),
};

/** The bits of headers, with the names they are written by and those that are taken besides (MASK_*). */
const HEADERS: readonly { readonly bit: number; readonly protocol: number; readonly names: readonly string[] }[] = [
  { bit: 0x80, protocol: 0, names: ['hop-by-hop', 'hop'] },
  { bit: 0x40, protocol: 60, names: ['ipv6-opts', 'dst'] },
  { bit: 0x20, protocol: 43, names: ['ipv6-route', 'route'] },
  { bit: 0x10, protocol: 44, names: ['ipv6-frag', 'frag'] },
  { bit: 0x08, protocol: 51, names: ['ah', 'auth'] },
  { bit: 0x04, protocol: 50, names: ['esp'] },
  { bit: 0x02, protocol: 59, names: ['ipv6-nonxt', 'none'] },
  { bit: 0x01, protocol: 255, names: ['protocol', 'prot'] },
];

function headerOf(word: string, index: number): number {
  const lower = word.toLowerCase();
  const number = /^\d+$/.test(lower) ? Number(lower) : protocolNumber(lower);
  const found = HEADERS.find(({ names, protocol }) => names.includes(lower) || protocol === number);
  return found?.bit ?? complain(`unknown header \`${word}' specified`, index);
}

function headerNames(bits: number): string {
  return HEADERS.filter(({ bit }) => (bits & bit) !== 0)
    .map(({ names }) => names[0])
    .join(',');
}

/** libip6t_ipv6header. */
export const IPV6HEADER_EXTENSION: Extension<Ipv6headerMatch> = {
  label: 'ipv6header',
  options: IPV6HEADER,
  begin() {
    let match: Ipv6headerMatch = { kind: 'ipv6header', headers: 0, invert: false, soft: false };
    return {
      option({ name, value, invert, index }) {
        if (name === '--soft') match = { ...match, soft: true };
        else {
          const headers = value.split(',').reduce((bits, word) => bits | headerOf(word, index), 0);
          match = { ...match, headers, invert };
        }
      },
      finish: () => match,
    };
  },
  save: ({ headers, invert, soft }) => `${negated(invert, `--header ${headerNames(headers)}`)}${soft ? ' --soft' : ''}`,
  print({ headers, invert, soft }, numeric) {
    const list = numeric ? `0x${headers.toString(16).toUpperCase().padStart(2, '0')}` : headerNames(headers);
    return `ipv6header flags:${invert ? '!' : ''}${list}${soft ? ' soft' : ''}`;
  },
};

/** libip6t_ah. */
export const AH_EXTENSION: Extension<AhMatch> = {
  label: 'ah',
  options: AH,
  begin() {
    const match: Mutable<AhMatch> = { kind: 'ah' };
    return {
      option(given) {
        if (given.name === '--ahspi') match.spi = readRange('ah', given);
        else if (given.name === '--ahlen') match.length = readNumber('ah', given);
        else match.reserved = true;
      },
      finish: () => match,
    };
  },
  save: ({ spi, length, reserved }) =>
    [...saveTest('--ahspi', spi), ...saveTest('--ahlen', length), ...(reserved ? ['--ahres'] : [])].join(' '),
  print: ({ spi, length, reserved }) =>
    [
      'ah ',
      spi === undefined ? '' : printTest('spi', spi),
      length === undefined ? '' : printTest('length', length),
      reserved ? ' reserved' : '',
    ].join(''),
};

/** libip6t_hbh and libip6t_dst. */
function optionsHeader(kind: OptionsHeaderMatch['kind'], options: typeof HBH): Extension<OptionsHeaderMatch> {
  return {
    label: kind,
    options,
    begin() {
      let match: OptionsHeaderMatch = { kind };
      return {
        option(given) {
          match = { kind, length: readNumber(kind, given) };
        },
        finish: () => match,
      };
    },
    save: ({ length }) => saveTest(`--${kind}-len`, length).join(''),
    print: ({ length }) => `${kind}${length === undefined ? '' : ` ${printTest('length', length)}`}`,
  };
}

export const HBH_EXTENSION = optionsHeader('hbh', HBH);

export const DST_EXTENSION = optionsHeader('dst', DST);

/** libip6t_eui64. */
export const EUI64_EXTENSION: Extension<Eui64Match> = {
  label: 'eui64',
  options: [],
  begin: () => ({ option: () => {}, finish: () => ({ kind: 'eui64' }) }),
  save: () => '',
  print: () => '',
};
