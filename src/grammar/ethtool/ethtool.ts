import type { Command, Option, Positional } from '../command.ts';
import { FEATURE_GROUPS } from './features.ts';

const DEVICE: Positional = { name: 'DEVICE', value: 'device', doc: 'the device', optional: true };

/** What one can ask of a device. */
const asks = (name: string, long: readonly string[], doc: string): Option => ({
  name,
  aliases: long,
  values: ['device'],
  doc,
});

const FEATURE_WORDS = FEATURE_GROUPS.flatMap(({ short, long }) => [short, long]);

/** As many features as are written in one command. */
const FEATURE_PAIRS: readonly Positional[] = Array.from({ length: 8 }, (): Positional[] => [
  {
    name: 'FEATURE',
    value: 'text',
    doc: `a feature: ${FEATURE_WORDS.join(', ')}, or one of those that -k lists`,
    optional: true,
  },
  { name: 'STATE', value: 'on-off', words: ['on', 'off'], doc: 'whether the device does it itself', optional: true },
]).flat();

/** What can be set: words with a value each. */
const settings = (
  doc: string,
  ...words: readonly string[]
): Readonly<Record<string, { options: readonly Option[]; positionals: readonly Positional[] }>> => ({
  '': {
    options: [],
    positionals: [
      DEVICE,
      ...words.flatMap((): Positional[] => [
        { name: 'PARAMETER', value: 'text', words, doc, optional: true },
        { name: 'VALUE', value: 'text', doc: 'its value', optional: true },
      ]),
    ],
  },
});

/** ethtool(8). */
export const ETHTOOL: Command = {
  name: 'ethtool',
  doc: 'shows and changes what devices do by themselves',
  style: 'getopt',
  package: 'ethtool',
  options: [
    asks('-k', ['--show-features', '--show-offload'], 'list the features of a device'),
    {
      name: '-K',
      aliases: ['--features', '--offload'],
      doc: 'turn features of a device on or off',
      opens: { '': { options: [], positionals: [DEVICE, ...FEATURE_PAIRS] } },
    },
    asks('-i', ['--driver'], 'show the driver of a device'),
    asks('-S', ['--statistics'], 'show the counters of a driver'),
    asks('-l', ['--show-channels'], 'show how many queues are in use'),
    {
      name: '-L',
      aliases: ['--set-channels'],
      doc: 'change how many queues are in use',
      opens: settings('kind of queue', 'rx', 'tx', 'other', 'combined'),
    },
    asks('-P', ['--show-permaddr'], 'show the permanent address'),
    asks('-T', ['--show-time-stamping'], 'show which time stamps a device makes'),
    asks('-a', ['--show-pause'], 'show pause parameters'),
    {
      name: '-A',
      aliases: ['--pause'],
      doc: 'change pause parameters',
      opens: settings('pause', 'autoneg', 'rx', 'tx'),
    },
    asks('-c', ['--show-coalesce'], 'show how interrupts are put together'),
    {
      name: '-C',
      aliases: ['--coalesce'],
      doc: 'change how interrupts are put together',
      opens: settings(
        'a time or a number of frames',
        'adaptive-rx',
        'adaptive-tx',
        'rx-usecs',
        'rx-frames',
        'tx-usecs',
        'tx-frames',
      ),
    },
    asks('-g', ['--show-ring'], 'show the sizes of rings'),
    {
      name: '-G',
      aliases: ['--set-ring'],
      doc: 'change the sizes of rings',
      opens: settings('ring', 'rx', 'rx-mini', 'rx-jumbo', 'tx'),
    },
    {
      name: '-s',
      aliases: ['--change'],
      doc: 'change the mode of a link',
      opens: settings(
        'what to set',
        'speed',
        'duplex',
        'port',
        'mdix',
        'autoneg',
        'advertise',
        'phyad',
        'xcvr',
        'wol',
        'msglvl',
      ),
    },
    asks('-x', ['--show-rxfh-indir', '--show-rxfh'], 'show how received frames are spread'),
    asks('-n', ['-u', '--show-nfc', '--show-ntuple'], 'show rules for received frames'),
    asks('-d', ['--register-dump'], 'dump the registers'),
    asks('-e', ['--eeprom-dump'], 'dump the EEPROM'),
    asks('-m', ['--dump-module-eeprom', '--module-info'], 'show the EEPROM of a pluggable module'),
    asks('-r', ['--negotiate'], 'negotiate the mode of the link again'),
    asks('-p', ['--identify'], 'let the card blink'),
    asks('--show-eee', [], 'show energy-efficient Ethernet'),
    asks('--show-fec', [], 'show forward error correction'),
    asks('--show-priv-flags', [], 'show flags of the driver'),
    asks('--phy-statistics', [], 'show the counters of the PHY'),
    { name: '-h', aliases: ['--help'], doc: 'help' },
    { name: '--version', doc: 'the version' },
  ],
  positionals: [DEVICE],
};
