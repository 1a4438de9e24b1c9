import fc from 'fast-check';
import type { Features } from './steps.ts';

/** What a random lab begins with: namespaces and how they are joined. */
export interface Topology {
  readonly namespaces: readonly string[];
  /** Names of devices that exist somewhere, for the steps to choose from. */
  readonly devices: readonly string[];
  readonly commands: readonly string[];
}

const NAMES = ['rose', 'blue', 'green', 'plum', 'gray', 'pink', 'teal', 'lime'] as const;

/** A fixed address for each end of a wire: a bridge takes the lowest one of its ports, and chance would decide which. */
export function mac(wire: number, end: number): string {
  return `02:00:00:00:0${end}:${wire.toString(16).padStart(2, '0')}`;
}

const veth = (at: number, name: string) =>
  `link add v${at} address ${mac(at, 2)} type veth peer name eth0 address ${mac(at, 1)} netns ${name}`;

/** Devices that steps may make. */
const OTHER_DEVICES: Record<Features, readonly string[]> = {
  machine: ['mv0', 'vx0'],
  uml: ['vlan5', 'bond0', 'dm0'],
};

/** A cable whose other end is moved and named afterwards, as many tutorials do it. */
function moved(command: string): string[] {
  const cable = /^(.*) link add v(\d+) (.*) peer name eth0 (.*) netns (\w+)$/.exec(command);
  if (cable === null) return [command];
  const [, ip, at, near, far, name] = cable;
  return [
    `${ip} link add v${at} ${near} peer name e${at} ${far}`,
    `${ip} link set e${at} netns ${name}`,
    `ip -n ${name} link set e${at} name eth0`,
  ];
}

type Shape = 'bridge' | 'chain' | 'pairs' | 'empty';

/** A handful of namespaces on a bridge, in a row with routers between, in pairs with the host, or unconnected. */
export const topology = (features: Features): fc.Arbitrary<Topology> =>
  fc
    .record({
      count: fc.integer({ min: 1, max: 5 }),
      shape: fc.constantFrom<Shape>('bridge', 'bridge', 'chain', 'chain', 'pairs', 'empty'),
      forwarding: fc.boolean(),
      loopbacks: fc.boolean(),
      moves: fc.boolean(),
    })
    .map(({ count, shape, forwarding, loopbacks, moves }) => {
      const namespaces = NAMES.slice(0, count);
      const commands = namespaces.map((name) => `ip netns add ${name}`);
      if (loopbacks) for (const name of ['', ...namespaces]) commands.push(`${inside(name)} link set lo up`);
      const shaped = SHAPES[shape](namespaces);
      commands.push(...(moves ? shaped.flatMap(moved) : shaped));
      if (forwarding)
        for (const name of ['', ...namespaces])
          commands.push(`${name === '' ? '' : `ip netns exec ${name} `}sysctl -w net.ipv4.ip_forward=1`);
      const devices = shape === 'empty' ? [] : namespaces.map((_, at) => `v${at}`);
      if (shape === 'bridge') devices.push('br0');
      return { namespaces, devices: [...devices, 'eth0', ...OTHER_DEVICES[features]], commands };
    });

/** `ip` working in a namespace; the empty name is the one the lab starts in. */
export function inside(namespace: string): string {
  return namespace === '' ? 'ip' : `ip -n ${namespace}`;
}

const SHAPES: Record<Shape, (namespaces: readonly string[]) => string[]> = {
  empty: () => [],
  bridge: (namespaces) => [
    `ip link add br0 address ${mac(99, 3)} type bridge`,
    'ip link set br0 up',
    'ip addr add 10.0.0.254/24 dev br0',
    ...namespaces.flatMap((name, at) => [
      `ip ${veth(at, name)}`,
      `ip link set v${at} master br0`,
      `ip link set v${at} up`,
      `ip -n ${name} addr add 10.0.0.${at + 1}/24 dev eth0`,
      `ip -n ${name} link set eth0 up`,
    ]),
  ],
  chain: (namespaces) =>
    ['', ...namespaces].slice(0, -1).flatMap((left, at) => {
      const right = namespaces[at]!;
      return [
        `${inside(left)} ${veth(at, right)}`,
        `${inside(left)} addr add 10.0.${at}.1/24 dev v${at}`,
        `${inside(left)} link set v${at} up`,
        `ip -n ${right} addr add 10.0.${at}.2/24 dev eth0`,
        `ip -n ${right} link set eth0 up`,
        `ip -n ${right} route add default via 10.0.${at}.1`,
        ...(at > 0 ? [`ip route add 10.0.${at}.0/24 via 10.0.0.2`] : []),
      ];
    }),
  pairs: (namespaces) =>
    namespaces.flatMap((name, at) => [
      `ip ${veth(at, name)}`,
      `ip addr add 10.0.${at}.1/24 dev v${at}`,
      `ip link set v${at} up`,
      `ip -n ${name} addr add 10.0.${at}.2/24 dev eth0`,
      `ip -n ${name} link set eth0 up`,
    ]),
};
