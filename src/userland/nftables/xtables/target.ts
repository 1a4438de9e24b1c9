import type { NatRange } from '../../../kernel/netfilter/nat/range.ts';
import type { Target } from '../../../kernel/netfilter/targets/index.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';

const ALL = 0xffffffff;

const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** Targets that iptables gives to nf_tables as its own expressions; all others are `xt` to nft. */
const NATIVE: readonly Target['kind'][] = ['ACCEPT', 'DROP', 'RETURN', 'jump', 'NFLOG', 'TRACE'];

/** Whether a target is one of iptables' own to nft. */
export function isXtTarget(target: Target): boolean {
  return !NATIVE.includes(target.kind);
}

const hex = (value: number) => `0x${(value >>> 0).toString(16)}`;

/** A target in nft's words (its xlate function). */
export function printXtTarget(target: Target): string {
  switch (target.kind) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return target.kind.toLowerCase();
    case 'jump':
      return `${target.goto ? 'goto' : 'jump'} ${target.chain}`;
    case 'REJECT':
      if (target.with === 'icmp-port-unreachable') return 'reject';
      if (target.with === 'tcp-reset') return 'reject with tcp reset';
      return `reject with icmp type ${target.with.replace('icmp-', '').replace('proto-', 'prot-')}`;
    case 'LOG': {
      const { prefix, level, flags } = target;
      let text = 'log';
      if (prefix !== '') text += ` prefix "${prefix}"`;
      if (level !== 4) text += ` level ${LOG_LEVELS[level]}`;
      if ((flags & 47) === 47) return `${text} flags all`;
      const tcp = [flags & 1 && 'sequence', flags & 2 && 'options'].filter(Boolean).join(',');
      if (tcp !== '') text += ` flags tcp ${tcp}`;
      if ((flags & 4) !== 0) text += ' flags ip options';
      if ((flags & 8) !== 0) text += ' flags skuid';
      if ((flags & 32) !== 0) text += ' flags ether';
      return text;
    }
    case 'NFLOG': {
      const prefix = target.prefix === '' ? '' : ` prefix "${target.prefix}"`;
      const size = target.size === undefined ? '' : ` snaplen ${target.size}`;
      return `log${prefix} group ${target.group}${size}`;
    }
    case 'NFQUEUE': {
      const { first, last, bypass, cpuFanout } = target;
      const flags = [bypass && 'bypass', cpuFanout && 'fanout'].filter(Boolean).join(',');
      return `queue num ${first === last ? first : `${first}-${last}`}${flags === '' ? '' : ` ${flags}`}`;
    }
    case 'TRACE':
      return 'meta nftrace set 1';
    case 'MASQUERADE':
      return nat('masquerade', target.range);
    case 'REDIRECT':
      return nat('redirect', target.range);
    case 'SNAT':
      return nat('snat', target.range);
    case 'DNAT':
      return nat('dnat', target.range);
    case 'MARK':
      return `meta mark set ${combination('mark', target.value, target.mask)}`;
    case 'CONNMARK': {
      const { shift } = target;
      if (shift === undefined) return connmark(target);
      const [what, value] = connmark(target).split(' set ');
      return `${what} set ( ${value}${target.mode === 'set' && target.ctMask >>> 0 === ALL ? ' ' : ''} ) ${shift.direction === 'left' ? '<<' : '>>'} ${shift.bits}`;
    }
    case 'TCPMSS':
      return `tcp option maxseg size set ${target.mss === 'pmtu' ? 'rt mtu' : target.mss}`;
    case 'DSCP':
      return `ip dscp set 0x${(target.value >> 2).toString(16).padStart(2, '0')}`;
    case 'TOS':
      // The translation is made for IPv6, of IPv4 nft says the same.
      return `ip6 dscp set 0x${(target.value >> 2).toString(16).padStart(2, '0')}`;
    case 'CT':
      return target.notrack ? 'notrack' : 'xt target CT';
    default:
      return `xt target ${target.kind}`;
  }
}

function nat(kind: string, { addresses, ports, random, randomFully, persistent }: NatRange): string {
  let to = '';
  if (addresses !== undefined) {
    const { min, max } = addresses;
    to += min === max ? formatIpv4(min) : `${formatIpv4(min)}-${formatIpv4(max)}`;
  }
  if (ports !== undefined) to += ports.min === ports.max ? `:${ports.min}` : `:${ports.min}-${ports.max}`;
  const flags = [random && 'random', randomFully && 'fully-random', persistent && 'persistent'].filter(Boolean);
  return [kind, to === '' ? '' : `to ${to}`, flags.join(',')].filter((part) => part !== '').join(' ');
}

/** `(of AND NOT mask) XOR value` in the shortest form. */
function combination(of: string, value: number, mask: number): string {
  if (mask >>> 0 === ALL) return hex(value);
  if (value === 0) return `${of} and ${hex(~mask)}`;
  if (value === mask) return `${of} or ${hex(value)}`;
  if (mask === 0) return `${of} xor ${hex(value)}`;
  return `${of} and ${hex(~mask)} xor ${hex(value)}`;
}

function connmark({ mode, value, ctMask, nfMask }: Extract<Target, { kind: 'CONNMARK' }>): string {
  if (mode === 'save') return `ct mark set mark${nfMask >>> 0 === ALL ? '' : ` and ${hex(nfMask)}`}`;
  if (mode === 'restore') return `meta mark set ct mark${ctMask >>> 0 === ALL ? '' : ` and ${hex(ctMask)}`}`;
  if (ctMask >>> 0 === ALL) return `ct mark set ${hex(value)}`;
  if (value === 0) return `ct mark set ct mark and ${hex(~ctMask)}`;
  if (value === ctMask) return `ct mark set ct mark or ${hex(value)}`;
  if (ctMask === 0) return `ct mark set ct mark xor ${hex(value)}`;
  return `ct mark set ct mark xor ${hex(value)} and ${hex(~ctMask)}`;
}
