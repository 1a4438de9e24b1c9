import { VRF_OPTIONS } from '../../../../../grammar/iproute2/link-kinds.ts';
import { Arguments } from '../../../arguments.ts';
import type { Session } from '../../../session.ts';
import { kindUsage } from '../kind.ts';
import { count } from './count.ts';
import type { KindRequest, KindWords } from './words.ts';

/** The words of `type vrf`. */
export const VRF_WORDS: KindWords = {
  options: VRF_OPTIONS,
  read,
  print: (out, { vrfTable }) => {
    if (vrfTable !== undefined) count(out, 'table', vrfTable);
  },
  printPort: (out, { portVrfTable }) => {
    if (portVrfTable !== undefined) count(out, 'table', portVrfTable);
  },
};

function read(session: Session, kindAt: number): KindRequest | undefined {
  const args = new Arguments(session, VRF_OPTIONS, kindAt);
  let table: number | undefined;
  while (args.next()) {
    if (args.row?.name === 'table') table = args.named((word) => session.tables.parse(word), 'invalid table ID\n');
    else {
      if (args.row?.name !== 'help') session.error(`vrf: unknown option "${args.word}"?\n`, args.index);
      session.error(kindUsage('vrf', VRF_OPTIONS));
      return undefined;
    }
  }
  return table === undefined ? {} : { table };
}
