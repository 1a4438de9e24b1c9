import type { LinkInfo } from '../../kernel/link/requests.ts';
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
  const wanted = process.argv.slice(2);
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

/** `brctl showstp`: the spanning tree as this bridge sees it. */
export function showSpanningTree(call: Call): number {
  const bridge = call.bridge(0);
  if (bridge === undefined)
    return call.fail(
      0,
      `${call.word(0)}: can't get info ${call.link(0) === undefined ? 'No such device' : 'Operation not supported'}`,
    );
  const info = bridge.bridge!;
  const time = (hundredths: number) => (hundredths / 100).toFixed(2).padStart(7);
  const lines = [
    bridge.name,
    ` bridge id\t\t${info.bridgeId}`,
    ` designated root\t${info.designatedRoot}`,
    ` root port\t\t${String(info.rootPort).padStart(4)}\t\t\tpath cost\t\t${String(info.rootPathCost).padStart(4)}`,
    ` max age\t\t${time(info.maxAge)}\t\t\tbridge max age\t\t${time(info.maxAge)}`,
    ` hello time\t\t${time(info.helloTime)}\t\t\tbridge hello time\t${time(info.helloTime)}`,
    ` forward delay\t\t${time(info.forwardDelay)}\t\t\tbridge forward delay\t${time(info.forwardDelay)}`,
    ` ageing time\t\t${time(info.ageingTime)}`,
    ` hello timer\t\t${time(0)}\t\t\ttcn timer\t\t${time(0)}`,
    ` topology change timer\t${time(0)}\t\t\tgc timer\t\t${time(0)}`,
    ' flags\t\t\t',
    '',
    '',
  ];
  for (const port of portsOf(call, bridge).sort((a, b) => a.port!.number - b.port!.number)) {
    const { number, priority, cost, state } = port.port!;
    const id = ((priority << 10) | number).toString(16).padStart(4, '0');
    lines.push(
      `${port.name} (${number})`,
      ` port id\t\t${id}\t\t\tstate\t\t${state.padStart(15)}`,
      ` designated root\t${info.designatedRoot}\tpath cost\t\t${String(cost).padStart(4)}`,
      ` designated bridge\t${info.bridgeId}\tmessage age timer\t${time(0)}`,
      ` designated port\t${id}\t\t\tforward delay timer\t${time(0)}`,
      ` designated cost\t${String(0).padStart(4)}\t\t\thold timer\t\t${time(0)}`,
      ' flags\t\t\t',
      '',
    );
  }
  call.process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
