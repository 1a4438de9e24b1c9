import type { BridgeVlanInfo, LinkInfo } from '../../kernel/link/requests.ts';

/** What is written on a device besides its addresses: what its kind is about, and what it is as a port. */
export function notesOf(link: LinkInfo, master: LinkInfo | undefined, vlans: readonly BridgeVlanInfo[]): string[] {
  return [...ownNotes(link), ...portNotes(link, master, vlans)];
}

/** True for a port that passes no frames though it is up. */
export function isIdle({ up, port, bondPort }: LinkInfo): boolean {
  if (bondPort !== undefined) return !bondPort.active;
  return port !== undefined && up && port.state !== 'forwarding';
}

function ownNotes({ kind, vlan, macvlan, vxlan, bond, bridge, vrfTable }: LinkInfo): string[] {
  if (vlan !== undefined) return [`VLAN ${vlan.id}`];
  if (macvlan !== undefined) return [`macvlan ${macvlan.mode}`];
  if (vxlan !== undefined) return [`VXLAN ${vxlan.id}`];
  if (bond !== undefined) return [bond.options.mode];
  if (vrfTable !== undefined) return [`table ${vrfTable}`];
  if (bridge !== undefined)
    return [
      ...(bridge.stp ? [bridge.rootPort === 0 ? 'STP root' : 'STP'] : []),
      ...(bridge.vlanFiltering ? ['VLANs'] : []),
    ];
  return kind === 'dummy' || kind === 'ifb' ? [kind] : [];
}

function portNotes(
  { port, bondPort, up }: LinkInfo,
  master: LinkInfo | undefined,
  vlans: readonly BridgeVlanInfo[],
): string[] {
  if (bondPort !== undefined) return [bondPort.linkUp ? (bondPort.active ? 'active' : 'backup') : 'no link'];
  if (port === undefined) return [];
  const state = up && port.state !== 'forwarding' ? [port.state] : [];
  const role = master?.bridge?.stp && master.bridge.rootPort === port.number ? ['root port'] : [];
  return [...state, ...role, ...(master?.bridge?.vlanFiltering ? vlanNotes(vlans) : [])];
}

/** `VLAN 10` for what comes in without a tag, `tagged 20 30` for the rest. */
function vlanNotes(vlans: readonly BridgeVlanInfo[]): string[] {
  const plain = vlans.filter(({ untagged }) => untagged).map(({ id }) => id);
  const tagged = vlans.filter(({ untagged }) => !untagged).map(({ id }) => id);
  if (vlans.length === 0) return ['no VLAN'];
  return [
    ...(plain.length === 0 ? [] : [`VLAN ${rangesOf(plain)}`]),
    ...(tagged.length === 0 ? [] : [`tagged ${rangesOf(tagged)}`]),
  ];
}

/** Numbers in order with runs as ranges: `10 20-29`. */
export function rangesOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(' ');
}
