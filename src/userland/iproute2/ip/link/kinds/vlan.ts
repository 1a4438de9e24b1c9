import { VLAN_OPTIONS } from '../../../../../grammar/iproute2/link-vlan.ts';
import type { QosMapping, VlanFlags, VlanOptions } from '../../../../../kernel/link/vlan.ts';
import { ETH_P_8021Q } from '../../../../../net/ethernet.ts';
import { ETH_P_8021AD } from '../../../../../net/vlan.ts';
import { Arguments } from '../../../arguments.ts';
import { parseUnsigned } from '../../../number.ts';
import type { Printer } from '../../../printer.ts';
import type { Session } from '../../../session.ts';
import { kindUsage } from '../kind.ts';
import type { KindRequest, KindWords } from './words.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** By the names that ip knows them by (ll_proto_a2n). */
const PROTOCOLS: readonly (readonly [string, number])[] = [
  ['802.1Q', ETH_P_8021Q],
  ['802.1ad', ETH_P_8021AD],
];

/** The words for its flags, and what they are called in listings. */
const FLAGS: readonly (readonly [string, keyof VlanFlags, string])[] = [
  ['reorder_hdr', 'reorderHeader', 'REORDER_HDR'],
  ['gvrp', 'gvrp', 'GVRP'],
  ['mvrp', 'mvrp', 'MVRP'],
  ['loose_binding', 'looseBinding', 'LOOSE_BINDING'],
  ['bridge_binding', 'bridgeBinding', 'BRIDGE_BINDING'],
];

/** The words of `type vlan`. */
export const VLAN_WORDS: KindWords = {
  options: VLAN_OPTIONS,
  read,
  print: (out, { vlan }) => {
    if (vlan === undefined) return;
    const protocol = PROTOCOLS.find(([, number]) => number === vlan.protocol)![0];
    out.field('protocol', protocol, `protocol ${protocol} `);
    out.field('id', vlan.id, `id ${vlan.id} `);
    printFlags(out, vlan.flags);
    printMap(out, 'ingress_qos', 'ingress-qos-map', vlan.ingress);
    printMap(out, 'egress_qos', 'egress-qos-map', vlan.egress);
  },
};

function read(session: Session, kindAt: number): KindRequest | undefined {
  const args = new Arguments(session, VLAN_OPTIONS, kindAt);
  const vlan: Mutable<VlanOptions> = {};
  while (args.next()) {
    const name = args.row?.name;
    const flag = FLAGS.find(([word]) => word === name);
    if (flag !== undefined) {
      const value = args.onOff();
      if (value === undefined) return refuseFlag(session, flag[0], args);
      vlan.flags = { ...vlan.flags, [flag[1]]: value };
    } else if (name === 'protocol') {
      const word = args.take().toLowerCase();
      const found = PROTOCOLS.find(([text]) => text.toLowerCase() === word);
      vlan.protocol = found?.[1] ?? session.invalid('protocol is invalid', args.index);
    } else if (name === 'id') vlan.id = args.unsigned('id is invalid', 0xffff);
    else if (name === 'ingress-qos-map' || name === 'egress-qos-map') {
      const key = name === 'ingress-qos-map' ? 'ingress' : 'egress';
      vlan[key] = [...(vlan[key] ?? []), ...readMap(args, name)];
    } else {
      if (name !== 'help') session.error(`vlan: unknown command "${args.word}"?\n`, args.index);
      session.error(kindUsage('vlan', VLAN_OPTIONS));
      return undefined;
    }
  }
  // Without a word behind it the kernel is told nothing of the kind's properties.
  return Object.keys(vlan).length === 0 ? {} : { vlan };
}

function refuseFlag(session: Session, name: string, args: Arguments): undefined {
  session.error(`Error: argument of "${name}" must be "on" or "off", not "${args.word}"\n`, args.index);
  return undefined;
}

/** `FROM:TO …` up to a word without a colon, which is the next option (vlan_parse_qos_map). */
function readMap(args: Arguments, name: string): QosMapping[] {
  const { session, argv } = args;
  if (argv[args.index + 1] === undefined) session.incomplete();
  const rows: QosMapping[] = [];
  while (argv[args.index + 1]?.includes(':')) {
    const [first = '', ...rest] = args.take().split(':');
    const from = parseUnsigned(first);
    const to = parseUnsigned(rest.join(':'));
    if (from === undefined || to === undefined)
      return session.die(`Error: argument "${first}" is wrong: invalid ${name}\n`, args.index);
    rows.push({ from, to });
  }
  return rows;
}

function printFlags(out: Printer, flags: VlanFlags): void {
  const names = FLAGS.filter(([, flag]) => flags[flag]).map(([, , name]) => name);
  if (!out.json) {
    out.text(`<${names.join(',')}> `);
    return;
  }
  out.openArray('flags');
  for (const name of names) out.item(name, '');
  out.closeArray();
}

function printMap(out: Printer, key: string, name: string, rows: readonly QosMapping[]): void {
  if (rows.length === 0) return;
  out.openArray(key);
  out.newline();
  out.text(`      ${name} { `);
  for (const { from, to } of rows) {
    out.openObject();
    out.field('from', from, `${from}`);
    out.field('to', to, `:${to} `);
    out.closeObject();
  }
  out.text('} ');
  out.closeArray();
}
