import type { Cause } from '../cause.ts';
import type { RuleTried } from '../trace.ts';
import type { HookContext, TargetVerdict } from './context.ts';
import { deviceMatches } from './device-test.ts';
import { matchPasses } from './matches/index.ts';
import { type RuleVerdict, runStatements } from './nft/run.ts';
import { type AddressTest, type Rule, type RuleSpec, targetName } from './rule.ts';
import { nativeVerdictWords, traceRule, verdictWords } from './rule-trace.ts';
import type { Chain, Table } from './table.ts';
import { type Extension, runTarget, type Target } from './targets/index.ts';
import type { HookVerdict } from './verdict.ts';

/** What decided about a packet in a base chain: a rule, or the policy. */
export interface ChainOutcome {
  readonly verdict: HookVerdict;
  /** Undefined when the policy decided. */
  readonly rule: Rule | undefined;
}

/**
 * Runs a packet through a base chain and the chains it calls (nft_do_chain). Chains never form a loop: that is refused
 * when a rule is made, so the depth is bounded.
 */
export function runChain(table: Table, base: Chain, context: HookContext): ChainOutcome {
  const returns: { chain: Chain; index: number }[] = [];
  context.traceShown = false;
  let chain = base;
  let index = 0;
  for (;;) {
    const rule = chain.rules[index++];
    let leave = rule === undefined;
    if (rule?.native !== undefined) {
      const verdict = runNative(rule, chain, index, context);
      switch (verdict.kind) {
        case 'accept':
        case 'drop':
        case 'stolen':
          return { verdict: verdict.kind, rule };
        case 'return':
          leave = true;
          break;
        case 'jump':
        case 'goto':
          if (verdict.kind === 'jump') returns.push({ chain, index });
          chain = verdict.chain;
          index = 0;
      }
    } else if (rule !== undefined && tryRule(rule, chain, index, context)) {
      rule.packets++;
      rule.bytes += context.length;
      const { target } = rule.spec;
      const outcome = act(target, context, rule.cause);
      if (context.skb.traced) traceRule(context, chain, rule, verdictWords(rule, outcome));
      if (target === undefined) continue;
      switch (target.kind) {
        case 'ACCEPT':
          return { verdict: 'accept', rule };
        case 'DROP':
          return { verdict: 'drop', rule };
        case 'RETURN':
          leave = true;
          break;
        case 'jump':
          if (!target.goto) returns.push({ chain, index });
          chain = table.chains.get(target.chain)!;
          index = 0;
          break;
        default:
          if (outcome === 'return') leave = true;
          else if (outcome !== 'continue') return { verdict: outcome!, rule };
      }
    }
    if (!leave) continue;
    const caller = returns.pop();
    if (caller === undefined) return applyPolicy(base, context);
    ({ chain, index } = caller);
  }
}

/** Lets a target act; undefined for verdicts and chains. */
function act(target: Target | undefined, context: HookContext, cause: Cause): TargetVerdict | undefined {
  switch (target?.kind) {
    case undefined:
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
    case 'jump':
      return undefined;
    default:
      return runTarget(target as Extension, context, cause);
  }
}

function applyPolicy(base: Chain, context: HookContext): ChainOutcome {
  if (context.skb.traced && context.isIpv4) traceRule(context, base, undefined, base.policy);
  if (base.counting) {
    base.packets++;
    base.bytes += context.length;
  }
  return { verdict: base.policy === 'DROP' ? 'drop' : 'accept', rule: undefined };
}

/** Whether a rule matches; notes the attempt when somebody listens. */
function tryRule(rule: Rule, chain: Chain, number: number, context: HookContext): boolean {
  if (context.tried === null) return ruleMatches(rule.spec, context);
  const mismatch = firstMismatch(rule.spec, context);
  context.tried.push(triedRule(rule, chain, number, mismatch));
  return mismatch === undefined;
}

/** Lets a rule of nft act; notes the attempt when somebody listens. */
function runNative(rule: Rule, chain: Chain, number: number, context: HookContext): RuleVerdict {
  const native = rule.native!;
  const verdict = runStatements(native, context, rule.cause);
  const passed = verdict.kind !== 'break';
  if (passed) {
    rule.packets++;
    rule.bytes += context.length;
    if (context.skb.traced && context.isIpv4) traceRule(context, chain, rule, nativeVerdictWords(verdict));
  }
  context.tried?.push(triedRule(rule, chain, number, passed ? undefined : native.words[verdict.at]));
  return verdict;
}

function triedRule(rule: Rule, chain: Chain, number: number, mismatch: string | undefined): RuleTried {
  return {
    chain: chain.name,
    number,
    matched: mismatch === undefined,
    ...(mismatch === undefined ? {} : { mismatch }),
    text: rule.text,
    target: targetName(rule),
    cause: rule.cause,
  };
}

/** True when every test of the rule holds. */
function ruleMatches(spec: RuleSpec, context: HookContext): boolean {
  const { packet } = context.skb;
  if (spec.source !== undefined && !addressMatches(spec.source, packet.src)) return false;
  if (spec.destination !== undefined && !addressMatches(spec.destination, packet.dst)) return false;
  if (spec.inDevice !== undefined && !deviceMatches(spec.inDevice, context.inDevice?.name ?? '')) return false;
  if (spec.outDevice !== undefined && !deviceMatches(spec.outDevice, context.outDevice?.name ?? '')) return false;
  const { protocol, fragment } = spec;
  if (protocol !== undefined && (packet.protocol === protocol.number) === protocol.invert) return false;
  if (fragment !== undefined && packet.fragmentOffset > 0 === fragment.invert) return false;
  for (const match of spec.matches) if (!matchPasses(match, context)) return false;
  return true;
}

/** The first test of the rule that fails, as it is written in iptables-save; undefined when all hold. */
function firstMismatch(spec: RuleSpec, context: HookContext): string | undefined {
  const { packet } = context.skb;
  const { words, protocol, fragment } = spec;
  if (spec.source !== undefined && !addressMatches(spec.source, packet.src)) return words.source;
  if (spec.destination !== undefined && !addressMatches(spec.destination, packet.dst)) return words.destination;
  if (!deviceMatches(spec.inDevice, context.inDevice?.name ?? '')) return words.inDevice;
  if (!deviceMatches(spec.outDevice, context.outDevice?.name ?? '')) return words.outDevice;
  if (protocol !== undefined && (packet.protocol === protocol.number) === protocol.invert) return words.protocol;
  if (fragment !== undefined && packet.fragmentOffset > 0 === fragment.invert) return words.fragment;
  const failed = spec.matches.findIndex((match) => !matchPasses(match, context));
  return failed < 0 ? undefined : words.matches[failed];
}

function addressMatches(test: AddressTest, address: number): boolean {
  return ((address & test.mask) >>> 0 === test.address) !== test.invert;
}
