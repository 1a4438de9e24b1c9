import type { Option } from '../command.ts';

/** Options of `ipset create`, by their names. */
const CREATE = {
  family: { name: 'family', values: ['text'], words: ['inet', 'inet6'], doc: 'Family of the addresses' },
  '-4': { name: '-4', doc: 'Family inet' },
  '-6': { name: '-6', doc: 'Family inet6' },
  hashsize: { name: 'hashsize', values: ['number'], doc: 'Size of the hash table at the start, a power of two' },
  maxelem: { name: 'maxelem', values: ['number'], doc: 'Elements at most; 65536 unless given' },
  netmask: { name: 'netmask', values: ['number'], doc: 'Length of the prefix that addresses are cut to' },
  markmask: { name: 'markmask', values: ['number'], doc: 'The bits of marks that count' },
  range: { name: 'range', values: ['text'], doc: 'First and last of what may be in it, or a network', required: true },
  size: { name: 'size', values: ['number'], doc: 'Places for sets at the start; 8 unless given' },
  timeout: {
    name: 'timeout',
    values: ['time'],
    doc: 'Seconds that elements stay, 0 for ever unless they say otherwise',
  },
  counters: { name: 'counters', doc: 'Elements count packets and bytes' },
  comment: { name: 'comment', doc: 'Elements may have a remark' },
  forceadd: { name: 'forceadd', doc: 'A full set makes room for new elements' },
  skbinfo: { name: 'skbinfo', doc: 'Elements may have a mark, a priority and a queue' },
  bucketsize: { name: 'bucketsize', values: ['number'], doc: 'Elements of a bucket of the hash table at most' },
  initval: { name: 'initval', values: ['number'], doc: 'Number that the hash begins with' },
} as const satisfies Readonly<Record<string, Option>>;

/** Options of `ipset add`, by their names. */
const ADD = {
  timeout: { name: 'timeout', values: ['time'], doc: 'Seconds that the element stays, 0 for ever' },
  packets: { name: 'packets', values: ['number'], doc: 'Packets it has counted' },
  bytes: { name: 'bytes', values: ['number'], doc: 'Bytes it has counted' },
  comment: { name: 'comment', values: ['text'], doc: 'A remark' },
  skbmark: { name: 'skbmark', values: ['text'], doc: 'A mark for packets: `0xMARK/0xMASK`' },
  skbprio: { name: 'skbprio', values: ['text'], doc: 'A priority for packets: `MAJOR:MINOR`' },
  skbqueue: { name: 'skbqueue', values: ['number'], doc: 'A queue for packets' },
  nomatch: { name: 'nomatch', doc: 'An exception: addresses in it are not in the set' },
  before: { name: 'before', values: ['text'], doc: 'In a list: before this set' },
  after: { name: 'after', values: ['text'], doc: 'In a list: after this set' },
} as const satisfies Readonly<Record<string, Option>>;

type CreateName = keyof typeof CREATE;
type AddName = keyof typeof ADD;

const EXTENSIONS: readonly CreateName[] = ['timeout', 'counters', 'comment', 'skbinfo'];
const HASH: readonly CreateName[] = ['family', '-4', '-6', 'hashsize', 'maxelem', 'forceadd', 'bucketsize', 'initval'];
const MEMBER: readonly AddName[] = ['timeout', 'packets', 'bytes', 'comment', 'skbmark', 'skbprio', 'skbqueue'];

/** What may be said of a set of a type, and of its elements. */
export interface SetTypeOptions {
  readonly create: readonly Option[];
  readonly add: readonly Option[];
}

function options(create: readonly CreateName[], add: readonly AddName[] = []): SetTypeOptions {
  return {
    create: [...create, ...EXTENSIONS].map((name) => CREATE[name]),
    add: [...MEMBER, ...add].map((name) => ADD[name]),
  };
}

/** The options of each type of set. */
export const SET_TYPE_OPTIONS: Readonly<Record<string, SetTypeOptions>> = {
  'hash:ip': options([...HASH, 'netmask']),
  'hash:net': options(HASH, ['nomatch']),
  'hash:ip,port': options([...HASH, 'netmask']),
  'hash:net,port': options(HASH, ['nomatch']),
  'hash:ip,port,ip': options(HASH),
  'hash:ip,port,net': options(HASH, ['nomatch']),
  'hash:net,iface': options(HASH, ['nomatch']),
  'hash:mac': options(['hashsize', 'maxelem', 'forceadd', 'bucketsize', 'initval']),
  'hash:ip,mac': options(HASH),
  'hash:ip,mark': options([...HASH, 'markmask']),
  'hash:net,net': options(HASH, ['nomatch']),
  'hash:net,port,net': options(HASH, ['nomatch']),
  'bitmap:ip,mac': options(['range']),
  'bitmap:ip': options(['range', 'netmask']),
  'bitmap:port': options(['range']),
  'list:set': options(['size'], ['before', 'after']),
};

/** Every option of `create` and of `add`. */
export const CREATE_OPTIONS: readonly Option[] = Object.values(CREATE);
export const ADD_OPTIONS: readonly Option[] = Object.values(ADD);
