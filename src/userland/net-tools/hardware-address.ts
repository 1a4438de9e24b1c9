import type { Mac } from '../../net/mac.ts';

const LENGTH = 6;

/**
 * An Ethernet address as net-tools reads it: digits in pairs, with or without colons; what is missing is zero, what is
 * too much is left aside. (ifconfig itself leaves what lay in its memory in the place of what is missing.)
 */
export function parseHardwareAddress(text: string): Mac | null {
  const bytes: number[] = [];
  let i = 0;
  while (bytes.length < LENGTH && i < text.length) {
    const pair = /^[\da-f]{1,2}/i.exec(text.slice(i))?.[0];
    if (pair === undefined) return null;
    i += pair.length;
    if (pair.length === 1 && i < text.length && text[i] !== ':') return null;
    bytes.push(Number.parseInt(pair, 16));
    if (text[i] === ':') i++;
  }
  while (bytes.length < LENGTH) bytes.push(0);
  return bytes.reduce((mac, byte) => mac * 256 + byte, 0);
}
