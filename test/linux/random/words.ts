import fc from 'fast-check';
import { inside, mac as macOf, type Topology } from './topology.ts';

/** Words for the steps of one lab. */
export interface Words {
  /** `ip` in some namespace. */
  readonly ip: fc.Arbitrary<string>;
  /** The beginning of a command that runs in some namespace: empty or `ip netns exec NAME `. */
  readonly exec: fc.Arbitrary<string>;
  readonly netns: fc.Arbitrary<string>;
  readonly dev: fc.Arbitrary<string>;
}

export const from = <T extends string>(...words: readonly T[]) => fc.constantFrom(...words);
/** One time in `n` the second, else the first. */
export const mostly = (usual: fc.Arbitrary<string>, rare: fc.Arbitrary<string>, n = 8) =>
  fc.oneof({ arbitrary: usual, weight: n - 1 }, { arbitrary: rare, weight: 1 });
/** A piece of text, with a blank before it, or nothing. */
export const maybe = (text: fc.Arbitrary<string>, n = 3) =>
  fc.oneof({ arbitrary: fc.constant(''), weight: n - 1 }, { arbitrary: text.map((each) => ` ${each}`), weight: 1 });

/** Text with arbitraries in its gaps. */
export function line(strings: TemplateStringsArray, ...gaps: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...gaps).map((words) => strings.reduce((text, part, at) => text + words[at - 1] + part));
}

export const subnet = fc.integer({ min: 0, max: 4 }).map(String);
export const host = from('1', '2', '3', '254', '0', '255', '9');
export const address = mostly(
  line`10.0.${subnet}.${host}`,
  from('192.168.7.1', '172.16.0.1', '127.0.0.5', '0.0.0.0', '8.8.8.8', '224.0.0.1'),
  6,
);
export const length = mostly(from('24', '24', '16', '32', '30', '31', '8', '25'), from('0', '33', 'x', '1'), 10);
export const cidr = line`${address}/${length}`;
export const prefix = mostly(
  fc.oneof(
    line`10.0.${subnet}.0/24`,
    from('default', '10.0.0.0/16', '10.9.0.0/16', '192.168.7.0/24', '10.0.0.0/8', '10.0.1.128/25'),
  ),
  fc.oneof(cidr, address, from('bogus', '10.0/16', 'all', 'any')),
  6,
);
export const number = from('0', '1', '10', '100', '255', '1000', '4294967295', '4294967296', '-1', 'x');
export const table = from('100', '200', 'main', 'local', '254', 'default', 'nope', '0');
export const mac = from(
  '02:00:00:00:00:01',
  '02:00:00:00:00:02',
  '00:00:00:00:00:00',
  'ff:ff:ff:ff:ff:ff',
  '02:00:00',
  'x',
);
export const name = from('v0', 'v9', 'w0', 'eth0', 'br1', 'a-name', 'waytoolongforadevice', 'lo', 'x/y');
export const scope = from('host', 'link', 'global', 'site', '50', 'bogus');

/** A fixed address, so that chance does not decide where the lowest counts. */
export const fixedMac = fc.integer({ min: 0, max: 60 }).map((at) => macOf(at, 4));

/** The words of a lab's own devices and namespaces. */
export function wordsOf(topology: Topology): Words {
  const namespaces = fc.constantFrom('', ...topology.namespaces);
  return {
    ip: mostly(namespaces.map(inside), fc.constant('ip -n nope'), 40),
    exec: mostly(
      namespaces.map((each) => (each === '' ? '' : `ip netns exec ${each} `)),
      fc.constant('ip netns exec nope '),
      40,
    ),
    netns: mostly(fc.constantFrom(...topology.namespaces), fc.constant('nope'), 8),
    dev: mostly(fc.constantFrom(...topology.devices, ...topology.devices, 'lo'), from('nope', 'v9', 'w0', 'br1'), 6),
  };
}
