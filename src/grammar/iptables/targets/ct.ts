import type { GetoptOption } from '../../getopt.ts';

/** Events with their bits (enum ip_conntrack_events), in the order in which they are written. */
export const CONNTRACK_EVENTS: readonly string[] = [
  'new',
  'related',
  'destroy',
  'reply',
  'assured',
  'protoinfo',
  'helper',
  'mark',
  'natseqinfo',
  'secmark',
];

/** `-j CT`: how the packet is tracked. */
export const CT: readonly GetoptOption[] = [
  { name: '--notrack', doc: 'Keeps connection tracking off the packet' },
  { name: '--helper', values: ['text'], doc: 'Helper for the protocol, as ftp', simulated: false },
  { name: '--timeout', values: ['text'], doc: 'Policy of timeouts by its name', simulated: false },
  {
    name: '--ctevents',
    values: ['text'],
    doc: 'Which changes of the connection are announced',
    words: CONNTRACK_EVENTS,
  },
  { name: '--expevents', values: ['text'], doc: 'Which expectations are announced', words: ['new'] },
  { name: '--zone', values: ['number'], doc: 'Tracking zone, or mark for the mark of the packet', simulated: false },
  { name: '--zone-orig', values: ['number'], doc: 'Tracking zone of the original direction', simulated: false },
  { name: '--zone-reply', values: ['number'], doc: 'Tracking zone of the replies', simulated: false },
];
