import { FIELDS } from '../../grammar/nftables/fields.ts';
import { protocolName } from '../netbase/protocols.ts';
import { SYMBOLS, symbolsOf } from './symbols.ts';
import type { Expr } from './syntax.ts';
import { type DataType, TYPES } from './types.ts';

/** What there is to say of a type. */
type Described = Pick<DataType, 'name' | 'description' | 'bits' | 'bitmask' | 'text'>;

/** Types that no field here has, some of them only the ground of others. */
const MORE: readonly Described[] = [
  { name: 'integer', description: 'integer', bits: 0 },
  { name: 'string', description: 'string', bits: 0 },
  { name: 'invalid', description: 'invalid', bits: 0 },
  { name: 'verdict', description: 'netfilter verdict', bits: 0 },
  { name: 'bitmask', description: 'bitmask', bits: 0 },
  { name: 'll_addr', description: 'link layer address', bits: 0 },
  { name: 'igmp_type', description: 'IGMP type', bits: 8 },
  { name: 'dccp_pkttype', description: 'DCCP packet type', bits: 4 },
  { name: 'mh_type', description: 'Mobility Header Type', bits: 8 },
  { name: 'cgroupsv2', description: 'cgroupsv2 path', bits: 64 },
];

/** Types that have no name in nft's language. */
const NAMELESS = ['ct_helper', 'ct_label', 'ct_time', 'ecn'];

/** Types whose names are those of fields. */
const TIMES = ['time', 'hour', 'day'];

/** Types that stand on nothing. */
const GROUND = ['integer', 'string', 'invalid', 'verdict'];

/** Types whose constants are told in hexadecimal. */
const HEXADECIMAL = 'ether_type arp_op iface_type dscp ecn ct_state ct_status tcp_flag dccp_pkttype'.split(' ');

/** Types of numbers in network order; without a field around them nft tells their constants the other way round. */
const NETWORK_ORDER = ['ether_type', 'arp_op'];

/** Fields of a connection whose types depend on its protocols. */
const OPEN = ['ct saddr', 'ct daddr', 'ct proto-src', 'ct proto-dst'];

/** `describe`: the type of an expression or a type itself, with the names that its values have (expr_describe). */
export function describe(expr: Expr): string {
  if (expr.kind === 'symbol' && TIMES.includes(expr.text)) {
    const { start, end } = expr;
    return describe({ kind: 'field', name: `meta ${expr.text}`, start, end });
  }
  if (expr.kind === 'symbol' && !expr.quoted) {
    const type = MORE.find(({ name }) => name === expr.text) ?? TYPES.get(expr.text);
    if (type !== undefined && !NAMELESS.includes(type.name))
      return `${describeType(type, `${type.bits} bits`)}${constantsOf(type, NETWORK_ORDER.includes(type.name))}`;
  }
  const { kind, type, bits } = kindOf(expr);
  if (type === undefined || bits === undefined) return `${kind} expression, datatype invalid (invalid)`;
  const length = type.text ? `${bits / 8} characters` : `${bits} bits`;
  return `${kind} expression, ${describeType(type, length)}${constantsOf(type, false)}`;
}

/** Of which kind an expression is, with its type; without one where that is open. */
function kindOf(expr: Expr): { kind: string; type?: Described; bits?: number } {
  const integer = (kind: string, bits = 32) => ({ kind, type: TYPES.get('integer')!, bits });
  switch (expr.kind) {
    case 'field': {
      const [header = '', word] = expr.name.split(' ');
      if (OPEN.includes(expr.name)) return { kind: 'ct' };
      const kind = word === 'option' ? 'exthdr' : ['meta', 'ct', 'rt'].includes(header) ? header : 'payload';
      const field = FIELDS.get(expr.name);
      return field === undefined ? integer(kind, 8) : { kind, type: typeNamed(field.type), bits: field.bits };
    }
    case 'fib': {
      const name = { type: 'fib_addrtype', oif: 'iface_index' }[expr.result] ?? 'ct_helper';
      const type = typeNamed(name);
      return { kind: 'fib', type, bits: type.bits };
    }
    case 'numgen':
    case 'hash':
      return integer(expr.kind);
    default:
      return { kind: 'symbol' };
  }
}

/** A type by the name that the fields' rows have; that of helpers stands for any name. */
function typeNamed(name: string): Described {
  const type = TYPES.get(name) ?? TYPES.get('integer')!;
  switch (name) {
    case 'ct_helper':
      return { ...type, name: 'string', description: 'string' };
    case 'ct_time':
      return { ...type, name: 'time' };
    case 'ct_label':
      return { ...type, bitmask: true };
    default:
      return type;
  }
}

function describeType(type: Described, length: string): string {
  const { name, description } = type;
  const ground = GROUND.includes(name) ? '' : ` (basetype ${groundOf(type)})`;
  return `datatype ${name} (${description})${ground}, ${length}\n`;
}

function groundOf({ name, bitmask, text }: Described): string {
  if (name === 'ether_addr') return 'link layer address, integer';
  if (bitmask) return 'bitmask, integer';
  return text ? 'string' : 'integer';
}

function constantsOf({ name, bits }: Described, isSwapped: boolean): string {
  if (name === 'inet_proto') return protocols();
  const symbols = SYMBOLS[name] ?? MORE_SYMBOLS[name];
  if (symbols === undefined) return '';
  const isHexadecimal = HEXADECIMAL.includes(name);
  const digits = Math.ceil(bits / 8) * 2;
  const number = (value: number) => {
    if (!isHexadecimal) return String(value).padStart(20);
    const hex = value.toString(16).padStart(digits, '0');
    return `0x${isSwapped ? hex.slice(2) + hex.slice(0, 2) : hex}`;
  };
  const rows = symbols.map(([symbol, value]) => row(symbol, number(value))).join('');
  return `\npre-defined symbolic constants (in ${isHexadecimal ? 'hexadecimal' : 'decimal'}):\n${rows}`;
}

const row = (name: string, number: string) => `\t${name.padEnd(30)}\t${number}\n`;

/** The protocols of /etc/protocols. */
function protocols(): string {
  return Array.from({ length: 256 }, (_, number) => [number, protocolName(number)] as const)
    .map(([number, name]) => (name === undefined ? '' : row(name, String(number))))
    .join('');
}

/** Constants of types that no field here has. */
const MORE_SYMBOLS = symbolsOf({
  igmp_type: `membership-query 17 membership-report-v1 18 membership-report-v2 22 membership-report-v3 34 leave-group 23`,
  dccp_pkttype: 'request 0 response 1 data 2 ack 3 dataack 4 closereq 5 close 6 reset 7 sync 8 syncack 9',
  mh_type: `binding-refresh-request 0 home-test-init 1 careof-test-init 2 home-test 3 careof-test 4 binding-update 5
    binding-acknowledgement 6 binding-error 7 fast-binding-update 8 fast-binding-acknowledgement 9
    fast-binding-advertisement 10 experimental-mobility-header 11 home-agent-switch-message 12`,
});
