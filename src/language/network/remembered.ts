import type { Network } from './network.ts';

/**
 * A function that looks for something in the whole of a network, and remembers what it finds: a network does not change,
 * and most of what is typed leaves it as it is.
 */
export function remembered<T>(find: (network: Network) => Iterable<T>): (network: Network) => readonly T[] {
  const known = new WeakMap<Network, readonly T[]>();
  return (network) => {
    let found = known.get(network);
    if (found === undefined) {
      found = [...find(network)];
      known.set(network, found);
    }
    return found;
  };
}
