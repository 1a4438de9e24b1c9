import type { HookContext } from '../../context.ts';
import type { Value } from '../set.ts';
import { CT_FIELDS } from './ct.ts';
import { FRAME_FIELDS, isOfFrame } from './frame.ts';
import { IP_FIELDS } from './ip.ts';
import { META_FIELDS } from './meta.ts';
import { TRANSPORT_FIELDS } from './transport.ts';

/** Which end of a connection is asked about. */
export type Direction = 'original' | 'reply';

/** Reads a field of a packet at a hook; undefined where the packet has none, which ends the rule. */
export type FieldReader = (context: HookContext, direction: Direction | undefined) => Value | undefined;

/** The fields by nft's names. A new one is a row in the file of its header. */
const FIELDS: ReadonlyMap<string, FieldReader> = new Map(
  Object.entries({ ...IP_FIELDS, ...TRANSPORT_FIELDS, ...META_FIELDS, ...CT_FIELDS }),
);

/** The value of a field; undefined where the packet has none: fields of IPv6 no packet here has. */
export function readField(name: string, context: HookContext, direction: Direction | undefined): Value | undefined {
  if (context.family !== 'ip') {
    const own = FRAME_FIELDS[name];
    if (own !== undefined) return own(context, direction);
    if (!context.isIpv4 && !isOfFrame(name)) return undefined;
  }
  return FIELDS.get(name)?.(context, direction);
}
