import type { Option } from '../command.ts';

/** The modes of a macvlan. */
export const MACVLAN_MODES: readonly string[] = ['private', 'vepa', 'bridge', 'passthru', 'source'];

/** What stands behind `type macvlan`, in iproute2's order. */
export const MACVLAN_OPTIONS: readonly Option[] = [
  {
    name: 'mode',
    match: 'prefix',
    values: ['text'],
    words: MACVLAN_MODES,
    meanings: {
      private: 'Stations on one device never hear each other',
      vepa: 'Stations on one device hear each other only by way of a switch outside that sends frames back',
      bridge: 'Stations on one device hear each other directly',
      passthru: 'One station only, which takes the device over',
      source: 'Hears only the senders that are listed',
    },
    doc: 'How stations on one device see each other',
  },
  {
    name: 'flag',
    match: 'prefix',
    values: ['text'],
    words: ['nopromisc', 'nodst', 'null'],
    doc: 'A flag of its mode',
    repeatable: true,
  },
  {
    name: 'macaddr',
    match: 'prefix',
    values: ['text'],
    words: ['add', 'del', 'set', 'flush'],
    doc: 'Whom it listens to in mode source; addresses follow',
  },
  { name: 'nopromisc', match: 'prefix', doc: 'In mode passthru, leave the device below as it is' },
  { name: 'nodst', match: 'prefix', doc: 'In mode source, keep frames from the device below' },
  { name: 'bcqueuelen', match: 'prefix', values: ['number'], doc: 'How many broadcasts may wait' },
  { name: 'help', match: 'prefix', doc: 'Print the usage' },
];
