import type { Command, Continuation, Option } from '../command.ts';
import { HELP, HELP_COMMAND, PROTOCOLS } from './words.ts';

const ID: Option = { name: 'id', values: ['nexthop'], doc: 'The number of the next hop object' };
const PROTOCOL: Option = { name: 'protocol', match: 'prefix', values: ['route-protocol'], words: PROTOCOLS, doc: '' };

/** What stands behind `type resilient`. */
const RESILIENT: Continuation = {
  options: [
    { name: 'buckets', values: ['number'], doc: 'Into how many buckets flows fall; a group keeps its number' },
    { name: 'idle_timer', values: ['number'], doc: 'Seconds without a packet after which a bucket may change its way' },
    { name: 'unbalanced_timer', values: ['number'], doc: 'Seconds after which it may in any case; 0 for never' },
  ],
};

/** The words of `ip nexthop add`, `replace` and `delete`, in iproute2's order. */
export const NEXTHOP_OBJECT_OPTIONS: readonly Option[] = [
  ID,
  { name: 'dev', values: ['device'], doc: 'The device packets leave by' },
  { name: 'via', values: ['address'], before: ['inet', 'inet6'], doc: 'The next hop: a router on this link' },
  { name: 'encap', values: ['text', 'text'], doc: 'Encapsulation', simulated: false },
  { name: 'blackhole', doc: 'Packets that come here end here' },
  { name: 'fdb', doc: 'For the forwarding tables of VXLAN devices, not for routes' },
  { name: 'onlink', doc: 'Believe that the next hop is on this link' },
  { name: 'group', values: ['nexthop-group'], doc: 'Next hop objects that share the traffic, with weights: `1,3/2`' },
  {
    name: 'type',
    values: ['text'],
    words: ['mpath', 'resilient'],
    doc: 'How a group shares the traffic',
    opens: { resilient: RESILIENT },
  },
  { ...PROTOCOL, doc: 'Who installed the object' },
  { ...HELP, match: 'exact' },
];

/** The words of `ip nexthop list` and `flush`, in iproute2's order. */
export const NEXTHOP_FILTERS: readonly Option[] = [
  { name: 'dev', match: 'prefix', values: ['device'], doc: 'Only objects through this device' },
  { name: 'groups', match: 'prefix', doc: 'Only groups' },
  { name: 'master', match: 'prefix', values: ['master'], doc: 'Only objects through ports of this bridge' },
  { name: 'vrf', match: 'prefix', values: ['vrf'], doc: 'Only objects through devices of this VRF' },
  { ...ID, doc: 'Only the object of this number' },
  { ...PROTOCOL, values: ['number'], words: [], doc: 'Only objects installed by this, a number' },
  { name: 'fdb', match: 'prefix', doc: 'Only objects for forwarding tables; Linux shows all the same' },
  HELP,
];

const modify = (name: string, doc: string): Command => ({
  name,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: NEXTHOP_OBJECT_OPTIONS,
});
const filtered = (name: string, doc: string, aliases: readonly string[] = []): Command => ({
  name,
  prefixAliases: aliases,
  match: 'prefix',
  doc,
  style: 'keyword',
  options: NEXTHOP_FILTERS,
});

/** What `ip nexthop bucket show` picks buckets by. */
export const BUCKET_FILTERS: readonly Option[] = [
  { name: 'dev', match: 'prefix', values: ['device'], doc: 'Only those whose way leaves by this device' },
  { name: 'master', match: 'prefix', values: ['master'], doc: 'Only those whose way leaves by ports of this bridge' },
  { name: 'vrf', match: 'prefix', values: ['vrf'], doc: 'Only those whose way leaves by devices of this VRF' },
  { ...ID, doc: 'Only those of this group' },
  { name: 'nhid', values: ['nexthop'], doc: 'Only those whose way is this object' },
  HELP,
];

/** `ip nexthop bucket`, what flows fall into that a resilient group keeps together. */
export const BUCKET: Command = {
  name: 'bucket',
  match: 'prefix',
  doc: 'The buckets of resilient groups',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    {
      name: 'list',
      prefixAliases: ['show', 'lst'],
      match: 'prefix',
      doc: 'Show the buckets and which way they go',
      style: 'keyword',
      options: BUCKET_FILTERS,
    },
    {
      name: 'get',
      match: 'prefix',
      doc: 'Show one bucket',
      style: 'keyword',
      options: [ID, { name: 'index', values: ['number'], doc: 'Its place, from 0 on' }],
    },
    HELP_COMMAND,
  ],
};

/** `ip nexthop`, next hops that routes share. */
export const NEXTHOP: Command = {
  name: 'nexthop',
  match: 'prefix',
  doc: 'Next hop objects, which routes can share',
  style: 'keyword',
  options: [],
  defaultCommand: 'list',
  commands: [
    modify('add', 'Add an object'),
    modify('replace', 'Change an object and all routes that use it, or add it'),
    modify('delete', 'Remove an object and all routes that use it'),
    filtered('list', 'Show the objects', ['show', 'lst']),
    filtered('flush', 'Remove the objects that the words pick'),
    { name: 'get', match: 'prefix', doc: 'Show one object', style: 'keyword', options: [ID] },
    BUCKET,
    HELP_COMMAND,
  ],
};
