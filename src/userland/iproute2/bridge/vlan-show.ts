import type { BridgeVlansInfo } from '../../../kernel/link/requests.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { leadingNumber } from '../number.ts';
import type { Session } from '../session.ts';
import { deviceWord } from './link.ts';

type Vlan = BridgeVlansInfo['vlans'][number];

/** VLANs that stand in one line: one, or with -compressvlans those that follow each other and are alike. */
interface Range {
  readonly first: Vlan;
  last: number;
}

/** The column of names, and what stands under it. */
export const NAME_WIDTH = 16;
export const INDENT = ' '.repeat(NAME_WIDTH + 2);

/** `bridge vlan show`. */
export function showVlans(session: Session, index: number): number {
  const { out, kernel, netns, options } = session;
  const at = deviceWord(session, index);
  const ifindex = at === undefined ? undefined : session.ifindexOf(session.argv[at]!);
  if (at !== undefined && ifindex === undefined) {
    session.noDevice(at);
    return EXIT_MINUS_ONE;
  }
  const vid = wantedVlan(session, index);
  out.openDocument();
  out.text(`port              vlan-id${options.stats > 0 ? '' : '  '}\n`);
  for (const device of kernel.bridgeVlan.dump(netns)) {
    if (ifindex !== undefined && device.ifindex !== ifindex) continue;
    const vlans = vid === undefined ? device.vlans : device.vlans.filter(({ id }) => id === vid);
    if (vlans.length > 0) printDevice(session, device, vlans);
  }
  out.closeDocument();
  return 0;
}

/** `bridge vlan tunnelshow`: nothing but the head, as no VLAN becomes a tunnel here. */
export function showTunnels(session: Session, index: number): number {
  const { out } = session;
  const at = deviceWord(session, index);
  if (at !== undefined && session.ifindexOf(session.argv[at]!) === undefined) {
    session.noDevice(at);
    return EXIT_MINUS_ONE;
  }
  wantedVlan(session, index);
  out.openDocument();
  out.text('port              vlan-id    tunnel-id\n');
  out.closeDocument();
  return 0;
}

/** The VLAN that is asked for behind `vid`. */
export function wantedVlan(session: Session, index: number): number | undefined {
  const at = session.argv.indexOf('vid', index + 1);
  if (at < 0) return undefined;
  if (at + 1 >= session.argv.length) session.incomplete();
  return leadingNumber(session.argv[at + 1]!);
}

function rangesOf(vlans: readonly Vlan[], compress: boolean): readonly Range[] {
  const ranges: Range[] = [];
  for (const vlan of vlans) {
    const range = ranges.at(-1);
    const isNext = range !== undefined && compress && range.last + 1 === vlan.id;
    // The VLAN of untagged frames always stands alone.
    if (isNext && !vlan.pvid && !range.first.pvid && range.first.untagged === vlan.untagged) range.last = vlan.id;
    else ranges.push({ first: vlan, last: vlan.id });
  }
  return ranges;
}

function printDevice(session: Session, device: BridgeVlansInfo, vlans: readonly Vlan[]): void {
  const { out, options } = session;
  out.openObject();
  out.field('ifname', device.dev, session.paint('ifname', `${device.dev.padEnd(NAME_WIDTH)}  `));
  out.openArray('vlans');
  rangesOf(vlans, options.compressVlans).forEach((range, i) => {
    if (i > 0) out.text(INDENT);
    out.openObject();
    printRange(session, range);
    out.newline();
    if (options.stats > 0) printCounters(session);
    if (options.details > 0) printDetails(session);
    out.closeObject();
  });
  out.closeArray();
  out.closeObject();
}

function printRange({ out, options }: Session, { first, last }: Range): void {
  // Counters come by another request, and their VLANs under another name.
  out.field(options.stats > 0 ? 'vid' : 'vlan', first.id, `${first.id}`);
  if (last !== first.id) out.field('vlanEnd', last, `-${last}`);
  if (!options.compressVlans && !first.pvid && !first.untagged) return;
  out.openArray('flags');
  if (first.pvid) out.item('PVID', ' PVID');
  if (first.untagged) out.item('Egress Untagged', ' Egress Untagged');
  out.closeArray();
}

/** Nobody counts, as long as the bridge is not told to. */
function printCounters({ out }: Session): void {
  for (const [name, key] of [
    ['RX', 'rx'],
    ['TX', 'tx'],
  ] as const) {
    out.field(`${key}_bytes`, 0, `${INDENT}  ${name}: 0 bytes`);
    out.field(`${key}_packets`, 0, ' 0 packets');
    out.newline();
  }
}

/** Each VLAN forwards, whatever its port does, unless it was told otherwise (br_vlan_init_state). */
function printDetails({ out }: Session): void {
  out.field('state', 'forwarding', `${INDENT}  state forwarding `);
  out.field('mcast_router', 1, 'mcast_router 1 ');
  out.newline();
}
