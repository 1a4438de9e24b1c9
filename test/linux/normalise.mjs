// @ts-check
import { bash } from './normalise/bash.mjs';
import { bridgeUtils } from './normalise/bridge-utils.mjs';
import { conntrack } from './normalise/conntrack.mjs';
import { iproute2 } from './normalise/iproute2.mjs';
import { iputils } from './normalise/iputils.mjs';
import { netfilter } from './normalise/netfilter.mjs';
import { apply } from './normalise/rule.mjs';
import { sockets } from './normalise/sockets.mjs';
import { tcpdump } from './normalise/tcpdump.mjs';

const RULES = [netfilter, iproute2, bridgeUtils, iputils, tcpdump, conntrack, bash, sockets].flat();

/** Addresses that are no chance: of groups, of all, and those that labs give by hand. */
const FIXED = /^(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|33:33:00:.*|01:00:5e:.*|02:00:00:00:0.:.*)$/i;

/** @param {string} mac */
const padded = (mac) =>
  mac
    .split(':')
    .map((byte) => byte.padStart(2, '0'))
    .join(':');

/**
 * Numbers random MAC addresses by first appearance, and takes out the IPv6 addresses made of them.
 * @param {string} text
 */
function nameMacs(text) {
  /** @type {Map<string, string>} */
  const names = new Map();
  return (
    text
      // iproute2 prints the address in a bridge's id without leading zeros.
      .replace(/\b([0-9a-f]{4}\.)([0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5})\b/g, (_, priority, mac) => priority + padded(mac))
      .replace(/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi, (mac) => {
        if (FIXED.test(mac)) return mac;
        const key = mac.toLowerCase();
        const name = names.get(key) ?? `MAC${names.size + 1}`;
        names.set(key, name);
        return name;
      })
      .replace(/\b8000\.[0-9a-f]{12}\b/g, (id) => (id === '8000.000000000000' ? id : '8000.MAC'))
      .replace(/\bfe80::[0-9a-f:]+/g, 'fe80::MAC')
  );
}

/**
 * Takes out of a transcript what may differ between two runs of the real kernel, and nothing else: random MAC addresses
 * (numbered by first appearance), the IPv6 addresses made of them, measured times, and numbers that are chosen by chance.
 * @param {string} text
 */
export function normalise(text) {
  return RULES.reduce(apply, nameMacs(text));
}
