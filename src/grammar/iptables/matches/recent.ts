import type { GetoptOption } from '../../getopt.ts';

const ACTIONS = ['--set', '--rcheck', '--update', '--remove'];

function action(name: string, doc: string, excludes: readonly string[] = []): GetoptOption {
  return { name, doc, invertible: true, excludes: [...ACTIONS.filter((other) => other !== name), ...excludes] };
}

/** `-m recent`: addresses seen lately, in a list by name. */
export const RECENT: readonly GetoptOption[] = [
  action('--set', 'Puts the address into the list, or renews its time'),
  action('--rcheck', 'The address is in the list'),
  action('--update', 'The address is in the list; renews its time'),
  { name: '--seconds', values: ['number'], doc: 'Only packets of so many seconds count' },
  { name: '--reap', doc: 'Throws entries older than --seconds away', also: '--seconds' },
  { name: '--hitcount', values: ['number'], doc: 'So many packets of the address have to be noted' },
  action('--remove', 'The address is in the list; takes it out'),
  {
    name: '--rttl',
    doc: 'The TTL has to be that of the packet that put the address in',
    excludes: ['--set', '--remove'],
  },
  { name: '--name', values: ['text'], doc: 'The list, in /proc/net/xt_recent; DEFAULT unless given' },
  { name: '--rsource', doc: 'The source address, as without saying' },
  { name: '--rdest', doc: 'The destination address' },
  { name: '--mask', values: ['address'], doc: 'Mask that addresses are grouped by' },
];
