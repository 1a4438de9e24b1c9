import type { Cause } from '../cause.ts';
import type { Result } from '../result.ts';
import type { Netns } from './netns.ts';

/** Requests about network namespaces and their names, which are mounts below /run/netns (ip-netns(8)). */
export interface NetnsRequests {
  /** The namespace the machine starts in. */
  readonly initial: Netns;
  /** Makes a namespace and binds it to a name; EEXIST when the name is taken. */
  add(name: string): Result<Netns>;
  /** Unbinds a name; the namespace ends when no process is in it: veth devices go, physical ones return to the initial one. */
  delete(name: string): Result;
  /** unshare(CLONE_NEWNET) by a process that stays: a namespace without a name, which people call by `label`. */
  unshare(pid: number, label: string): Netns;
  /** A process that stays joins a namespace (setns(2)). */
  enter(netns: Netns, pid: number): void;
  /** It ends, and with it the namespace when nothing else holds that. */
  leave(netns: Netns, pid: number): void;
  /** Binds a further name to a namespace (`ip netns attach`); EEXIST when the name is taken. */
  bind(name: string, netns: Netns): Result;
  /** The namespace of a process that stays in one; undefined for all others. */
  ofProcess(pid: number): Netns | undefined;
  find(name: string): Netns | undefined;
  /** Names with their namespaces, newest first, as `ip netns list` shows them. Hidden ones (the Internet behind the host machine) are not among them. */
  list(): readonly { readonly name: string; readonly netns: Netns }[];
  /** The name bound to a namespace, else its label; undefined for the initial and hidden ones. */
  nameOf(netns: Netns): string | undefined;
  /** The namespace that has an id, which events name it by; also one that has ended. */
  byId(id: number): Netns;
  /** The command that made the namespace. */
  causeOf(netns: Netns): Cause;
  /** Every namespace that lives, hidden ones included, by id. */
  all(): readonly Netns[];
  /** The nsid of `other` as seen from `netns` (NETNSA_NSID); undefined while none is assigned. */
  nsid(netns: Netns, other: Netns): number | undefined;
  /** The namespace that has an id as seen from `netns`. */
  withNsid(netns: Netns, nsid: number): Netns | undefined;
  /** RTM_NEWNSID: gives `other` an id as seen from `netns`; -1 lets the kernel choose. EEXIST when it has one already. */
  assignNsid(netns: Netns, other: Netns, nsid: number): Result;
}
