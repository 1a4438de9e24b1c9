/**
 * # no-such-device
 *
 * A command names a device that does not exist in the namespace where the command runs.
 *
 * Every network namespace has devices of its own. `ip link set DEV netns NAME` moves a device away: from then on only
 * commands that run in NAME see it, and it arrives there down and without addresses and routes.
 *
 * ```netlab wrong
 * ip netns add red
 * ip link add v0 type veth peer name v1
 * ip link set v1 netns red
 * ip link set v0 up
 * ip link set v1 up
 * ```
 *
 * ```netlab right
 * ip netns add red
 * ip link add v0 type veth peer name v1
 * ip link set v1 netns red
 * ip link set v0 up
 * ip netns exec red ip link set v1 up
 * ```
 */
import type { Fix, Related } from '../finding.ts';
import { moveToNetns, spokenNetns } from '../fixes/netns.ts';
import { nearestFix } from '../fixes/replace-word.ts';
import type { Stay } from '../network/history.ts';
import type { Failure, FailureLint } from './lint.ts';

const NO_DEVICE = [
  /Cannot find device "([^"]+)"/,
  /Device "([^"]+)" does not exist/,
  /SO_BINDTODEVICE ([^:]+): No such device/,
  /arping: Device (\S+) not available/,
  /(?:interface|bridge|device) (\S+) (?:does not exist!|doesn't exist)/,
  /argument "([^"]+)" is wrong: Device does not exist/,
  /unknown iface (\S+)/,
  /^can't add (\S+) to bridge .*: No such device/,
];

export const noSuchDevice: FailureLint = {
  rule: 'no-such-device',
  *check(failure) {
    const { lab, record, line, message } = failure;
    const name = nameIn(message);
    if (name === undefined) return;
    const stay = lab.history.placeBefore(name, record.index, lab.netnsOf(record));
    const index = line.indexOf(name);
    yield {
      ...(index > 0 ? { range: line.originOf(index) } : {}),
      related: stay === undefined ? [] : [whereItWent(failure, name, stay)],
      fixes: () => fixesFor(failure, name, index, stay),
    };
  },
};

function nameIn(message: string): string | undefined {
  for (const pattern of NO_DEVICE) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function whereItWent({ lab }: Failure, name: string, stay: Stay): Related {
  const there = spokenNetns(lab.history.nameOf(stay.netns));
  const record = lab.recordOf(stay.since);
  const range = record === undefined ? { start: 0, end: 0 } : lab.wordIn(record, name);
  return { range, message: stay.moved ? `${name} was moved to ${there} here.` : `${name} is in ${there}.` };
}

function fixesFor(failure: Failure, name: string, index: number, stay: Stay | undefined): Fix[] {
  const { lab, line } = failure;
  if (stay !== undefined) {
    const netns = lab.history.nameOf(stay.netns);
    const edit = moveToNetns(lab, line, netns);
    if (edit !== undefined)
      return [{ title: `Run in ${spokenNetns(netns)}, where ${name} is`, edits: [edit], preferred: true }];
  }
  return index < 0 ? [] : nearestFix(lab, line, index, devicesThere(failure));
}

/**
 * The devices of the command's namespace when the command starts, those that no `ip link add` made included. Read from the
 * run at hand: the kernel as of the command would be a run of its own for every such failure.
 */
function devicesThere({ lab, record }: Failure): string[] {
  const netns = lab.netnsOf(record);
  const ofMachine = lab.network
    .named(netns)
    ?.devices.filter(({ link }) => link.kind === 'loopback' || link.cause < 0)
    .map(({ link }) => link.name);
  return [...new Set([...lab.history.devicesBefore(netns, record.index), ...(ofMachine ?? [])])];
}
