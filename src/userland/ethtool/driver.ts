import { strerror } from '../../kernel/errno.ts';
import type { LinkInfo } from '../../kernel/link/requests.ts';
import { KERNEL_RELEASE } from '../coreutils/uname.ts';
import { misused, type Request } from './request.ts';

const NO_DRIVER = 71;
const NO_STATISTICS = 94;
const NO_STRINGS = 96;

/** `ethtool -i DEVICE` */
export function showDriver(request: Request): number {
  const { process } = request;
  if (request.words.length > 0) return misused(process, request.indexOf(0));
  const link = request.oldDevice();
  const found =
    link === undefined ? undefined : process.system.kernel.ethtool.driver(process.netns, request.device().ifindex);
  if (found === undefined || !found.ok)
    return request.fail(
      2,
      `Cannot get driver information: ${strerror(found === undefined ? 'ENODEV' : found.error.errno)}`,
      NO_DRIVER,
    );
  const { name, version, firmware = '', bus = '', statistics } = found.value;
  request.print(
    [
      `driver: ${name}`,
      `version: ${version ?? KERNEL_RELEASE}`,
      `firmware-version: ${firmware}`,
      'expansion-rom-version: ',
      `bus-info: ${bus}`,
      `supports-statistics: ${statistics ? 'yes' : 'no'}`,
      'supports-test: no',
      'supports-eeprom-access: no',
      'supports-register-dump: no',
      'supports-priv-flags: no',
      '',
    ].join('\n'),
  );
  return 0;
}

/** `ethtool -S DEVICE`: the counters of queues. Frames that programs on the device (XDP) see are none here. */
export function showStatistics(request: Request): number {
  const { process, words } = request;
  const [word] = words;
  if (word === '--groups' || word === '--all-groups') process.unsimulated(`ethtool -S ${word}`, request.indexOf(0));
  else if (word !== undefined) request.fail(request.indexOf(0), `ethtool (-S): unknown parameter '${word}'`);
  const link = request.oldDevice('ioctl-only request');
  if (link === undefined) return request.fail(2, 'Cannot get stats strings information: No such device', NO_STRINGS);
  const counters = countersOf(request, link);
  if (counters.length === 0) return request.fail(2, 'no stats available', NO_STATISTICS);
  request.print(`NIC statistics:\n${counters.map(([name, count]) => `     ${name}: ${count}\n`).join('')}`);
  return 0;
}

/** `ethtool --phy-statistics DEVICE`: no device has a PHY. */
export function showPhyStatistics(request: Request): number {
  if (request.words.length > 0) return misused(request.process, request.indexOf(0));
  if (request.oldDevice() === undefined)
    return request.fail(2, 'Cannot get stats strings information: No such device', NO_STRINGS);
  return request.fail(2, 'no stats available', NO_STATISTICS);
}

const VETH_RX = ['xdp_packets', 'xdp_bytes', 'drops', 'xdp_redirect', 'xdp_drops', 'xdp_tx', 'xdp_tx_errors'];
const VETH_TX = ['xdp_xmit', 'xdp_xmit_errors'];

function countersOf(request: Request, link: LinkInfo): (readonly [string, number])[] {
  const { rxPackets, rxBytes, txPackets, txBytes } = link.stats;
  if (link.kind === 'ifb')
    return [
      ['rx_queue_0_packets', rxPackets],
      ['rx_queue_0_bytes', rxBytes],
      ['tx_queue_0_packets', txPackets],
      ['tx_queue_0_bytes', txBytes],
    ];
  const channels = request.process.system.kernel.ethtool.channels(request.process.netns, link.ifindex);
  if (!channels.ok) return [];
  const queues = (count: number, direction: string, names: readonly string[]) =>
    Array.from({ length: count }, (_, i) =>
      names.map((name) => [`${direction}_queue_${i}_${name}`, 0] as const),
    ).flat();
  return [
    ['peer_ifindex', link.peer?.ifindex ?? 0],
    ...queues(channels.value.rx, 'rx', VETH_RX),
    ...queues(channels.value.tx, 'tx', VETH_TX),
  ];
}

/** `ethtool -P DEVICE`: an address that was burnt into hardware, which there is none of. */
export function showPermanentAddress(request: Request): number {
  if (request.find() === undefined) return request.netlink('ENODEV', 1);
  request.device();
  request.print('Permanent address: not set\n');
  return 0;
}

/** `ethtool -T DEVICE` */
export function showTimeStamps(request: Request): number {
  request.noMoreWords();
  const { system, netns } = request.process;
  const link = request.device();
  const sent = system.kernel.ethtool.stampsSent(netns, link.ifindex);
  request.print(
    [
      `Time stamping parameters for ${link.name}:`,
      'Capabilities:',
      ...(sent.ok && sent.value ? ['\tsoftware-transmit'] : []),
      '\tsoftware-receive',
      '\tsoftware-system-clock',
      'PTP Hardware Clock: none',
      'Hardware Transmit Timestamp Modes: none',
      'Hardware Receive Filter Modes: none',
      '',
    ].join('\n'),
  );
  return 0;
}
