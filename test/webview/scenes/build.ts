import type {
  DeviceNode,
  HopScene,
  LayerScene,
  LinkEdge,
  NamespaceNode,
  NamespaceScene,
  PacketScene,
  RowScene,
  Scene,
  TableScene,
} from '../../../src/protocol/scene.ts';

/** Parts of scenes, with the defaults that most of them have. Ids are readable: `red`, `red/eth0`. */
export function room(name: string, rest: Partial<NamespaceNode> = {}): NamespaceNode {
  return { id: name, name, kind: 'netns', forwards: false, line: undefined, ...rest };
}

let macs = 0;

/** A device, `namespace/name`; up, with carrier, a veth unless the rest says otherwise. */
export function device(id: string, rest: Partial<DeviceNode> = {}): DeviceNode {
  const [namespace, name] = id.split('/') as [string, string];
  macs = (macs + 1) % 256;
  const mac = `02:00:00:00:00:${macs.toString(16).padStart(2, '0')}`;
  const usual = { kind: 'veth', up: true, carrier: true, addresses: [], master: undefined, line: undefined };
  return { id, namespace, name, mac, ...usual, ...rest };
}

export function loopback(namespace: string, up = true): DeviceNode {
  const addresses = up ? ['127.0.0.1/8'] : [];
  return device(`${namespace}/lo`, { kind: 'loopback', mac: '00:00:00:00:00:00', up, carrier: up, addresses });
}

export function wire(from: string, to: string, up = true): LinkEdge {
  return { from, to, up };
}

/** A row of a table. The id is the text, which tests then use to name it. */
export function row(text: string, cells: readonly string[], rest: Partial<RowScene> = {}): RowScene {
  return { id: text, cells, text, line: undefined, changed: false, ...rest };
}

const COLUMNS: Record<TableScene['kind'], readonly string[]> = {
  routes: ['destination', 'via', 'dev', 'src', 'metric', ''],
  nexthops: ['id', 'group', 'via', 'dev'],
  ports: ['port', 'of', 'state', ''],
  rules: ['priority', 'selector', 'action'],
  neighbours: ['address', 'MAC', 'dev', 'state'],
  addresses: ['dev', 'address', 'peer', 'scope'],
  fdb: ['MAC', 'port', 'bridge', ''],
  firewall: ['rule', '', 'packets', 'bytes'],
  conntrack: ['connection', 'state'],
  sockets: ['protocol', 'state', 'local', 'peer', 'program'],
  sysctl: ['key', 'value'],
};

export function table(kind: TableScene['kind'], title: string, rows: readonly RowScene[]): TableScene {
  return { id: title, kind, title, tool: `show ${kind}`, columns: COLUMNS[kind], rows };
}

/** The three rules that every namespace has. */
export function defaultRules(): TableScene {
  return table('rules', 'Policy rules', [
    row('0: from all lookup local', ['0', 'from all', 'lookup local']),
    row('32766: from all lookup main', ['32766', 'from all', 'lookup main']),
    row('32767: from all lookup default', ['32767', 'from all', 'lookup default']),
  ]);
}

export function tablesOf(name: string, tables: readonly TableScene[]): NamespaceScene {
  return { id: name, name, tables };
}

/** A hop: `stage` with its title, in a namespace. */
export function hop(namespace: string, stage: string, title: string, rest: Partial<HopScene> = {}): HopScene {
  return {
    time: 0,
    order: 0,
    namespace,
    device: undefined,
    to: [],
    stage,
    title,
    verdict: 'pass',
    reason: undefined,
    sentence: '',
    line: undefined,
    rows: [],
    considered: [],
    layers: [],
    ...rest,
  };
}

/** A frame on a wire: out of one device, into the other. */
export function crossing(from: string, to: string, rest: Partial<HopScene> = {}): HopScene[] {
  const [fromRoom, out] = from.split('/') as [string, string];
  const [toRoom, into] = to.split('/') as [string, string];
  return [
    hop(fromRoom, 'transmit', `${out} out`, {
      device: from,
      to: [to],
      sentence: `Out of ${fromRoom} through ${out}.`,
      ...rest,
    }),
    hop(toRoom, 'receive', `${into} in`, { device: to, sentence: `Into ${toRoom} through ${into}.`, ...rest }),
  ];
}

export function layer(name: string, fields: Record<string, string | readonly [string, string]>): LayerScene {
  return {
    name,
    fields: Object.entries(fields).map(([field, value]) =>
      typeof value === 'string' ? { name: field, value } : { name: field, value: value[0], after: value[1] },
    ),
  };
}

/** A packet; its hops get a time each, 5 µs apart. */
export function packet(
  id: number,
  rest: Omit<PacketScene, 'id' | 'parent' | 'start'> & { parent?: number },
): PacketScene {
  const hops = rest.hops.map((each, index) => ({ ...each, time: index * 5, order: id * 1000 + index }));
  return { id, parent: undefined, start: 0, ...rest, hops };
}

export function scene(rest: Pick<Scene, 'topology' | 'namespaces'> & Partial<Scene>): Scene {
  return { uri: 'file:///lab.netlab', version: 1, at: undefined, fixes: [], commands: [], journey: undefined, ...rest };
}
