import type { Family } from '../../net/prefix.ts';
import type { Arguments } from './arguments.ts';
import type { InetPrefix } from './inet-prefix.ts';

const FAMILIES: Readonly<Record<string, Family>> = { inet: 4, inet6: 6 };
const MPLS_LABELS = /^\d+(\/\d+)*$/;

/**
 * Reads the address behind `via`, before which its family may stand (read_family). Undefined for one of a family that no
 * route of IP leads by: a link layer address, labels of MPLS.
 */
export function readVia(args: Arguments, chosen: Family | undefined): InetPrefix | undefined {
  const word = args.take();
  const family = FAMILIES[word];
  if (family !== undefined) args.take();
  else if (word === 'link' || word === 'bridge' || word === 'mpls') {
    args.take();
    const isRead = word === 'link' ? args.linkAddress() !== undefined : word === 'mpls' && MPLS_LABELS.test(args.word);
    if (isRead) return undefined;
    const text = `Error: ${word} address is expected rather than "${args.word}".\n`;
    return args.session.die(text, args.index, 1);
  }
  return args.address(family ?? chosen);
}
