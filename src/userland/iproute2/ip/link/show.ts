import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import type { Session } from '../../session.ts';
import { readSelection } from '../selection.ts';
import { printLink } from './print.ts';

/** `ip link show`. */
export function showLinks(session: Session, index: number): number {
  session.options.family = 'link';
  session.listsLinks = true;
  const selection = readSelection(session, index);
  if (selection === undefined) return 1;
  const { kernel, netns, out } = session;
  // The kernel is asked by the name, and knows no `if7`.
  const one = selection.device === undefined ? undefined : kernel.link.find(netns, selection.device);
  if (selection.ifindex !== undefined && one === undefined) {
    session.refused({ errno: 'ENODEV' }, index + 1);
    session.error('Cannot send link get request: No such device\n');
    return 1;
  }
  out.openDocument();
  const links: readonly LinkInfo[] = one === undefined ? kernel.link.dump(netns) : [one];
  for (const link of links) {
    if (one === undefined && selection.leavesOut(link)) continue;
    out.openObject();
    printLink(session, link, selection, { asLink: true, onlyInet6: false });
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
