import { ADDRESS } from '../../../grammar/iproute2/address.ts';
import type { Running } from '../../process.ts';
import type { Session } from '../session.ts';
import { flushAddresses } from './address/flush.ts';
import { type AddressMode, modifyAddress } from './address/modify.ts';
import { restoreAddresses, saveAddresses, showSavedAddresses } from './address/saved.ts';
import { showAddresses } from './address/show.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** `ip address`; `index` is the word `address`. */
export function address(session: Session, index: number): number | Running {
  const command = subcommand(session, ADDRESS, index, 'ip address help');
  switch (command) {
    case '':
    case 'show':
      return showAddresses(session, index + 1);
    case 'flush':
      return flushAddresses(session, index + 1);
    case 'save':
      return saveAddresses(session, index + 1);
    case 'restore':
      return restoreAddresses(session, index + 1);
    case 'showdump':
      return showSavedAddresses(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return modifyAddress(session, index + 1, command as AddressMode);
  }
}
