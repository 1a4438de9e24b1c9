import type { Cause } from '../cause.ts';
import type { Kernel } from '../kernel.ts';
import { DONE, granted, type Result, refused } from '../result.ts';
import { Netns } from './netns.ts';
import type { NetnsRequests } from './requests.ts';

/** Namespaces and their names below /run/netns (ip-netns(8), net/core/net_namespace.c). */
export class Namespaces implements NetnsRequests {
  readonly initial: Netns;
  private readonly names = new Map<string, Netns>();
  private readonly everyone: Netns[] = [];

  constructor(private readonly kernel: Kernel) {
    this.initial = this.create(false);
  }

  /** Makes a namespace with its loopback device. New ones take IPv4's settings from the initial one (devconf_inherit_init_net). */
  create(hidden: boolean): Netns {
    const netns = new Netns(this.kernel, this.everyone.length, this.kernel.cause, hidden);
    this.everyone.push(netns);
    const from = this.everyone[0]!;
    if (from !== netns && !this.kernel.unshared) {
      netns.confAll = from.confAll;
      netns.confDefault = from.confDefault;
    }
    return netns;
  }

  add(name: string): Result<Netns> {
    const twin = this.names.get(name);
    if (twin !== undefined) return refused('EEXIST', undefined, twin.cause);
    const netns = this.create(false);
    this.kernel.link.create(netns, 'loopback', 'lo', undefined, 65536);
    this.names.set(name, netns);
    netns.name = name;
    this.kernel.changed(netns, 'netns', 'new', name);
    return granted(netns);
  }

  delete(name: string): Result {
    const netns = this.names.get(name);
    if (netns === undefined) return refused('ENOENT');
    this.kernel.changed(netns, 'netns', 'delete', name);
    this.names.delete(name);
    netns.name = undefined;
    this.endUnlessHeld(netns);
    return DONE;
  }

  unshare(pid: number, label: string): Netns {
    const netns = this.create(false);
    this.kernel.link.create(netns, 'loopback', 'lo', undefined, 65536);
    netns.label = label;
    netns.processes.add(pid);
    return netns;
  }

  enter(netns: Netns, pid: number): void {
    netns.processes.add(pid);
  }

  leave(netns: Netns, pid: number): void {
    if (netns.processes.delete(pid)) this.endUnlessHeld(netns);
  }

  bind(name: string, netns: Netns): Result {
    const twin = this.names.get(name);
    if (twin !== undefined) return refused('EEXIST', undefined, twin.cause);
    this.names.set(name, netns);
    netns.name ??= name;
    return DONE;
  }

  ofProcess(pid: number): Netns | undefined {
    return this.all().find((netns) => netns.processes.has(pid));
  }

  /** A namespace lives as long as a name or a process holds it (put_net, cleanup_net). */
  private endUnlessHeld(netns: Netns): void {
    if (netns === this.initial || netns.processes.size > 0 || this.isNamed(netns) || !netns.alive) return;
    netns.alive = false;
    this.kernel.link.evict(netns);
    this.everyone[netns.id] = netns;
    for (const other of this.all()) other.nsids.delete(netns);
  }

  private isNamed(netns: Netns): boolean {
    if (netns.name !== undefined && this.names.get(netns.name) === netns) return true;
    return [...this.names.values()].includes(netns);
  }

  find(name: string): Netns | undefined {
    return this.names.get(name);
  }

  list(): readonly { readonly name: string; readonly netns: Netns }[] {
    return [...this.names].reverse().map(([name, netns]) => ({ name, netns }));
  }

  nameOf(netns: Netns): string | undefined {
    return netns.name ?? netns.label;
  }

  byId(id: number): Netns {
    return this.everyone[id]!;
  }

  causeOf(netns: Netns): Cause {
    return netns.cause;
  }

  all(): readonly Netns[] {
    return this.everyone.filter((netns) => netns.alive);
  }

  withNsid(netns: Netns, nsid: number): Netns | undefined {
    return [...netns.nsids].find(([, id]) => id === nsid)?.[0];
  }

  nsid(netns: Netns, other: Netns): number | undefined {
    return netns.nsids.get(other);
  }

  /** Two namespaces see each other for the first time: each gives the other an id (peernet2id_alloc). */
  meet(a: Netns, b: Netns): void {
    this.refer(a, b);
    this.refer(b, a);
  }

  /** A message in one namespace speaks of another, which gets an id there unless it has one (peernet2id_alloc). */
  refer(netns: Netns, other: Netns): void {
    if (netns !== other) assignId(netns, other);
  }

  /** RTM_NEWNSID (rtnl_net_newid): `nsid` -1 lets the kernel choose. */
  assignNsid(netns: Netns, other: Netns, nsid: number): Result {
    if (netns.nsids.has(other)) return refused('EEXIST', 'Peer netns already has a nsid assigned');
    if (nsid < 0) assignId(netns, other);
    else if ([...netns.nsids.values()].includes(nsid)) return refused('EEXIST', 'The specified nsid is already used');
    else netns.nsids.set(other, nsid);
    return DONE;
  }
}

/** The lowest id that is free (idr_alloc). */
function assignId(netns: Netns, other: Netns): void {
  if (netns.nsids.has(other)) return;
  const used = new Set(netns.nsids.values());
  let id = 0;
  while (used.has(id)) id++;
  netns.nsids.set(other, id);
}
