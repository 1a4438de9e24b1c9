import type { Family, Prefix } from '../../net/prefix.ts';
import { familyOf } from '../../net/prefix.ts';
import type { Kernel } from '../kernel.ts';
import type { Netns } from '../netns/netns.ts';
import { notify } from '../notice/notices.ts';
import { DONE, type Result, refused } from '../result.ts';
import type { RuleInfo, RuleRequest, RuleRequests } from './requests.ts';
import { newRule } from './rule.ts';
import { checkEcn } from './tos.ts';

/** FIB_RULE_PREF of vrf.c, and any table at all, which such a rule does not have. */
const L3MDEV_PRIORITY = 1000;
/** The bits of the TOS that IPv4 can be asked for (IPTOS_TOS_MASK). */
const TOS_BITS = 0x1e;

/** rtnetlink's requests about policy rules (net/core/fib_rules.c, net/ipv4/fib_rules.c, net/ipv6/fib6_rules.c). */
export class Rules implements RuleRequests {
  constructor(private readonly kernel: Kernel) {}

  add(netns: Netns, request: RuleRequest, isExclusive = true): Result {
    const { family } = request;
    const checked = checkSelectors(request);
    if (!checked.ok) return checked;
    const rules = rulesOf(netns, family);
    const priority = request.priority ?? freePriority(rules);
    const rule = {
      ...newRule(family, priority),
      ...request,
      ...NO_MARK,
      ...markOf(request),
      priority,
      cause: this.kernel.cause,
    };
    // A prefix without bits is every address, which is none to look for.
    for (const key of ['from', 'to'] as const) if (rule[key]?.length === 0) rule[key] = undefined;
    // There are no realms among the routes of IPv6.
    if (family === 6) rule.realms = 0;
    if (rule.action === 'goto' && rule.goto === undefined)
      return refused('EINVAL', 'Missing goto target for action goto');
    if (rule.action === 'goto' && rule.goto! <= priority) return refused('EINVAL', 'Backward goto not supported');
    const twin = isExclusive ? rules.find((other) => isTwin(other, rule)) : undefined;
    if (twin !== undefined) return refused('EEXIST', undefined, twin.cause);
    const marked = checkTos(request);
    if (!marked.ok) return marked;
    if (rule.action === 'lookup' && rule.table === 0 && !rule.l3mdev) {
      if (family === 6) return refused('EINVAL', 'Invalid table');
      rule.table = emptyTable(netns);
    }
    const index = rules.findIndex((other) => other.priority > priority);
    this.store(netns, family, rules.toSpliced(index < 0 ? rules.length : index, 0, rule));
    this.kernel.changed(netns, 'rule', 'new', String(priority));
    notify(netns, () => ({ group: 'rule', info: rule }));
    return DONE;
  }

  /** The rules that send packets of VRFs to their tables: they come with the first VRF, and stay (vrf_add_fib_rules). */
  addL3mdev(netns: Netns): void {
    if (netns.fib.vrfTables.size > 0) return;
    for (const family of [4, 6] as const)
      this.add(netns, { family, priority: L3MDEV_PRIORITY, protocol: 'kernel', l3mdev: true });
  }

  delete(netns: Netns, request: RuleRequest): Result {
    const checked = checkSelectors(request);
    if (!checked.ok) return checked;
    const rules = rulesOf(netns, request.family);
    const mark = markOf(request);
    const rule = rules.find((each) => fits(each, { ...request, ...mark }));
    if (rule === undefined) return refused('ENOENT');
    this.store(
      netns,
      request.family,
      rules.filter((each) => each !== rule),
    );
    this.kernel.changed(netns, 'rule', 'delete', String(rule.priority));
    notify(netns, () => ({ group: 'rule', info: rule }), true);
    return DONE;
  }

  dump(netns: Netns, family: Family): readonly RuleInfo[] {
    return rulesOf(netns, family);
  }

  private store({ fib }: Netns, family: Family, rules: RuleInfo[]): void {
    if (family === 6) {
      fib.ipv6.rules = rules;
      return;
    }
    fib.rules = rules;
    fib.customRules = true;
  }
}

function rulesOf({ fib }: Netns, family: Family): RuleInfo[] {
  return family === 4 ? fib.rules : fib.ipv6.rules;
}

/** The lowest preference in use that is not 0, minus one (fib_default_rule_pref). */
function freePriority([, second]: readonly RuleInfo[]): number {
  return second === undefined || second.priority === 0 ? 0 : second.priority - 1;
}

/** A table that did not exist until now (fib_empty_table). */
function emptyTable({ fib }: Netns): number {
  let id = 1;
  while (fib.tables.has(id)) id += 1;
  return fib.table(id).id;
}

const NO_MARK = { fwmark: undefined, fwmask: undefined } as const;

/**
 * The mark and mask of a rule: without a mask all bits of a mark count, but a mark of 0 is none (fib_nl2rule).
 */
function markOf({ fwmark = 0, fwmask }: RuleRequest): { fwmark: number; fwmask: number } | undefined {
  const mask = fwmask ?? (fwmark === 0 ? 0 : 0xffffffff);
  return fwmark === 0 && mask === 0 ? undefined : { fwmark, fwmask: mask };
}

/** What is looked at first of a new rule (fib4_rule_configure, fib6_rule_configure). */
function checkTos({ family, tos = 0 }: RuleRequest): Result {
  const marked = checkEcn(tos);
  if (!marked.ok) return marked;
  return family === 4 && (tos & ~TOS_BITS) !== 0 ? refused('EINVAL', 'Invalid tos') : DONE;
}

/** What is looked at of every rule, of one to be deleted too (fib_nl2rule). */
function checkSelectors(request: RuleRequest): Result {
  const { family, from, to, uidRange } = request;
  if (from !== undefined && familyOf(from.address) !== family) return refused('EINVAL', 'Invalid source address');
  if (to !== undefined && familyOf(to.address) !== family) return refused('EINVAL', 'Invalid dst address');
  if (uidRange !== undefined && !isUidRange(uidRange)) return refused('EINVAL', 'Invalid uid range');
  return checkPorts(request);
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

/** The highest number is no user's (uid_range_set). */
const isUidRange = ([first, last]: readonly [number, number]): boolean => last !== 0xffffffff && first <= last;

function samePrefix(a: Prefix | undefined, b: Prefix | undefined): boolean {
  return a?.address === b?.address && a?.length === b?.length;
}

function sameRange(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

/** Selectors that are compared as they are. */
const PLAIN = [
  'iif',
  'oif',
  'fwmark',
  'fwmask',
  'tunId',
  'l3mdev',
  'suppressPrefixLength',
  'suppressGroup',
  'ipProtocol',
  'realms',
  'tos',
] as const;
const RANGES = ['uidRange', 'sourcePorts', 'destinationPorts'] as const;

/** Rules of which one is enough: neither `not` nor the target of a jump makes a difference (rule_exists). */
function isTwin(a: RuleInfo, b: RuleInfo): boolean {
  return (
    a.priority === b.priority &&
    a.action === b.action &&
    a.table === b.table &&
    a.protocol === b.protocol &&
    PLAIN.every((key) => a[key] === b[key]) &&
    RANGES.every((key) => sameRange(a[key], b[key])) &&
    samePrefix(a.from, b.from) &&
    samePrefix(a.to, b.to)
  );
}

/** Whether a rule is one that a deletion means: only what is named is compared (rule_find). */
function fits(rule: RuleInfo, request: RuleRequest): boolean {
  const { priority, action, table, from, to } = request;
  return (
    (priority === undefined || priority === rule.priority) &&
    (action === undefined || action === 'lookup' || action === rule.action) &&
    (!table || table === rule.table) &&
    PLAIN.every((key) => !request[key] || request[key] === rule[key]) &&
    RANGES.every((key) => request[key] === undefined || sameRange(request[key], rule[key])) &&
    (!from?.length || samePrefix(rule.from, from)) &&
    (!to?.length || samePrefix(rule.to, to))
  );
}
