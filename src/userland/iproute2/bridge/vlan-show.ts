import type { BridgeVlansInfo } from '../../../kernel/link/requests.ts';
import { leadingNumber } from '../../stdlib.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { deviceWord } from './link.ts';

type Vlan = BridgeVlansInfo['vlans'][number];

/** VLANs that stand in one line: one, or those that follow each other and are alike. */
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
    const ranges = rangesOf(device.vlans, options).filter(
      ({ first, last }) => vid === undefined || (first.id <= vid && vid <= last),
    );
    if (ranges.length > 0) printDevice(session, device, ranges);
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

/** With -compressvlans, and where their options are listed, those that are alike stand together. */
function rangesOf(vlans: readonly Vlan[], { compressVlans, details, stats }: Session['options']): readonly Range[] {
  const compress = compressVlans || (details > 0 && stats === 0);
  const ranges: Range[] = [];
  for (const vlan of vlans) {
    const range = ranges.at(-1);
    const isNext = range !== undefined && compress && range.last + 1 === vlan.id;
    // The VLAN of untagged frames always stands alone.
    if (isNext && !vlan.pvid && !range.first.pvid && isAlike(range.first, vlan, details > 0)) range.last = vlan.id;
    else ranges.push({ first: vlan, last: vlan.id });
  }
  return ranges;
}

function isAlike(a: Vlan, b: Vlan, withOptions: boolean): boolean {
  const hasSameOptions = a.state === b.state && a.mcastRouter === b.mcastRouter;
  return a.untagged === b.untagged && (!withOptions || hasSameOptions);
}

function printDevice(session: Session, device: BridgeVlansInfo, ranges: readonly Range[]): void {
  const { out, options } = session;
  out.openObject();
  out.field('ifname', device.dev, session.paint('ifname', `${device.dev.padEnd(NAME_WIDTH)}  `));
  out.openArray('vlans');
  ranges.forEach((range, i) => {
    if (i > 0) out.text(INDENT);
    out.openObject();
    printRange(session, range);
    out.newline();
    if (options.stats > 0) printCounters(session);
    if (options.details > 0) printDetails(session, range.first);
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
function printDetails({ out }: Session, { state, mcastRouter }: Vlan): void {
  out.field('state', state, `${INDENT}  state ${state} `);
  out.field('mcast_router', mcastRouter, `mcast_router ${mcastRouter} `);
  out.newline();
}
