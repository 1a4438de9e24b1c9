import type { RuleInfo, RuleRequest } from '../../../../kernel/fib/requests.ts';
import { addressBits, type Family, formatIp, type Prefix } from '../../../../net/prefix.ts';
import { EXIT_MINUS_ONE } from '../../exit.ts';
import { DSFIELDS, formatIpProtocol, formatRouteType, GROUPS, PROTOCOLS, protocolNumber } from '../../names.ts';
import type { Session } from '../../session.ts';
import { realmNames } from '../realms.ts';
import { readRuleFilter } from './filter.ts';

/** `ip rule show`, and `flush`, which removes what it would show. */
export function listRules(session: Session, index: number, flush: boolean): number {
  const family = session.family ?? 4;
  const filter = readRuleFilter(session, index, family);
  const rules = session.kernel.rule.dump(session.netns, family);
  const { out } = session;
  if (session.foreignFamily !== undefined) {
    session.unsupportedFamily();
    session.error('Dump terminated\n');
    return EXIT_MINUS_ONE;
  }
  out.openDocument();
  for (const rule of rules) {
    if (!filter.takes(rule)) continue;
    if (!flush) printRule(session, rule, rules);
    // The kernel tells no preference of rules with preference 0, and those without one are left alone.
    else if (filter.takesProtocol(rule) && rule.priority !== 0 && !removeRule(session, rule)) {
      session.error('Dump terminated\n');
      return 1;
    }
  }
  out.closeDocument();
  return 0;
}

function removeRule(session: Session, rule: RuleInfo): boolean {
  const { cause, ...fields } = rule;
  const result = session.kernel.rule.delete(session.netns, fields as RuleRequest);
  if (!result.ok) session.refused(result.error);
  return result.ok;
}

const hex = (value: number): string => (value === 0 ? '0' : `0x${value.toString(16)}`);

/** Prints a rule; `rules` are all of its family, among which it may jump. */
export function printRule(session: Session, rule: RuleInfo, rules: readonly RuleInfo[]): void {
  const { out } = session;
  out.openObject();
  out.field('priority', rule.priority, `${rule.priority}:\t`);
  if (rule.invert) out.field('not', null, 'not ');
  printEnd(session, rule.family, rule.from, 'src', 'from ');
  if (rule.to !== undefined) printEnd(session, rule.family, rule.to, 'dst', ' to ');
  printSelectors(session, rule);
  printTable(session, rule);
  printRealms(session, rule.realms);
  printAction(session, rule, rules);
  const protocol = protocolNumber(rule.protocol);
  if ((protocol !== 0 && rule.protocol !== 'kernel') || session.options.details > 0) {
    const name = PROTOCOLS.format(protocol, session.options.numeric);
    out.field('protocol', name, ` proto ${name}`);
  }
  out.text('\n');
  out.closeObject();
}

function printEnd(session: Session, family: Family, prefix: Prefix | undefined, key: string, lead: string): void {
  const { out } = session;
  if (prefix === undefined) {
    out.field(key, 'all', `${lead}all`);
    return;
  }
  const address = prefix.length === 0 && Number(prefix.address) === 0 ? 'all' : formatIp(prefix.address);
  out.field(key, address, `${lead}${address}`);
  if (address !== 'all' && prefix.length !== addressBits(family)) {
    out.field(`${key}len`, prefix.length, `/${prefix.length}`);
  }
}

function printSelectors(session: Session, rule: RuleInfo): void {
  const { out, options } = session;
  if (rule.tos !== 0) {
    const tos = DSFIELDS.format(rule.tos, options.numeric);
    out.field('tos', tos, ` tos ${tos}`);
  }
  if (rule.fwmark !== undefined || rule.fwmask !== undefined) {
    const mark = hex(rule.fwmark ?? 0);
    out.field('fwmark', mark, ` fwmark ${mark}`);
    const mask = rule.fwmask;
    if (mask !== undefined && mask !== 0xffffffff) out.field('fwmask', hex(mask), `/${hex(mask)}`);
  }
  printInterface(session, 'iif', rule.iif);
  printInterface(session, 'oif', rule.oif);
  printUids(session, rule.uidRange);
  if (rule.ipProtocol !== undefined) {
    const protocol = formatIpProtocol(rule.ipProtocol, options.numeric);
    out.field('ipproto', protocol, ` ipproto ${protocol}`);
  }
  printPorts(session, 'sport', rule.sourcePorts);
  printPorts(session, 'dport', rule.destinationPorts);
  if (rule.tunId !== undefined) out.field('tun_id', rule.tunId, ` tun_id ${rule.tunId}`);
}

function printUids({ out }: Session, range: RuleInfo['uidRange']): void {
  if (range === undefined) return;
  const [first, last] = range;
  out.field('uid_start', first, ` uidrange ${first}`);
  out.field('uid_end', last, `-${last}`);
}

function printInterface(session: Session, key: 'iif' | 'oif', name: string | undefined): void {
  if (name === undefined) return;
  const { out } = session;
  out.field(key, name, ` ${key} ${name}`);
  if (session.device(name) === undefined) out.field(`${key}_detached`, null, ' [detached]');
}

function printPorts(session: Session, key: 'sport' | 'dport', ports: readonly [number, number] | undefined): void {
  if (ports === undefined) return;
  const { out } = session;
  const [first, last] = ports;
  if (first === last) out.field(key, first, ` ${key} ${first}`);
  else {
    out.field(`${key}_start`, first, ` ${key} ${first}`);
    out.field(`${key}_end`, last, `-${last}`);
  }
}

function printTable(session: Session, rule: RuleInfo): void {
  if (rule.l3mdev) {
    session.out.field('l3mdev', null, ' lookup [l3mdev-table]');
    return;
  }
  if (rule.table === 0) return;
  const { out } = session;
  const table = session.tables.format(rule.table, session.options.numeric);
  out.field('table', table, ` lookup ${table}`);
  const length = rule.suppressPrefixLength;
  if (length !== undefined) out.field('suppress_prefixlen', length, ` suppress_prefixlength ${length}`);
  if (rule.suppressGroup === undefined) return;
  const group = GROUPS.format(rule.suppressGroup, session.options.numeric);
  out.field('suppress_ifgroup', group, ` suppress_ifgroup ${group}`);
}

function printRealms(session: Session, realms: number): void {
  if (realms === 0) return;
  const { out } = session;
  const { from, to } = realmNames(session, realms);
  if (from !== undefined) out.field('flow_from', from, ` realms ${from}/`);
  out.field('flow_to', to, from === undefined ? ` realms ${to}` : to);
}

function printAction(session: Session, rule: RuleInfo, rules: readonly RuleInfo[]): void {
  const { out } = session;
  switch (rule.action) {
    case 'lookup':
      return;
    case 'goto': {
      const target = rule.goto ?? 0;
      out.field('goto', target, ` goto ${target}`);
      if (!rules.some((one) => one.priority === target)) out.field('unresolved', null, ' [unresolved]');
      return;
    }
    case 'nat':
      out.field('masquerade', null, ' masquerade');
      return;
    case 'nop':
      out.field('nop', null, ' nop');
      return;
    default: {
      const action = formatRouteType(rule.action, session.options.numeric);
      out.field('action', action, ` ${action}`);
    }
  }
}
