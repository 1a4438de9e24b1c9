import { ETHTOOL } from '../../grammar/ethtool/ethtool.ts';
import type { Process, Program } from '../process.ts';
import { setFeatures } from './change-features.ts';
import { setChannels, showChannels } from './channels.ts';
import { showDriver, showPermanentAddress, showPhyStatistics, showStatistics, showTimeStamps } from './driver.ts';
import { showFeatures } from './features.ts';
import { lacks, lacksByIoctl, setLacking, showModule } from './lacking.ts';
import { Exit, misused, Request, usage } from './request.ts';
import { showSettings } from './settings.ts';

/** Does what one option asks for, and answers the exit status. */
type Action = (request: Request) => number;

/** How a dump is to be written: words with a value each. */
const isDump = (words: readonly string[]) =>
  words.length % 2 === 0 &&
  words.every((word, i) => i % 2 === 1 || /^(?:raw|hex|file|offset|length|magic|value)$/.test(word));

/** How many seconds to blink. */
const isDuration = (words: readonly string[]) => words.length < 2 && words.every((word) => /^\d+$/.test(word));

/** What each option does, by the name of its row. */
const ACTIONS: Readonly<Record<string, Action>> = {
  '-k': showFeatures,
  '-K': setFeatures,
  '-i': showDriver,
  '-S': showStatistics,
  '-l': showChannels,
  '-L': setChannels,
  '-P': showPermanentAddress,
  '-T': showTimeStamps,
  '-a': lacks(),
  '-c': lacks(),
  '-g': lacks(),
  '-m': showModule,
  '--show-eee': lacks(),
  '--show-fec': lacks(),
  '--show-priv-flags': lacks(),
  '-A': setLacking('-A', 76, { autoneg: 'on-off', rx: 'on-off', tx: 'on-off' }),
  '-C': setLacking('-C', 1, {
    'adaptive-rx': 'on-off',
    'adaptive-tx': 'on-off',
    'rx-usecs': 'number',
    'rx-frames': 'number',
    'tx-usecs': 'number',
    'tx-frames': 'number',
  }),
  '-G': setLacking('-G', 81, { rx: 'number', 'rx-mini': 'number', 'rx-jumbo': 'number', tx: 'number' }),
  '-s': setLacking('-s', 75, {
    speed: 'number',
    duplex: ['half', 'full'],
    port: ['tp', 'aui', 'bnc', 'mii', 'fibre', 'da'],
    mdix: ['auto', 'on', 'off'],
    autoneg: 'on-off',
    advertise: 'modes',
    phyad: 'number',
    xcvr: 'text',
    wol: 'text',
    msglvl: 'text',
  }),
  '-x': lacksByIoctl('Cannot get RX ring count', 1),
  '-n': lacksByIoctl('Cannot get RX rings', 1, [
    'rxclass: Cannot get RX class rule count: ERROR',
    'RX classification rule retrieval failed',
  ]),
  '-d': lacksByIoctl('Cannot get register dump', 74, [], 72, isDump),
  '-e': lacksByIoctl('Cannot get EEPROM data', 74, [], 74, isDump),
  '-r': lacksByIoctl('Cannot restart autonegotiation', 255),
  '-p': lacksByIoctl('Cannot identify NIC', 255, [], undefined, isDuration),
  '--phy-statistics': showPhyStatistics,
};

/** ethtool(8), version 6.1. */
export const ethtool: Program = (process) => {
  const [, word] = process.argv;
  if (word === undefined) return misused(process, 0);
  try {
    if (!word.startsWith('-')) return showSettings(new Request(process, 1));
    return act(process, word);
  } catch (end) {
    if (end instanceof Exit) return end.status;
    throw end;
  }
};

function act(process: Process, word: string): number {
  if (word === '-h' || word === '--help') return usage(process);
  if (word === '--version') {
    process.stdout.write('ethtool version 6.1\n');
    return 0;
  }
  const row = ETHTOOL.options.find(({ name, aliases }) => name === word || aliases?.includes(word));
  const action = ACTIONS[row?.name ?? ''];
  if (action === undefined && word === '--json') process.unsimulated('ethtool --json', 1);
  if (action === undefined || process.argv.length < 3) return misused(process, 1);
  return action(new Request(process, 2));
}
