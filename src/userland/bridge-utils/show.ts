import type { BridgeInfo, LinkInfo, PortInfo } from '../../kernel/link/requests.ts';
import { formatMac } from '../../net/mac.ts';
import type { Call } from './brctl.ts';

function links(call: Call): readonly LinkInfo[] {
  return call.process.system.kernel.link.dump(call.process.netns);
}

function portsOf(call: Call, bridge: LinkInfo): LinkInfo[] {
  return links(call).filter((link) => link.master?.ifindex === bridge.ifindex);
}

/** `brctl show`: bridges by name, their ports by name. */
export function showBridges(call: Call): number {
  const { process } = call;
  const wanted = Array.from({ length: call.count }, (_, i) => call.word(i));
  let status = 0;
  const bridges: LinkInfo[] = [];
  if (wanted.length === 0)
    bridges.push(
      ...links(call)
        .filter((link) => link.bridge !== undefined)
        .sort(byName),
    );
  wanted.forEach((name, i) => {
    const link = call.link(i);
    if (link === undefined) status = call.fail(i, `bridge ${name} does not exist!`);
    else if (link.bridge === undefined) status = call.fail(i, `device ${name} is not a bridge!`);
    else bridges.push(link);
  });
  if (bridges.length > 0) process.stdout.write('bridge name\tbridge id\t\tSTP enabled\tinterfaces\n');
  for (const bridge of bridges) {
    const { bridgeId, stp } = bridge.bridge!;
    const ports = portsOf(call, bridge).sort(byName);
    const names = ports.map((port, i) => `${i === 0 ? '' : '\t\t\t\t\t\t\t'}${port.name}\n`).join('');
    process.stdout.write(`${bridge.name}\t\t${bridgeId}\t${stp ? 'yes' : 'no'}\t\t${names === '' ? '\n' : names}`);
  }
  return status;
}

function byName(a: LinkInfo, b: LinkInfo): number {
  return a.name < b.name ? -1 : 1;
}

/** `brctl showmacs`: the stations by MAC. */
export function showMacs(call: Call): number {
  const { process } = call;
  const { kernel } = process.system;
  const bridge = call.bridge(0);
  if (bridge === undefined)
    return call.fail(
      0,
      `read of forward table failed: ${call.link(0) === undefined ? 'No such device' : 'Operation not supported'}`,
    );
  const ports = new Map(portsOf(call, bridge).map((port) => [port.ifindex, port.port!.number]));
  const entries = kernel.fdb
    .dump(process.netns)
    .filter((entry) => ports.has(entry.ifindex) && entry.master === bridge.name && !entry.self)
    .sort((a, b) => a.mac - b.mac);
  process.stdout.write('port no\tmac addr\t\tis local?\tageing timer\n');
  for (const { mac, ifindex, kind, used } of entries) {
    const local = kind === 'permanent';
    const age = local ? 0 : (kernel.now - used) / 1_000_000;
    process.stdout.write(
      `${String(ports.get(ifindex)).padStart(3)}\t${formatMac(mac)}\t${local ? 'yes' : 'no'}\t\t${age.toFixed(2).padStart(7)}\n`,
    );
  }
  return 0;
}

const hundredths = (time: number): string => (Math.floor(time) / 100).toFixed(2).padStart(7);
const timer = (microseconds: number): string => hundredths(microseconds / 10_000);
const pad = (value: number): string => String(value).padStart(4);
const portId = (id: number): string => id.toString(16).padStart(4, '0');

/** Names of what is the case, a blank behind each. */
function flags(cases: Readonly<Record<string, boolean>>): string {
  return Object.entries(cases)
    .filter(([, holds]) => holds)
    .map(([name]) => `${name} `)
    .join('');
}

/** `brctl showstp`: the spanning tree as this bridge sees it. */
export function showSpanningTree(call: Call): number {
  const link = call.link(0);
  if (link === undefined) return call.fail(0, `bridge ${call.word(0)} does not exist!`);
  if (link.bridge === undefined) return call.fail(0, `device ${call.word(0)} is not a bridge!`);
  const ports = portsOf(call, link).sort((a, b) => a.port!.number - b.port!.number);
  const lines = [
    call.word(0),
    ...bridgeLines(link.bridge),
    ...ports.flatMap((port) => portLines(port.name, port.port!)),
  ];
  call.process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** sysfs tells only the times in force, so that brctl shows them as the bridge's own too. */
function bridgeLines(info: BridgeInfo): string[] {
  const { topologyChange, topologyChangeDetected } = info;
  const states = { TOPOLOGY_CHANGE: topologyChange, TOPOLOGY_CHANGE_DETECTED: topologyChangeDetected };
  return [
    ` bridge id\t\t${info.bridgeId}`,
    ` designated root\t${info.designatedRoot}`,
    ` root port\t\t${pad(info.rootPort)}\t\t\tpath cost\t\t${pad(info.rootPathCost)}`,
    ` max age\t\t${hundredths(info.maxAge)}\t\t\tbridge max age\t\t${hundredths(info.maxAge)}`,
    ` hello time\t\t${hundredths(info.helloTime)}\t\t\tbridge hello time\t${hundredths(info.helloTime)}`,
    ` forward delay\t\t${hundredths(info.forwardDelay)}\t\t\tbridge forward delay\t${hundredths(info.forwardDelay)}`,
    ` ageing time\t\t${hundredths(info.ageingTime)}`,
    ` hello timer\t\t${timer(info.helloTimer)}\t\t\ttcn timer\t\t${timer(info.tcnTimer)}`,
    ` topology change timer\t${timer(info.topologyChangeTimer)}\t\t\tgc timer\t\t${timer(info.gcTimer)}`,
    ` flags\t\t\t${flags(states)}`,
    '',
    '',
  ];
}

function portLines(name: string, port: PortInfo): string[] {
  const { topologyChangeAck, configPending } = port;
  const states = { TOPOLOGY_CHANGE_ACK: topologyChangeAck, CONFIG_PENDING: configPending };
  return [
    `${name} (${port.number})`,
    ` port id\t\t${portId(port.id)}\t\t\tstate\t\t${port.state.padStart(15)}`,
    ` designated root\t${port.designatedRoot}\tpath cost\t\t${pad(port.cost)}`,
    ` designated bridge\t${port.designatedBridge}\tmessage age timer\t${timer(port.messageAgeTimer)}`,
    ` designated port\t${portId(port.designatedPort)}\t\t\tforward delay timer\t${timer(port.forwardDelayTimer)}`,
    ` designated cost\t${pad(port.designatedCost)}\t\t\thold timer\t\t${timer(port.holdTimer)}`,
    ` flags\t\t\t${flags(states)}`,
    ...(port.hairpin ? [` hairpin mode\t\t${pad(1)}`] : []),
    '',
  ];
}
