import type { Cause } from '../../cause.ts';
import type { HookContext, TargetVerdict } from '../context.ts';
import type { HookName, TableName } from '../requests.ts';
import { type ConnmarkTarget, connmark } from './connmark.ts';
import { type LogTarget, log } from './log.ts';
import { type MarkTarget, mark } from './mark.ts';
import { masquerade, type NatTarget, type NetmapTarget, nat, netmap, type OwnAddressTarget, redirect } from './nat.ts';
import { type NflogTarget, passOn, type TraceTarget, trace } from './nflog.ts';
import { type NfqueueTarget, nfqueue } from './nfqueue.ts';
import { type CtTarget, ct } from './notrack.ts';
import { type RejectTarget, reject } from './reject.ts';
import { changeSet, type SetTarget } from './set.ts';
import { type TcpmssTarget, tcpmss } from './tcpmss.ts';
import { type TosTarget, tos } from './tos.ts';
import { type TtlTarget, ttl } from './ttl.ts';
import type { JumpTarget, VerdictTarget } from './verdict.ts';

/** Targets that act on the packet: plain data, `kind` the name given to `-j`. */
export type Extension =
  | ConnmarkTarget
  | CtTarget
  | LogTarget
  | MarkTarget
  | NatTarget
  | NetmapTarget
  | NflogTarget
  | NfqueueTarget
  | OwnAddressTarget
  | RejectTarget
  | SetTarget
  | TcpmssTarget
  | TosTarget
  | TraceTarget
  | TtlTarget;

/** The target of a rule. */
export type Target = VerdictTarget | JumpTarget | Extension;

/** Where a target may stand (struct xt_target: table, hooks); absent means everywhere. */
export interface TargetPlace {
  readonly tables?: readonly TableName[];
  readonly hooks?: readonly HookName[];
  /** Only for packets of this protocol, which the rule has to say. */
  readonly needsConntrack?: boolean;
}

/** The places of the targets that are not allowed everywhere. */
export const TARGET_PLACES: { readonly [K in Target['kind']]?: TargetPlace } = {
  REJECT: { tables: ['filter'], hooks: ['INPUT', 'FORWARD', 'OUTPUT'] },
  SNAT: { tables: ['nat'], hooks: ['POSTROUTING', 'INPUT'], needsConntrack: true },
  DNAT: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'], needsConntrack: true },
  MASQUERADE: { tables: ['nat'], hooks: ['POSTROUTING'], needsConntrack: true },
  REDIRECT: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'], needsConntrack: true },
  NETMAP: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT', 'POSTROUTING', 'INPUT'], needsConntrack: true },
  CT: { tables: ['raw'], needsConntrack: true },
  CONNMARK: { needsConntrack: true },
  TTL: { tables: ['mangle'] },
  HL: { tables: ['mangle'] },
  TOS: { tables: ['mangle'] },
  DSCP: { tables: ['mangle'] },
};

/** Lets a target act. A new target is a case here and its file. */
export function runTarget(target: Extension, context: HookContext, cause: Cause): TargetVerdict {
  switch (target.kind) {
    case 'CONNMARK':
      return connmark(target, context);
    case 'CT':
      return ct(target, context);
    case 'LOG':
      return log(target, context);
    case 'MARK':
      return mark(target, context);
    case 'SNAT':
    case 'DNAT':
      return nat(target, context, cause);
    case 'NETMAP':
      return netmap(target, context, cause);
    case 'MASQUERADE':
      return masquerade(target, context, cause);
    case 'REDIRECT':
      return redirect(target, context, cause);
    case 'NFLOG':
      return passOn(target, context);
    case 'NFQUEUE':
      return nfqueue(target, context);
    case 'TRACE':
      return trace(context);
    case 'REJECT':
      return reject(target, context);
    case 'SET':
      return changeSet(target, context);
    case 'TCPMSS':
      return tcpmss(target, context);
    case 'TOS':
    case 'DSCP':
      return tos(target, context);
    case 'TTL':
    case 'HL':
      return ttl(target, context);
  }
}
