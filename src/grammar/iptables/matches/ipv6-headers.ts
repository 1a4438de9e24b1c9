import type { GetoptOption } from '../../getopt.ts';

/** `-m frag`: the fragment header. */
export const FRAG: readonly GetoptOption[] = [
  { name: '--fragid', values: ['number'], invertible: true, doc: 'Its identification, or a range' },
  { name: '--fraglen', values: ['number'], doc: 'Its length' },
  { name: '--fragres', doc: 'Reserved bits are set' },
  { name: '--fragfirst', doc: 'The first fragment' },
  { name: '--fragmore', doc: 'More fragments follow', excludes: ['--fraglast'] },
  { name: '--fraglast', doc: 'The last fragment', excludes: ['--fragmore'] },
];

/** `-m rt`: the routing header. */
export const RT: readonly GetoptOption[] = [
  { name: '--rt-type', values: ['number'], invertible: true, doc: 'Its type' },
  { name: '--rt-segsleft', values: ['number'], invertible: true, doc: 'Segments left, or a range' },
  { name: '--rt-len', values: ['number'], invertible: true, doc: 'Its length' },
  { name: '--rt-0-res', doc: 'Reserved bits are set, of type 0' },
  { name: '--rt-0-addrs', values: ['address'], doc: 'Addresses, of type 0' },
  { name: '--rt-0-not-strict', doc: 'Others may stand between them' },
];

/** `-m ipv6header`: which extension headers there are. */
export const IPV6HEADER: readonly GetoptOption[] = [
  { name: '--header', values: ['text'], invertible: true, required: true, doc: 'Their names, separated by commas' },
  { name: '--soft', doc: 'Others may be there too' },
];

/** `-m ah`: the authentication header. */
export const AH: readonly GetoptOption[] = [
  { name: '--ahspi', values: ['number'], invertible: true, doc: 'Its index of parameters, or a range' },
  { name: '--ahlen', values: ['number'], invertible: true, doc: 'Its length' },
  { name: '--ahres', doc: 'Reserved bits are set' },
];

/** `-m hbh`: options for each hop. */
export const HBH: readonly GetoptOption[] = [
  { name: '--hbh-len', values: ['number'], invertible: true, doc: 'Length of the header' },
];

/** `-m dst`: options for the destination. */
export const DST: readonly GetoptOption[] = [
  { name: '--dst-len', values: ['number'], invertible: true, doc: 'Length of the header' },
];
