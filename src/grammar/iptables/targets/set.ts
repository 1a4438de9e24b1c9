import type { GetoptOption } from '../../getopt.ts';

/** `-j SET`: puts the packet's addresses and ports into a set, or takes them out. */
export const SET_TARGET: readonly GetoptOption[] = [
  {
    name: '--add-set',
    values: ['ipset'],
    doc: 'Name of the set to put it in, then src or dst for each part of its elements',
  },
  { name: '--del-set', values: ['ipset'], doc: 'Name of the set to take it out of, then src or dst' },
  {
    name: '--map-set',
    values: ['ipset'],
    doc: 'Name of the set whose member says the mark and the like, then src or dst',
  },
  { name: '--exist', doc: 'A member that is there already gets its timeout anew' },
  { name: '--timeout', values: ['number'], doc: 'Seconds that the new member stays' },
  { name: '--map-mark', doc: "Gives the packet the member's mark" },
  { name: '--map-prio', doc: "Gives the packet the member's priority", simulated: false },
  { name: '--map-queue', doc: "Gives the packet the member's queue", simulated: false },
];
