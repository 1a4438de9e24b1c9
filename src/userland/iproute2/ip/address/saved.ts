import type { AddressInfo, NewAddress } from '../../../../kernel/address/requests.ts';
import type { Running } from '../../../process.ts';
import { Exit } from '../../exit.ts';
import type { Session } from '../../session.ts';
import { FAILED, readSaved, save, TRUNCATED } from '../saved.ts';
import { readSelection } from '../selection.ts';
import { printAddress } from './print.ts';

/** `ip addr save`: of its words only family and device count. IPv4 comes before IPv6. */
export function saveAddresses(session: Session, index: number): number {
  const selection = readSelection(session, index);
  if (selection === undefined) return 1;
  const all = session.kernel.address
    .dump(session.netns)
    .filter(({ ifindex }) => selection.ifindex === undefined || selection.ifindex === ifindex);
  const families = [4, 6].filter((family) => session.family === undefined || session.family === family);
  const addresses = families.flatMap((family) => all.filter((address) => address.family === family));
  return save(session, 'address', addresses, index);
}

/** `ip addr restore`: adds what was saved, and ends the program. An address that is there already is told. */
export function* restoreAddresses(session: Session, index: number): Running {
  const saved = yield* readSaved<AddressInfo>(session, 'address', index);
  if (saved === undefined) throw new Exit(FAILED);
  for (const address of saved.objects) {
    const result = session.kernel.address.add(session.netns, requestOf(address), 'add');
    if (result.ok) continue;
    session.refused(result.error, index);
    if (result.error.errno !== 'EEXIST') throw new Exit(FAILED);
  }
  if (saved.isTruncated) session.die(TRUNCATED, index, FAILED);
  throw new Exit(0);
}

/** `ip addr showdump`: lists what was saved, and ends the program. */
export function* showSavedAddresses(session: Session, index: number): Running {
  const saved = yield* readSaved<AddressInfo>(session, 'address', index);
  if (saved === undefined) throw new Exit(FAILED);
  const { out } = session;
  out.openDocument();
  out.openObject();
  out.openArray('addr_info');
  for (const address of saved.objects) {
    out.openObject();
    out.field('index', address.ifindex, `if${address.ifindex}:`);
    out.newline();
    printAddress(session, address, false);
    out.closeObject();
  }
  out.closeArray();
  out.closeObject();
  out.closeDocument();
  if (saved.isTruncated) session.die(TRUNCATED, index, FAILED);
  throw new Exit(0);
}

function requestOf(address: AddressInfo): NewAddress {
  const { ifindex, local, prefixLength, peer, broadcast, scope, label, metric } = address;
  return {
    ifindex,
    local,
    prefixLength,
    scope,
    ...(peer === undefined ? {} : { peer }),
    ...(broadcast === undefined ? {} : { broadcast }),
    ...(label === undefined ? {} : { label }),
    ...(metric === undefined ? {} : { metric }),
    noPrefixRoute: address.noPrefixRoute,
    noDad: address.noDad === true,
    home: address.home === true,
    managesTemporary: address.managesTemporary === true,
    autoJoin: address.autoJoin === true,
    validLifetime: address.validLifetime,
    preferredLifetime: address.preferredLifetime,
  };
}
