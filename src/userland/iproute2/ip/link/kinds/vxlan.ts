import { VXLAN_OPTIONS } from '../../../../../grammar/iproute2/link-vxlan.ts';
import { abbreviates } from '../../../../../grammar/keyword.ts';
import type { DontFragment, VxlanInfo, VxlanOptions } from '../../../../../kernel/link/vxlan.ts';
import { formatIpv4, type Ipv4, isMulticastIpv4 } from '../../../../../net/ipv4.ts';
import { Arguments } from '../../../arguments.ts';
import { parseUnsigned } from '../../../number.ts';
import type { Printer } from '../../../printer.ts';
import type { Session } from '../../../session.ts';
import { kindUsage } from '../kind.ts';
import type { KindRequest, KindWords } from './words.ts';

type Options = { -readonly [K in keyof VxlanOptions]: VxlanOptions[K] };

const MOST_ID = 0xffffff;
const DF: readonly string[] = ['unset', 'set', 'inherit'];

/** What ip says to whoever leaves the port out, in its own words. */
const NO_PORT = [
  'vxlan: destination port not specified\n',
  'Will use Linux kernel default (non-standard value)\n',
  "Use 'dstport 4789' to get the IANA assigned value\n",
  "Use 'dstport 0' to get default and quiet this message\n",
].join('');

/** The words of `type vxlan`. */
export const VXLAN_WORDS: KindWords = {
  options: VXLAN_OPTIONS,
  read,
  print: (out, { vxlan }) => {
    if (vxlan !== undefined) print(out, vxlan);
  },
};

function read(session: Session, kindAt: number, isNew: boolean): KindRequest | undefined {
  if (session.argv[kindAt + 1] === undefined) return {};
  const args = new Arguments(session, VXLAN_OPTIONS, kindAt);
  const given = new Set<string>();
  const vxlan: Options = {};
  while (args.next()) {
    const name = args.row?.name ?? '';
    if (given.has(name) && name === 'id') {
      args.take();
      session.garbage('id', args.index);
    }
    if (!readOption(args, name, vxlan)) return undefined;
    given.add(name);
  }
  const complaint =
    given.has('group') && given.has('remote')
      ? 'both group and remote cannot be specified'
      : given.has('group') && !given.has('dev')
        ? "'group' requires 'dev' to be specified"
        : undefined;
  if (complaint !== undefined) {
    session.error(`vxlan: ${complaint}\n`, kindAt);
    return undefined;
  }
  if (isNew && !given.has('id')) {
    session.error('vxlan: missing virtual network identifier\n', kindAt);
    return undefined;
  }
  if (isNew && !given.has('dstport')) session.error(NO_PORT);
  return { vxlan };
}

/** False after a complaint that ends the command with status 1. */
function readOption(args: Arguments, name: string, vxlan: Options): boolean {
  const { session } = args;
  const number = (message: string, most: number) => args.unsigned(message, most);
  switch (name) {
    case 'id':
      vxlan.id = number('invalid id', MOST_ID);
      return true;
    case 'group':
      vxlan.remote = readAddress(args, 'invalid group address', true);
      return true;
    case 'remote':
      vxlan.remote = readAddress(args, 'invalid remote address', false);
      return true;
    case 'local':
      vxlan.local = readAddress(args, 'invalid local address', false);
      return true;
    case 'dev': {
      args.take();
      const ifindex = session.ifindexOf(args.word);
      if (ifindex === undefined) return session.die(`Cannot find device "${args.word}"\n`, args.index);
      vxlan.link = ifindex;
      return true;
    }
    case 'ttl': {
      const word = args.take();
      vxlan.ttlInherit = word === 'inherit';
      if (word === 'inherit') return true;
      const ttl = word === 'auto' ? 0 : (parseUnsigned(word) ?? session.invalid('invalid TTL', args.index));
      vxlan.ttl = ttl <= 255 ? ttl : session.invalid('TTL must be <= 255', args.index);
      return true;
    }
    case 'tos': {
      const word = args.take();
      vxlan.tos =
        word === 'inherit'
          ? 1
          : (parseUnsigned(/^0x/.test(word) ? word : `0x${word}`, 0xff) ??
            session.invalid('bad TOS value', args.index));
      return true;
    }
    case 'df': {
      const word = args.take();
      if (!DF.includes(word)) session.invalid("DF must be 'unset', 'set' or 'inherit'", args.index);
      vxlan.df = word as DontFragment;
      return true;
    }
    case 'ageing': {
      const word = args.take();
      vxlan.ageing = word === 'none' ? 0 : (parseUnsigned(word) ?? session.invalid('ageing timer', args.index));
      return true;
    }
    case 'maxaddress': {
      const word = args.take();
      vxlan.limit = word === 'unlimited' ? 0 : (parseUnsigned(word) ?? session.invalid('max addresses', args.index));
      return true;
    }
    case 'srcport': {
      const least = number('min port', 0xffff);
      vxlan.srcPorts = [least, number('max port', 0xffff)];
      return true;
    }
    case 'dstport': {
      const port = number('dst port', 0xffff);
      if (port !== 0) vxlan.dstPort = port;
      return true;
    }
    case 'learning':
    case 'nolearning':
      vxlan.learning = name === 'learning';
      return true;
    case 'udpcsum':
    case 'noudpcsum':
      vxlan.udpChecksum = name === 'udpcsum';
      return true;
    default:
      if (!abbreviates(args.word, 'help')) session.error(`vxlan: unknown command "${args.word}"?\n`, args.index);
      session.error(kindUsage('vxlan', VXLAN_OPTIONS));
      return false;
  }
}

/** An IPv4 address, a group or none. Routers of IPv6 are not simulated. */
function readAddress(args: Arguments, message: string, isGroup: boolean): Ipv4 {
  const { session } = args;
  args.take();
  const { family, address } = args.address(undefined);
  if (family === 6) {
    session.unsimulated('VXLAN over IPv6', args.index);
    return session.die('');
  }
  return family === 4 && isMulticastIpv4(address as Ipv4) === isGroup
    ? (address as Ipv4)
    : session.invalid(message, args.index);
}

function print(out: Printer, vxlan: VxlanInfo): void {
  const { id, remote, local, link, srcPorts, dstPort, learning, ttl, tos, df, ageing, limit } = vxlan;
  const [low, high] = srcPorts;
  out.field('id', id, `id ${id} `);
  if (remote) {
    const key = isMulticastIpv4(remote) ? 'group' : 'remote';
    out.field(key, formatIpv4(remote), `${key} ${formatIpv4(remote)} `);
  }
  if (local) out.field('local', formatIpv4(local), `local ${formatIpv4(local)} `);
  if (link !== undefined)
    out.field('link', link.name ?? `if${link.ifindex}`, `dev ${link.name ?? `if${link.ifindex}`} `);
  if (out.json) {
    out.openObject('port_range');
    out.field('low', low);
    out.field('high', high);
    out.closeObject();
  } else out.text(`srcport ${low} ${high} `);
  out.field('port', dstPort, `dstport ${dstPort} `);
  out.field('learning', learning, learning ? '' : 'nolearning ');
  const tosText = `0x${tos.toString(16)}`;
  if (tos !== 0) out.field('tos', tosText, tos === 1 ? 'tos inherit ' : `tos ${tosText} `);
  if (vxlan.ttlInherit) out.text('ttl inherit ');
  else out.field('ttl', ttl, ttl === 0 ? 'ttl auto ' : `ttl ${ttl} `);
  out.field('df', df, df === 'unset' ? '' : `df ${df} `);
  out.field('ageing', ageing, ageing === 0 ? 'ageing none ' : `ageing ${ageing} `);
  if (limit !== 0) out.field('limit', limit, `maxaddr ${limit} `);
  out.field('udp_csum', vxlan.udpChecksum, vxlan.udpChecksum ? 'udpcsum ' : 'noudpcsum ');
  out.field('udp_zero_csum6_tx', false, 'noudp6zerocsumtx ');
  out.field('udp_zero_csum6_rx', false, 'noudp6zerocsumrx ');
}
