import type { GetoptOption } from '../../getopt.ts';

/** `-m rpfilter`: an answer would leave by the device the packet came in by. */
export const RPFILTER: readonly GetoptOption[] = [
  { name: '--loose', doc: 'Any route back will do, by whatever device' },
  { name: '--validmark', doc: "Looks the route up with the packet's mark" },
  { name: '--accept-local', doc: "Accepts sources that are this host's own" },
  { name: '--invert', doc: 'Matches packets that fail the test' },
];
