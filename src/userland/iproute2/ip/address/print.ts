import type { AddressInfo } from '../../../../kernel/address/requests.ts';
import { formatIp } from '../../../../net/prefix.ts';
import { SCOPES, scopeNumber } from '../../names.ts';
import type { Printer } from '../../printer.ts';
import type { Session } from '../../session.ts';
import { ADDRESS_FLAGS, flagsOf } from './flags.ts';

/** A lifetime without end in JSON (INFINITY_LIFE_TIME). */
const FOREVER = 0xffffffff;

/** Prints an address as `ip addr` does below its device; `withDevice` puts index and name in front. */
export function printAddress(session: Session, address: AddressInfo, withDevice: boolean): void {
  const { out, options } = session;
  if (!options.brief) {
    if (withDevice) {
      if (out.json) {
        out.field('index', address.ifindex);
        out.field('dev', address.dev);
      } else out.text(`${address.ifindex}: ${address.dev}`);
    }
    const family = address.family === 4 ? 'inet' : 'inet6';
    out.field('family', family, `    ${family} `);
  }
  const local = formatIp(address.local);
  out.field('local', local, local);
  if (address.peer !== undefined && address.peer !== address.local) {
    const peer = formatIp(address.peer);
    out.field('address', peer, ` peer ${peer}`);
  }
  out.field('prefixlen', address.prefixLength, `/${address.prefixLength} `);
  if (address.metric !== undefined && address.metric !== 0) {
    out.field('metric', address.metric, `metric ${address.metric} `);
  }
  if (options.brief) return;
  if (address.broadcast !== undefined) {
    const broadcast = formatIp(address.broadcast);
    out.field('broadcast', broadcast, `brd ${broadcast} `);
  }
  const scope = SCOPES.format(scopeNumber(address.scope), options.numeric);
  out.field('scope', scope, `scope ${scope} `);
  printFlags(out, address);
  if (address.label !== undefined) out.field('label', address.label, address.label);
  printLifetimes(out, address);
}

function printFlags(out: Printer, address: AddressInfo): void {
  let flags = flagsOf(address);
  for (const { name, mask } of ADDRESS_FLAGS) {
    if (name === 'permanent') {
      if (!(flags & mask)) out.field('dynamic', true, 'dynamic ');
    } else if (flags & mask) {
      const word = name === 'secondary' && address.family === 6 ? 'temporary' : name;
      out.field(word, true, `${word} `);
    }
    flags &= ~mask;
  }
}

function printLifetimes(out: Printer, address: AddressInfo): void {
  const lifetime = (key: string, seconds: number) => {
    if (seconds === Number.POSITIVE_INFINITY) out.field(key, FOREVER, 'forever');
    else out.field(key, Math.floor(seconds), `${Math.floor(seconds)}sec`);
  };
  out.newline();
  out.text('       valid_lft ');
  lifetime('valid_life_time', address.validLifetime);
  out.text(' preferred_lft ');
  lifetime('preferred_life_time', address.preferredLifetime);
  out.text('\n');
}
