import type { Target as AnyTarget, Extension as Target } from '../../../kernel/netfilter/targets/index.ts';
import type { Family } from '../../../net/prefix.ts';
import type { Extension } from '../extension.ts';
import { CONNMARK_EXTENSION } from './connmark.ts';
import { CT_EXTENSION, NOTRACK_EXTENSION } from './ct.ts';
import { HL_TARGET_EXTENSION } from './hl.ts';
import { LOG_EXTENSION } from './log.ts';
import { MARK_EXTENSION } from './mark.ts';
import { DNAT_EXTENSION, MASQUERADE_EXTENSION, NETMAP_EXTENSION, REDIRECT_EXTENSION, SNAT_EXTENSION } from './nat.ts';
import { NFLOG_EXTENSION, TRACE_EXTENSION } from './nflog.ts';
import { NFQUEUE_EXTENSION } from './nfqueue.ts';
import { REJECT_EXTENSION } from './reject.ts';
import { REJECT6_EXTENSION } from './reject6.ts';
import { SET_TARGET_EXTENSION } from './set.ts';
import { TCPMSS_EXTENSION } from './tcpmss.ts';
import { DSCP_EXTENSION, TOS_EXTENSION } from './tos.ts';
import { TTL_EXTENSION } from './ttl.ts';

/** The targets by the name given to `-j`, verdicts and chains aside. A new one is its file and a line here. */
const EXTENSIONS: Readonly<Record<Target['kind'] | 'NOTRACK', Extension<Target>>> = {
  CONNMARK: CONNMARK_EXTENSION,
  CT: CT_EXTENSION,
  DNAT: DNAT_EXTENSION,
  DSCP: DSCP_EXTENSION,
  LOG: LOG_EXTENSION,
  MARK: MARK_EXTENSION,
  MASQUERADE: MASQUERADE_EXTENSION,
  NETMAP: NETMAP_EXTENSION,
  NFLOG: NFLOG_EXTENSION,
  NFQUEUE: NFQUEUE_EXTENSION,
  NOTRACK: NOTRACK_EXTENSION,
  REDIRECT: REDIRECT_EXTENSION,
  REJECT: REJECT_EXTENSION,
  SET: SET_TARGET_EXTENSION,
  SNAT: SNAT_EXTENSION,
  TCPMSS: TCPMSS_EXTENSION,
  TOS: TOS_EXTENSION,
  TRACE: TRACE_EXTENSION,
  TTL: TTL_EXTENSION,
  HL: HL_TARGET_EXTENSION,
};

/** Those that are read otherwise in ip6tables. */
const IPV6: Readonly<Record<string, Extension<Target>>> = { REJECT: REJECT6_EXTENSION };

/** Those that only one family has. */
const ONLY: Readonly<Record<Family, string>> = { 4: 'TTL', 6: 'HL' };

/** The target of a name; undefined for verdicts, chains, unknown names and what the family has not. */
export function targetExtension(name: string, family: Family = 4): Extension<Target> | undefined {
  if (name === ONLY[family === 4 ? 6 : 4]) return undefined;
  if (family === 6 && Object.hasOwn(IPV6, name)) return IPV6[name];
  return Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name as keyof typeof EXTENSIONS] : undefined;
}

/** The extension that prints a target of a rule. */
export function extensionOf(target: Target): Extension<Target> {
  return EXTENSIONS[target.kind === 'CT' && target.alias ? 'NOTRACK' : target.kind];
}

/** True for a target that acts on the packet, false for verdicts and chains. */
export function isExtension(target: AnyTarget): target is Target {
  return Object.hasOwn(EXTENSIONS, target.kind);
}
