import type { AddressInfo } from '../../../../kernel/address/requests.ts';
import { strerror } from '../../../../kernel/errno.ts';
import type { Session } from '../../session.ts';
import { readSelection, type Selection } from '../selection.ts';
import { IFA_F_SECONDARY } from './flags.ts';
import { printAddress } from './print.ts';

const plural = (rounds: number): string => `*** Flush is complete after ${rounds} round${rounds > 1 ? 's' : ''} ***\n`;

/** `ip addr flush`: removes round by round, because the kernel may promote secondary addresses. */
export function flushAddresses(session: Session, index: number): number {
  const { out, options } = session;
  if (session.argv[index + 1] === undefined) {
    session.error('Flush requires arguments.\n', index);
    return 1;
  }
  if (options.family === 'link') {
    session.error('Cannot flush link addresses.\n', index);
    return 1;
  }
  const selection = readSelection(session, index);
  if (selection === undefined) return 1;
  const onlyPrimary = (selection.flagMask & IFA_F_SECONDARY) !== 0 && (selection.flags & IFA_F_SECONDARY) === 0;
  for (let round = 0; options.loops === 0 || round < options.loops; round++) {
    const addresses = selected(session, selection);
    if (addresses.length === 0) {
      if (options.stats > 0) out.text(round === 0 ? 'Nothing to flush.\n' : plural(round));
      return 0;
    }
    if (options.stats > 1) for (const address of addresses) printAddress(session, address, true);
    if (!deleteAll(session, addresses)) return 1;
    if (options.stats > 0) out.text(`\n*** Round ${round + 1}, deleting ${addresses.length} addresses ***\n`);
    if (onlyPrimary) {
      if (options.stats > 0) out.text(plural(round + 1));
      return 0;
    }
  }
  session.error(`*** Flush remains incomplete after ${options.loops} rounds. ***\n`);
  return 1;
}

function selected(session: Session, selection: Selection): AddressInfo[] {
  const { ifindex } = selection;
  return session.kernel.address
    .dump(session.netns)
    .filter((address) => (ifindex === undefined || address.ifindex === ifindex) && selection.takes(address));
}

function deleteAll(session: Session, addresses: readonly AddressInfo[]): boolean {
  for (const { ifindex, local, prefixLength, label } of addresses) {
    const request = { ifindex, local, prefixLength, ...(label === undefined ? {} : { label }) };
    const result = session.kernel.address.delete(session.netns, request);
    // A primary address takes its secondaries with it, so that some are gone already.
    if (result.ok || result.error.errno === 'EADDRNOTAVAIL') continue;
    session.error(`Failed to send flush request: ${strerror(result.error.errno)}\n`);
    return false;
  }
  return true;
}
