import { formatIp } from '../../net/prefix.ts';
import type { Process } from '../process.ts';

const HEAD = `IPv6/IPv4 Group Memberships
Interface       RefCnt Group
--------------- ------ ---------------------
`;

/** `netstat -g`: the multicast groups that devices listen to, IPv4's and then IPv6's. */
export function showGroups(process: Process, flags: ReadonlySet<string>): void {
  const devices = process.system.kernel.group.dump(process.netns);
  const isNamed = flags.has('-4') || flags.has('-6');
  const lines = (layer: 'inet' | 'inet6', flag: string) =>
    isNamed && !flags.has(flag)
      ? []
      : devices.flatMap(({ dev, [layer]: groups }) =>
          groups.map(({ address, users }) => `${dev.padEnd(15)} ${String(users).padEnd(6)} ${formatIp(address)}\n`),
        );
  process.stdout.write(HEAD + [...lines('inet', '-4'), ...lines('inet6', '-6')].join(''));
}
