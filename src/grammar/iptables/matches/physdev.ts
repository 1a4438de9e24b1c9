import type { GetoptOption } from '../../getopt.ts';

/** `-m physdev`: the bridge port of a bridged packet. */
export const PHYSDEV: readonly GetoptOption[] = [
  { name: '--physdev-in', values: ['device'], doc: 'Port the frame came in by', invertible: true },
  { name: '--physdev-out', values: ['device'], doc: 'Port the frame leaves by', invertible: true },
  { name: '--physdev-is-in', doc: 'The packet came in through a bridge port', invertible: true },
  { name: '--physdev-is-out', doc: 'The packet leaves through a bridge port', invertible: true },
  { name: '--physdev-is-bridged', doc: 'The packet is bridged, not routed', invertible: true },
];
