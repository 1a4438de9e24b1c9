import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';
import { deviceWord } from './link.ts';

/** `bridge vlan show`: only the head of the table, because bridges have no VLANs here. */
export function showVlans(session: Session, index: number): number {
  const { out } = session;
  const at = deviceWord(session, index);
  if (at !== undefined && session.ifindexOf(session.argv[at]!) === undefined) {
    session.noDevice(at);
    return EXIT_MINUS_ONE;
  }
  out.openDocument();
  out.text('port              vlan-id  \n');
  out.closeDocument();
  return 0;
}
