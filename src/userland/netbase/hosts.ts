import { type Ipv4, parseIpv4 } from '../../net/ipv4.ts';
import type { Surroundings } from '../process.ts';

/** The address of a host: a dotted quad, or a name of /etc/hosts (getaddrinfo(3) without a name server); null when unknown. */
export function resolveHost(process: Surroundings, name: string): Ipv4 | null {
  const literal = addressOf(name);
  if (literal !== null) return literal;
  const hosts = process.system.fs.read('/etc/hosts', process.netns);
  for (const line of hosts.ok ? hosts.value.split('\n') : []) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const found = names.includes(name) ? parseIpv4(address ?? '') : null;
    if (found !== null) return found;
  }
  return name === 'localhost' ? 0x7f000001 : null;
}

/** The address that is written so, in any of inet_aton(3)'s ways; null for a name. */
export function addressOf(host: string): Ipv4 | null {
  return parseIpv4(host) ?? parseAton(host);
}

/** True for what a name server may be asked for: labels of 1 to 63 characters, and no character of other things (RFC 1035 §2.3). */
export function isHostName(text: string): boolean {
  if (text === '.') return true;
  if (text.length > 254 || text.startsWith('-') || /[\0-,/:-@[-^`{-\x7f]/.test(text)) return false;
  return text
    .replace(/\.$/, '')
    .split('.')
    .every((label) => label.length > 0 && label.length < 64);
}

/** What getaddrinfo(3) says of an unknown host where no name server can be asked: what cannot be a name is not even asked for. */
export function nameFailure(host: string): string {
  return isHostName(host) ? 'Temporary failure in name resolution' : 'Name or service not known';
}

/** inet_aton(3)'s short forms and other bases: `127.1`, `10`, `0x7f.1`. */
export function parseAton(text: string): Ipv4 | null {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(0x[\da-f]{1,8}|\d{1,11})$/i.test(part))) return null;
  const values = parts.map((part) => (/^0[0-7]+$/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = values.at(-1)!;
  let address = 0;
  for (const value of values.slice(0, -1)) {
    if (value > 255) return null;
    address = address * 256 + value;
  }
  const room = 256 ** (5 - parts.length);
  return last < room ? address * room + last : null;
}

/** The name of an address in /etc/hosts, undefined when it has none. */
export function nameOfHost(process: Surroundings, address: string): string | undefined {
  const hosts = process.system.fs.read('/etc/hosts', process.netns);
  for (const line of hosts.ok ? hosts.value.split('\n') : []) {
    const [each, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (each === address && name !== undefined) return name;
  }
  return address === '127.0.0.1' ? 'localhost' : undefined;
}
