import type { Arguments } from '../arguments.ts';
import { REALMS } from '../names.ts';
import type { Session } from '../session.ts';

/** Reads REALM or REALM/REALM, source before destination. */
export function readRealms(args: Arguments, message = 'invalid realms\n'): number {
  const word = args.take();
  const [first, second] = word.split(/\/(.*)/s);
  const realmOf = (text: string) => REALMS.parse(text) ?? args.session.invalid(message, args.index);
  if (second === undefined) return word === '' ? 0 : realmOf(word);
  const source = (realmOf(first!) << 16) >>> 0;
  return second === '' ? source : (source | realmOf(second)) >>> 0;
}

/** The names of the realms of source, where there is one, and destination. */
export function realmNames(
  { options }: Session,
  realms: number,
): { readonly from: string | undefined; readonly to: string } {
  const from = realms >>> 16;
  return {
    from: from === 0 ? undefined : REALMS.format(from, options.numeric),
    to: REALMS.format(realms & 0xffff, options.numeric),
  };
}

/** `realm 5` or `realms 3/5` of a route. */
export function printRouteRealms(session: Session, realms: number): void {
  if (realms === 0) return;
  const { out } = session;
  const { from, to } = realmNames(session, realms);
  out.openObject('flow');
  if (from !== undefined) out.field('from', from, `realms ${from}/`);
  out.field('to', to, `${from === undefined ? 'realm ' : ''}${to} `);
  out.closeObject();
}
