import type { AddressInfo } from '../../../../kernel/address/requests.ts';
import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import type { Session } from '../../session.ts';
import { printLink } from '../link/print.ts';
import { printStatistics } from '../link/statistics.ts';
import { readSelection, type Selection } from '../selection.ts';
import { printAddress } from './print.ts';

/** `ip addr show`. */
export function showAddresses(session: Session, index: number): number {
  const selection = readSelection(session, index);
  if (selection === undefined) return 1;
  const { kernel, netns, out } = session;
  const { ifindex, family } = selection;
  const one = ifindex === undefined ? undefined : kernel.link.get(netns, ifindex);
  out.openDocument();
  if (ifindex !== undefined && one === undefined) {
    session.refused({ errno: 'ENODEV' }, index + 1);
    session.error('Cannot send link request: No such device\n');
    out.closeDocument();
    return 0;
  }
  if (one !== undefined && session.listsLinks && selection.group === undefined) {
    out.openObject();
    printLink(session, one, selection, { asLink: true, onlyInet6: false });
    out.closeObject();
    out.closeDocument();
    return 0;
  }
  const onlyInet6 = session.family === 6 && one === undefined;
  const links =
    one === undefined ? kernel.link.dump(netns).filter((link) => onlyInet6 || !selection.leavesOut(link)) : [one];
  // Of other families there are no addresses.
  if (family === 'bridge' || family === 'mpls') {
    out.closeDocument();
    return 0;
  }
  const byDevice = family === 'link' ? new Map() : addressesByDevice(session, ifindex);
  for (const link of links) {
    const addresses = byDevice.get(link.ifindex) ?? [];
    if (family !== 'link' && !isListed(selection, addresses)) continue;
    showDevice(session, selection, link, addresses, onlyInet6);
  }
  out.closeDocument();
  return 0;
}

function addressesByDevice(session: Session, ifindex: number | undefined): Map<number, AddressInfo[]> {
  const { kernel, netns, family } = session;
  const byDevice = new Map<number, AddressInfo[]>();
  for (const address of kernel.address.dump(netns)) {
    if (ifindex !== undefined && address.ifindex !== ifindex) continue;
    if (family !== undefined && address.family !== family) continue;
    const known = byDevice.get(address.ifindex);
    if (known === undefined) byDevice.set(address.ifindex, [address]);
    else known.push(address);
  }
  return byDevice;
}

/** A device is listed for a selected address, or for having none at all while no family was chosen. */
function isListed(selection: Selection, addresses: readonly AddressInfo[]): boolean {
  if (addresses.some((address) => selection.takes(address))) return true;
  return addresses.length === 0 && selection.family === undefined;
}

function showDevice(
  session: Session,
  selection: Selection,
  link: LinkInfo,
  addresses: readonly AddressInfo[],
  onlyInet6: boolean,
): void {
  const { out, options } = session;
  const { family } = selection;
  out.openObject();
  const withLink = options.brief || !(options.oneline && family !== 'link');
  const printed = withLink ? printLink(session, link, selection, { asLink: session.listsLinks, onlyInet6 }) : 'brief';
  if (printed !== 'left-out' && family !== 'link') {
    out.openArray('addr_info');
    for (const address of addresses) {
      if (selection.up && !link.up) continue;
      if ((family === 4 || family === 6) && address.family !== family) continue;
      out.openObject();
      if (selection.takes(address)) printAddress(session, address, options.oneline);
      out.closeObject();
    }
    out.closeArray();
    if (options.brief) out.text('\n');
  }
  if (printed === 'whole' && options.stats > 0 && !session.listsLinks) {
    printStatistics(session, link);
    out.newline();
  }
  out.closeObject();
}
