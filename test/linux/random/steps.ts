import fc from 'fast-check';
import { inside, mac as macOf, type Topology } from './topology.ts';

/** Words for the steps of one lab. */
interface Words {
  /** `ip` in some namespace. */
  readonly ip: fc.Arbitrary<string>;
  /** The beginning of a command that runs in some namespace: empty or `ip netns exec NAME `. */
  readonly exec: fc.Arbitrary<string>;
  readonly netns: fc.Arbitrary<string>;
  readonly dev: fc.Arbitrary<string>;
}

const from = <T extends string>(...words: readonly T[]) => fc.constantFrom(...words);
/** One time in `n` the second, else the first. */
const mostly = (usual: fc.Arbitrary<string>, rare: fc.Arbitrary<string>, n = 8) =>
  fc.oneof({ arbitrary: usual, weight: n - 1 }, { arbitrary: rare, weight: 1 });
/** A piece of text, with a blank before it, or nothing. */
const maybe = (text: fc.Arbitrary<string>, n = 3) =>
  fc.oneof({ arbitrary: fc.constant(''), weight: n - 1 }, { arbitrary: text.map((each) => ` ${each}`), weight: 1 });

/** Text with arbitraries in its gaps. */
function line(strings: TemplateStringsArray, ...gaps: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...gaps).map((words) => strings.reduce((text, part, at) => text + words[at - 1] + part));
}

const subnet = fc.integer({ min: 0, max: 4 }).map(String);
const host = from('1', '2', '3', '254', '0', '255', '9');
const address = mostly(
  line`10.0.${subnet}.${host}`,
  from('192.168.7.1', '172.16.0.1', '127.0.0.5', '0.0.0.0', '8.8.8.8', '224.0.0.1'),
  6,
);
const length = mostly(from('24', '24', '16', '32', '30', '31', '8', '25'), from('0', '33', 'x', '1'), 10);
const cidr = line`${address}/${length}`;
const prefix = mostly(
  fc.oneof(
    line`10.0.${subnet}.0/24`,
    from('default', '10.0.0.0/16', '10.9.0.0/16', '192.168.7.0/24', '10.0.0.0/8', '10.0.1.128/25'),
  ),
  fc.oneof(cidr, address, from('bogus', '10.0/16', 'all', 'any')),
  6,
);
const number = from('0', '1', '10', '100', '255', '1000', '4294967295', '4294967296', '-1', 'x');
const table = from('100', '200', 'main', 'local', '254', 'default', 'nope', '0');
const mac = from('02:00:00:00:00:01', '02:00:00:00:00:02', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '02:00:00', 'x');
const name = from('v0', 'v9', 'w0', 'eth0', 'br1', 'a-name', 'waytoolongforadevice', 'lo', 'x/y');
const scope = from('host', 'link', 'global', 'site', '50', 'bogus');

const linkSet = ({ ip, dev, netns }: Words) =>
  fc.oneof(
    line`${ip} link set ${dev} ${from('up', 'down', 'up', 'down', 'promisc on', 'promisc off', 'arp off', 'arp on', 'nomaster', 'multicast off', 'allmulticast on', 'bogus')}`,
    line`${ip} link set dev ${dev} mtu ${from('1400', '1500', '68', '67', '9000', '65535', '70000', '0', 'x')}`,
    line`${ip} link set ${dev} address ${mac}`,
    line`${ip} link set ${dev} name ${name}`,
    line`${ip} link set ${dev} alias ${from('uplink', 'x')}`,
    line`${ip} link set ${dev} txqueuelen ${number}`,
    line`${ip} link set ${dev} master ${from('br0', 'br1', 'v0', 'nope')}`,
    line`${ip} link set ${dev} netns ${netns}`,
    line`${ip} link set ${dev} up mtu ${from('1400', '1280')}`,
  );

const fixedMac = fc.integer({ min: 0, max: 60 }).map((at) => macOf(at, 4));

const linkAdd = ({ ip, dev, netns }: Words) =>
  fc.oneof(
    line`${ip} link add ${name} address ${fixedMac} type veth peer name ${name} address ${fixedMac}`,
    line`${ip} link add ${name} address ${fixedMac} type veth peer name ${name} address ${fixedMac} netns ${netns}`,
    line`${ip} link add ${name} address ${fixedMac} type bridge`,
    line`${ip} link add name ${name} address ${fixedMac} type ${from('bridge', 'bogus', '')}`,
    line`${ip} link add ${name} address ${fixedMac} mtu ${from('1400', '60')} type bridge`,
    line`${ip} link del ${dev}`,
    line`${ip} link del ${dev} type ${from('veth', 'bridge')}`,
  );

const addr = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} addr add ${cidr} dev ${dev}${maybe(from('brd +', 'broadcast 10.0.0.255', 'scope link', 'scope host', 'label v0:1', 'noprefixroute', 'metric 50', 'brd -', 'bogus', 'label eth0:x'))}`,
    line`${ip} addr ${from('add', 'del', 'change', 'replace')} ${cidr} dev ${dev}`,
    line`${ip} addr add ${address} peer ${cidr} dev ${dev}`,
    line`${ip} addr del ${fc.oneof(address, cidr)} dev ${dev}`,
    line`${ip} addr flush ${from('dev ', 'dev ', '')}${dev}`,
    line`${ip} addr flush dev ${dev} ${from('scope global', 'to 10.0.0.0/24', 'label v0', 'secondary')}`,
    line`${ip} addr add ${cidr} dev ${dev} scope ${scope}`,
  );

const hop = ({ dev }: Words) =>
  fc.oneof(
    line`via ${address}`,
    line`dev ${dev}`,
    line`via ${address} dev ${dev}`,
    line`via ${address} dev ${dev} onlink`,
  );

const route = (words: Words) => {
  const { ip, dev } = words;
  const extra = maybe(
    fc.oneof(
      line`metric ${number}`,
      line`table ${table}`,
      line`src ${address}`,
      line`scope ${scope}`,
      line`proto ${from('static', 'kernel', 'boot', '42', 'bogus')}`,
      line`mtu ${from('1400', 'lock 1300', 'x')}`,
      line`tos ${from('0x10', '4', '0xff')}`,
    ),
    2,
  );
  return fc.oneof(
    line`${ip} route ${from('add', 'add', 'add', 'append', 'prepend', 'replace', 'change', 'del')} ${prefix} ${hop(words)}${extra}`,
    line`${ip} route add ${from('blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'broadcast', 'unicast', 'nat')} ${prefix}${maybe(line`dev ${dev}`)}${extra}`,
    // Nobody sends there: a random key decides which next hop a flow takes.
    line`${ip} route add 10.9.0.0/16 nexthop ${hop(words)} nexthop ${hop(words)} weight ${from('1', '2', '256', '0')}`,
    line`${ip} route del ${prefix}${extra}`,
    line`${ip} route del ${prefix} ${hop(words)}`,
    line`${ip} route flush ${fc.oneof(line`table ${table}`, line`dev ${dev}`, line`${prefix}`, from('cache', 'scope link', 'proto static'))}`,
  );
};

const get = ({ ip, dev }: Words) =>
  line`${ip} route get ${address}${maybe(fc.oneof(line`from ${address}`, line`oif ${dev}`, line`from ${address} iif ${dev}`, from('mark 1', 'ipproto tcp dport 80', 'tos 4')))}`;

const rule = ({ ip, dev }: Words) => {
  const selector = fc.oneof(
    line`from ${fc.oneof(prefix, address)}`,
    line`to ${fc.oneof(prefix, address)}`,
    line`iif ${dev}`,
    line`oif ${dev}`,
    line`fwmark ${from('1', '0x2/0xf', 'x')}`,
    line`tos ${from('0x10', '4')}`,
    line`ipproto ${from('tcp', 'icmp', 'bogus')}`,
    line`dport ${from('80', '80-90', '90-80', 'x')}`,
    fc.constant(''),
  );
  const action = fc.oneof(
    line`table ${table}`,
    line`lookup ${table}`,
    from('blackhole', 'prohibit', 'unreachable', 'goto 32766', 'goto 10', 'nop', ''),
    line`table ${table} suppress_prefixlength ${from('0', '24')}`,
  );
  return fc.oneof(
    line`${ip} rule add${maybe(line`pref ${from('10', '100', '32766', '0', 'x')}`, 2)}${maybe(from('not'), 8)} ${selector} ${action}`,
    line`${ip} rule del ${fc.oneof(line`pref ${from('10', '100', '32766', '32767', '0', '5')}`, selector, line`table ${table}`)}`,
    line`${ip} rule ${from('flush', 'show', 'list', 'bogus')}`,
  );
};

const neigh = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} neigh ${from('add', 'add', 'replace', 'change', 'append')} ${address} lladdr ${mac} dev ${dev}${maybe(line`nud ${from('permanent', 'reachable', 'stale', 'none', 'noarp', 'failed', 'delay', 'bogus')}`)}`,
    line`${ip} neigh del ${address} dev ${dev}`,
    line`${ip} neigh add ${address} dev ${dev}`,
    line`${ip} neigh add proxy ${address} dev ${dev}`,
    line`${ip} neigh flush ${fc.oneof(line`dev ${dev}`, from('all', 'nud stale', ''))}`,
    line`${ip} neigh get ${address} dev ${dev}`,
  );

const netns = ({ netns: which, dev }: Words) =>
  fc.oneof(
    line`ip netns add ${from('red', 'new', 'x/y', 'blue')}`,
    // The kernel takes its devices away a little later.
    line`ip netns del ${which}\nsleep 0.5`,
    line`ip netns exec ${which} ip link show ${dev}`,
    from(
      'ip netns list',
      'ip netns',
      'ip netns identify',
      'ip netns bogus',
      'ip netns del',
      'ip netns add',
      'ip netns list-id',
    ),
  );

const SYSCTLS = from(
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv4.conf.all.proxy_arp',
  'net.ipv4.conf.all.arp_ignore',
  'net.ipv4.conf.all.arp_announce',
  'net.ipv4.conf.all.accept_local',
  'net.ipv4.conf.default.rp_filter',
  'net.ipv4.icmp_echo_ignore_all',
  'net.ipv4.icmp_echo_ignore_broadcasts',
  'net.ipv4.ip_default_ttl',
  'net.ipv4.conf.lo.forwarding',
  'net.ipv4.ip_nonlocal_bind',
);

const sysctl = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}sysctl ${from('-w ', '', '-q -w ')}${SYSCTLS}=${from('0', '1', '2', '1', '64', '-1', 'x')}`,
    line`${exec}sysctl ${from('', '-n ', '-e ')}${SYSCTLS}`,
    line`${exec}sysctl -w net.ipv4.conf.${dev}.${from('rp_filter', 'proxy_arp', 'forwarding', 'arp_filter', 'accept_local', 'bogus')}=${from('0', '1', '2')}`,
  );

const show = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} ${from('', '-br ', '-o ', '-d ', '-4 ')}addr show${maybe(fc.oneof(line`dev ${dev}`, from('up', 'scope global', 'to 10.0.0.0/24', 'primary', 'secondary', 'type bridge', 'type veth')))}`,
    line`${ip} ${from('', '-br ', '-o ', '-d ')}link show${maybe(fc.oneof(line`${dev}`, from('up', 'type bridge', 'type veth', 'master br0', 'nomaster')))}`,
    line`${ip} -4 route ${from('', 'show', 'list')}${maybe(fc.oneof(line`table ${table}`, line`dev ${dev}`, line`${prefix}`, from('table 254', 'scope link', 'proto kernel', 'type local', 'root 10.0.0.0/8', 'match 10.0.0.1', 'exact 10.0.0.0/24', 'via 10.0.0.1', 'cache')), 2)}`,
    line`${ip} rule`,
    line`${ip} ${from('-j', '-j -p', '-j -d')} ${from('addr', 'link', 'route', 'rule', 'route show table local')}`,
  );

const packets = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}ping -c 1 -W 1 ${address}`,
    line`${exec}ping -c 2 -i 0.2 -W 1 -n ${address}`,
    line`${exec}ping -c 1 -W 1 ${from('-s 2000', '-s 2000 -M do', '-t 1', '-I lo', '-b', '-q')} ${address}`,
    line`${exec}ping -c 1 -W 1 -I ${fc.oneof(dev, address)} ${address}`,
    line`${exec}arping -c 1 -w 1 -I ${dev} ${address}`,
    line`${exec}traceroute -n -q 1 -w 1 -m 4 ${address}`,
  );

const bridge = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${exec}brctl ${from('show', 'addbr br1', 'delbr br1', 'delbr br0', 'stp br0 off', 'show br0')}`,
    line`${exec}brctl ${from('addif', 'delif')} ${from('br0', 'br1')} ${dev}`,
    line`${exec}bridge ${from('link', '-d link')}`,
    line`${exec}bridge fdb ${from('add', 'del', 'replace', 'append')} ${mac} dev ${dev} ${from('master', 'self', 'master static', 'master temp', '')}`,
    line`${exec}bridge link set dev ${dev} ${from('cost 10', 'priority 8', 'hairpin on', 'learning off', 'flood off', 'isolated on', 'state 0', 'guard on')}`,
    line`${ip} link set br0 type bridge ${from('ageing_time 20000', 'forward_delay 400', 'hello_time 100', 'priority 4096', 'max_age 3000', 'forward_delay 1')}`,
  );

const CHAIN = from('INPUT', 'OUTPUT', 'FORWARD', 'MINE', 'PREROUTING', 'NOPE');
const iptables = ({ exec, dev }: Words) => {
  const match = maybe(
    fc.oneof(
      line`-s ${fc.oneof(address, prefix)}`,
      line`-d ${fc.oneof(address, cidr)}`,
      line`! -s ${address}`,
      line`-i ${dev}`,
      line`-o ${dev}`,
      line`-p ${from('icmp', 'tcp', 'udp', 'icmp --icmp-type echo-request', 'tcp --dport 80', 'udp --sport 53', 'bogus', '47')}`,
      from(
        '-m conntrack --ctstate RELATED,ESTABLISHED',
        '-m state --state NEW',
        '-m comment --comment hello',
        '-m bogus',
      ),
    ),
    2,
  );
  return fc.oneof(
    line`${exec}iptables ${from('-A', '-A', '-I', '-D', '-C')} ${CHAIN}${match}${match} -j ${from('ACCEPT', 'DROP', 'REJECT', 'RETURN', 'MINE', 'NOPE', 'REJECT --reject-with icmp-host-prohibited')}`,
    line`${exec}iptables -t nat -A ${from('POSTROUTING', 'PREROUTING', 'OUTPUT')}${match} -j ${from('MASQUERADE', 'SNAT --to-source 10.0.0.9', 'DNAT --to-destination 10.0.0.1', 'ACCEPT')}`,
    line`${exec}iptables ${from('-N MINE', '-X MINE', '-F', '-F MINE', '-P FORWARD DROP', '-P INPUT ACCEPT', '-P MINE DROP', '-Z', '-D INPUT 1', '-I INPUT 9 -j DROP', '-L -n', '-S', '-S MINE', '-L INPUT -n --line-numbers', '-t nat -S', '-t nat -L -n', '-E MINE YOURS', '-R INPUT 1 -j ACCEPT')}`,
  );
};

function wordsOf(topology: Topology): Words {
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

type Steps = readonly (readonly [weight: number, make: (words: Words) => fc.Arbitrary<string>])[];

const oneOf = (topology: Topology, steps: Steps) => {
  const words = wordsOf(topology);
  return fc.oneof(...steps.map(([weight, make]) => ({ arbitrary: make(words), weight })));
};

/** A command that changes something. */
export function change(topology: Topology): fc.Arbitrary<string> {
  return oneOf(topology, [
    [4, linkSet],
    [2, linkAdd],
    [5, addr],
    [7, route],
    [3, rule],
    [3, neigh],
    [1, netns],
    [2, sysctl],
    [3, bridge],
    [3, iptables],
  ]);
}

/** A command that looks, or sends packets. */
export function look(topology: Topology): fc.Arbitrary<string> {
  return oneOf(topology, [
    [3, show],
    [4, packets],
    [1, get],
    [1, show],
  ]);
}
