import type { Family, Prefix } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { RuleInfo, RuleRequest, RuleRequests } from './requests.ts';
import { ECN_BITS } from './route-requests.ts';

const DEFAULT_IPV6: readonly [number, number][] = [
  [0, 255],
  [32766, 254],
];

/** FIB_RULE_PREF of vrf.c, and any table at all, which such a rule does not have. */
const L3MDEV_PRIORITY = 1000;
const L3MDEV_TABLE = 1;

/** rtnetlink's requests about policy rules (net/core/fib_rules.c). */
export class Rules implements RuleRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: RuleRequest, isExclusive = true): Result {
    if (request.family === 6) return refused('EOPNOTSUPP');
    const checked = checkPorts(request);
    if (!checked.ok) return checked;
    if (((request.tos ?? 0) & ECN_BITS) !== 0) return refused('EINVAL', 'Invalid dsfield (tos): ECN bits must be 0');
    const { fib } = netns;
    const twin = fib.rules.find(
      (rule) =>
        sameSelectors(rule, request) && (request.priority === undefined ? false : rule.priority === request.priority),
    );
    if (twin !== undefined && isExclusive) return refused('EEXIST', undefined, twin.cause);
    const priority = request.priority ?? this.freePriority(netns);
    const rule: { -readonly [Key in keyof RuleInfo]: RuleInfo[Key] } = {
      from: undefined,
      to: undefined,
      iif: undefined,
      oif: undefined,
      fwmark: undefined,
      fwmask: undefined,
      tos: 0,
      ipProtocol: undefined,
      sourcePorts: undefined,
      destinationPorts: undefined,
      invert: false,
      action: 'lookup',
      table: 0,
      goto: undefined,
      suppressPrefixLength: undefined,
      protocol: 'boot',
      ...request,
      priority,
      cause: this.kernel.cause,
    };
    if (rule.action === 'lookup' && rule.table === 0) rule.table = emptyTable(netns);
    if (rule.action === 'goto' && rule.goto! <= priority) return refused('EINVAL', 'Backward goto not supported');
    const index = fib.rules.findIndex((other) => other.priority > priority);
    fib.rules = index < 0 ? [...fib.rules, rule] : fib.rules.toSpliced(index, 0, rule);
    fib.customRules = true;
    this.kernel.changed(netns, 'rule', 'new', String(priority));
    return DONE;
  }

  /** The rule that sends packets of VRFs to their tables: it comes with the first VRF, and stays (vrf_add_fib_rules). */
  addL3mdev(netns: Netns): void {
    const { fib } = netns;
    if (fib.vrfTables.size > 0) return;
    this.add(netns, { family: 4, priority: L3MDEV_PRIORITY, table: L3MDEV_TABLE, protocol: 'kernel', l3mdev: true });
    fib.rules = fib.rules.map((rule) => (rule.l3mdev ? { ...rule, table: 0 } : rule));
  }

  /** The lowest preference in use that is not 0, minus one (fib_default_rule_pref). */
  private freePriority(netns: Netns): number {
    const second = netns.fib.rules[1];
    return second === undefined || second.priority === 0 ? 0 : second.priority - 1;
  }

  delete(netns: Netns, request: RuleRequest): Result {
    const checked = checkPorts(request);
    if (!checked.ok) return checked;
    const { fib } = netns;
    const rule = fib.rules.find((each) => fits(each, request));
    if (rule === undefined) return refused('ENOENT');
    fib.rules = fib.rules.filter((each) => each !== rule);
    fib.customRules = true;
    this.kernel.changed(netns, 'rule', 'delete', String(rule.priority));
    return DONE;
  }

  dump(netns: Netns, family: Family): readonly RuleInfo[] {
    if (family === 4) return netns.fib.rules;
    const model = netns.fib.rules[0] ?? undefined;
    const rows = netns.fib.vrfTables.size > 0 ? DEFAULT_IPV6.toSpliced(1, 0, [L3MDEV_PRIORITY, 0]) : DEFAULT_IPV6;
    return rows.map(([priority, table]) => ({
      ...(model as RuleInfo),
      family: 6,
      priority,
      table,
      l3mdev: priority === L3MDEV_PRIORITY,
      from: undefined,
      to: undefined,
      action: 'lookup',
      invert: false,
    }));
  }
}

/** A table that did not exist until now (fib_empty_table). */
function emptyTable({ fib }: Netns): number {
  let id = 1;
  while (fib.tables.has(id)) id += 1;
  return fib.table(id).id;
}

function checkPorts({ sourcePorts, destinationPorts }: RuleRequest): Result {
  if (!isPortRange(sourcePorts)) return refused('EINVAL', 'Invalid sport range');
  return isPortRange(destinationPorts) ? DONE : refused('EINVAL', 'Invalid dport range');
}

/** True for a range of ports that the kernel takes, or for none (fib_rule_port_range_valid). */
function isPortRange(range: readonly [number, number] | undefined): boolean {
  if (range === undefined) return true;
  const [first, last] = range;
  return first !== 0 && last !== 0 && last < 0xffff && first <= last;
}

function samePrefix(a: Prefix | undefined, b: Prefix | undefined): boolean {
  return a?.address === b?.address && a?.length === b?.length;
}

function samePorts(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

/** Rules that are the same but for their preference (rule_exists). */
function sameSelectors(rule: RuleInfo, request: RuleRequest): boolean {
  return (
    samePrefix(rule.from, request.from) &&
    samePrefix(rule.to, request.to) &&
    rule.iif === request.iif &&
    rule.oif === request.oif &&
    rule.fwmark === request.fwmark &&
    rule.fwmask === request.fwmask &&
    rule.tos === (request.tos ?? 0) &&
    rule.ipProtocol === request.ipProtocol &&
    samePorts(rule.sourcePorts, request.sourcePorts) &&
    samePorts(rule.destinationPorts, request.destinationPorts) &&
    rule.invert === (request.invert ?? false) &&
    rule.action === (request.action ?? 'lookup') &&
    rule.table === (request.table ?? 0) &&
    rule.goto === request.goto &&
    rule.protocol === (request.protocol ?? 'boot') &&
    rule.suppressPrefixLength === request.suppressPrefixLength
  );
}

function fits(rule: RuleInfo, request: RuleRequest): boolean {
  const same = <T>(wanted: T | undefined, is: T | undefined) => wanted === undefined || wanted === is;
  return (
    same(request.priority, rule.priority) &&
    (request.from === undefined || request.from.length === 0 ? true : samePrefix(rule.from, request.from)) &&
    (request.to === undefined || request.to.length === 0 ? true : samePrefix(rule.to, request.to)) &&
    same(request.iif, rule.iif) &&
    same(request.oif, rule.oif) &&
    same(request.fwmark, rule.fwmark) &&
    same(request.tos === 0 ? undefined : request.tos, rule.tos) &&
    same(request.ipProtocol, rule.ipProtocol) &&
    (request.action === undefined || request.action === 'lookup' || request.action === rule.action) &&
    (request.table === undefined || request.table === 0 || request.table === rule.table) &&
    (request.sourcePorts === undefined || samePorts(rule.sourcePorts, request.sourcePorts)) &&
    (request.destinationPorts === undefined || samePorts(rule.destinationPorts, request.destinationPorts)) &&
    same(request.invert || undefined, rule.invert)
  );
}
