import type { Netns } from '../netns/netns.ts';
import type { RouteQuery } from './requests.ts';

/** Values of net.ipv4.fib_multipath_hash_policy: what of a flow chooses among several next hops. */
const POLICY_L4 = '1';
const POLICY_CUSTOM = '3';

/** Bits of net.ipv4.fib_multipath_hash_fields (FIB_MULTIPATH_HASH_FIELD_*). */
const FIELDS = { source: 1, destination: 2, protocol: 4, sourcePort: 0x10, destinationPort: 0x20 } as const;
const ADDRESSES = FIELDS.source | FIELDS.destination;
const FIVE_TUPLE = ADDRESSES | FIELDS.protocol | FIELDS.sourcePort | FIELDS.destinationPort;

/**
 * A number that is the same for all packets of a flow, 32 bits (fib_multipath_hash): of its addresses, of those, the
 * protocol and the ports, or of the fields that the settings name. Nothing is looked for inside of tunnels (policy 2).
 */
export function multipathHash({ settings }: Netns, query: RouteQuery): number {
  const policy = settings.get('net/ipv4/fib_multipath_hash_policy');
  const fields = policy === POLICY_L4 ? FIVE_TUPLE : policy === POLICY_CUSTOM ? customFields(settings) : ADDRESSES;
  let hash = 0;
  for (const [name, bit] of Object.entries(FIELDS) as [keyof typeof FIELDS, number][])
    if (fields & bit) hash = mixed(hash ^ Number(query[name] ?? 0));
  return hash;
}

function customFields(settings: Netns['settings']): number {
  return Number(
    settings.get('net/ipv4/fib_multipath_hash_fields') ?? FIELDS.source | FIELDS.destination | FIELDS.protocol,
  );
}

/** Spreads every bit of a word over all of it. */
function mixed(word: number): number {
  const half = Math.imul(word ^ (word >>> 16), 0x45d9f3b);
  const whole = Math.imul(half ^ (half >>> 16), 0x45d9f3b);
  return (whole ^ (whole >>> 16)) >>> 0;
}
