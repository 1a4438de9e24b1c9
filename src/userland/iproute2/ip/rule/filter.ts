import { RULE_FILTERS } from '../../../../grammar/iproute2/rule.ts';
import type { RuleInfo } from '../../../../kernel/fib/requests.ts';
import type { Family, Prefix } from '../../../../net/prefix.ts';
import { Arguments } from '../../arguments.ts';
import { type InetPrefix, sharesPrefix } from '../../inet-prefix.ts';
import { DSFIELDS, PROTOCOLS, parseIpProtocol, protocolNumber } from '../../names.ts';
import type { Session } from '../../session.ts';
import { readMark, readPorts, readTunId, readUidRange } from './words.ts';

/** What `ip rule show` and `flush` pick rules by. Zero means any, as in iproute2, where a number has no other mark. */
export class RuleFilter {
  priority: number | undefined;
  invert = false;
  from: InetPrefix | undefined;
  to: InetPrefix | undefined;
  tos: number | undefined;
  fwmark = 0;
  fwmask = 0;
  iif: string | undefined;
  oif: string | undefined;
  table = 0;
  protocol: number | undefined;
  ipProtocol = 0;
  l3mdev = false;
  tunId = 0n;
  uidRange: readonly [number, number] | undefined;
  sport: readonly [number, number] | undefined;
  dport: readonly [number, number] | undefined;

  /** True when a rule is among the selected ones. */
  takes(rule: RuleInfo): boolean {
    if (this.priority !== undefined && rule.priority !== this.priority) return false;
    if (this.invert && !rule.invert) return false;
    if (!within(this.from, rule.from) || !within(this.to, rule.to)) return false;
    if (this.tos !== undefined && rule.tos !== this.tos) return false;
    if (this.fwmark !== 0 && (rule.fwmark ?? 0) !== this.fwmark) return false;
    if (this.fwmask !== 0 && (rule.fwmask ?? 0) !== this.fwmask) return false;
    if (this.iif !== undefined && rule.iif !== this.iif) return false;
    if (this.oif !== undefined && rule.oif !== this.oif) return false;
    if (this.l3mdev && !rule.l3mdev) return false;
    if (this.tunId !== 0n && (rule.tunId ?? 0n) !== this.tunId) return false;
    if (!sameRange(this.uidRange, rule.uidRange)) return false;
    if (this.ipProtocol !== 0 && (rule.ipProtocol ?? 0) !== this.ipProtocol) return false;
    if (!samePorts(this.sport, rule.sourcePorts) || !samePorts(this.dport, rule.destinationPorts)) return false;
    return this.table === 0 || rule.table === this.table;
  }

  /** The protocol only counts for `flush`. */
  takesProtocol(rule: RuleInfo): boolean {
    return this.protocol === undefined || protocolNumber(rule.protocol) === this.protocol;
  }
}

function within(wanted: InetPrefix | undefined, prefix: Prefix | undefined): boolean {
  if (wanted?.family === undefined) return true;
  if (wanted.length > (prefix?.length ?? 0)) return false;
  return prefix === undefined || sharesPrefix(prefix.address, wanted.address, wanted.length);
}

function sameRange(wanted: RuleInfo['uidRange'], range: RuleInfo['uidRange']): boolean {
  return wanted === undefined || (range !== undefined && range[0] === wanted[0] && range[1] === wanted[1]);
}

function samePorts(wanted: readonly [number, number] | undefined, ports: RuleInfo['sourcePorts']): boolean {
  return wanted?.[0] === 0 || sameRange(wanted, ports);
}

/** Reads the words of a listing. */
export function readRuleFilter(session: Session, index: number, family: Family): RuleFilter {
  const filter = new RuleFilter();
  const args = new Arguments(session, RULE_FILTERS, index);
  while (args.next()) readWord(filter, args, args.row?.name, family);
  return filter;
}

function readWord(filter: RuleFilter, args: Arguments, name: string | undefined, family: Family): void {
  const { session } = args;
  switch (name) {
    case 'preference':
      filter.priority = args.unsigned('preference value is invalid\n');
      return;
    case 'not':
      filter.invert = true;
      return;
    case 'tos':
      filter.tos = args.named((word) => DSFIELDS.parse(word, 16), 'TOS value is invalid\n');
      return;
    case 'fwmark': {
      const { mark, mask } = readMark(args);
      filter.fwmark = mark;
      filter.fwmask = mask ?? 0;
      return;
    }
    case 'l3mdev':
      filter.l3mdev = true;
      return;
    case 'uidrange':
      filter.uidRange = readUidRange(args);
      return;
    case 'tun_id':
      filter.tunId = readTunId(args);
      return;
    case 'iif':
    case 'oif':
      filter[name] = args.take();
      return;
    case 'lookup':
      filter.table = args.named((word) => session.tables.parse(word), 'table id value is invalid\n');
      return;
    case 'from':
      args.take();
      filter.from = args.prefix(family);
      return;
    case 'protocol': {
      const protocol = PROTOCOLS.parse(args.take());
      if (protocol === undefined && args.word !== 'all') session.invalid('invalid "protocol"\n', args.index);
      filter.protocol = protocol;
      return;
    }
    case 'ipproto':
      filter.ipProtocol = args.named(parseIpProtocol, 'Invalid "ipproto" value\n');
      return;
    case 'sport':
      filter.sport = readPorts(args, 'invalid port range\n');
      return;
    case 'dport':
      filter.dport = readPorts(args, 'invalid dport range\n');
      return;
    default:
      if (name === 'to') args.take();
      filter.to = args.prefix(family);
  }
}
