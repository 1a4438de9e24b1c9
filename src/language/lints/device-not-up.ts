/**
 * # device-not-up
 *
 * The command needs a device that is down.
 *
 * A route can only go out through a device that is up. Taking a device down removes its routes; bringing it up again
 * restores those of its addresses, not those that commands have added.
 *
 * ```netlab wrong
 * ip link add v0 type veth peer name v1
 * ip link set v1 up
 * ip route add 10.9.0.0/16 dev v0
 * ```
 *
 * ```netlab right
 * ip link add v0 type veth peer name v1
 * ip link set v1 up
 * ip link set v0 up
 * ip route add 10.9.0.0/16 dev v0
 * ```
 */

import type { Fix } from '../finding.ts';
import { bringUp } from '../fixes/bring-up.ts';
import { insertLineBefore } from '../fixes/insert-line.ts';
import { Network } from '../network/network.ts';
import type { Failure, FailureLint } from './lint.ts';

const NOT_UP = /Device for nexthop is not up|Interface "[^"]+" is down|Network is down/;

export const deviceNotUp: FailureLint = {
  rule: 'device-not-up',
  *check(failure) {
    if (!NOT_UP.test(failure.message)) return;
    const { line, index } = failure;
    const [device] = line.valuesOf('device').slice(-1);
    yield { range: line.originOf(device ?? index), fixes: () => fixesFor(failure, device) };
  },
};

function fixesFor({ lab, line, record }: Failure, device: number | undefined): Fix[] {
  const word = line.argv[device ?? -1];
  if (word === undefined) return [];
  const { name, netns } = parentOf({ lab, line, record }, word) ?? { name: word, netns: lab.netnsOf(record) };
  const edit = insertLineBefore(lab, record.range, bringUp(name, netns, line));
  return [{ title: `Bring ${name} up first`, edits: [edit], preferred: true }];
}

/** The device that the named one is built upon, where that is what is down: a VLAN comes up only after its parent. */
function parentOf({ lab, record }: Pick<Failure, 'lab' | 'line' | 'record'>, word: string) {
  const network = Network.of(lab.kernelAfter(record.index));
  const device = network.named(lab.netnsOf(record))?.devices.find(({ link }) => link.name === word);
  const lower = device && network.lowerOf(device);
  if (lower === undefined || lower.link.up) return undefined;
  return { name: lower.link.name, netns: lower.place.kind === 'host' ? '' : lower.place.name };
}
