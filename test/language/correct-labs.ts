/** Chance with a seed: the same seed makes the same lab. */
export class Dice {
  constructor(private state: number) {
    this.state = (state + 1) * 2654435761;
  }

  /** A number from 0 up to `limit`, not included (xorshift32). */
  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  once(of: number): boolean {
    return this.below(of) === 0;
  }
}

/** A network that hosts are in, with the router that leads out of it. */
interface Lan {
  readonly net: string;
  readonly length: number;
  readonly router: string;
  readonly hosts: { readonly netns: string; readonly address: string; readonly device: string }[];
}

/**
 * A lab without a mistake: a tree of routers, each with a network of hosts (on a cable, a switch, a switch with VLANs or
 * macvlans), routes both ways, perhaps a firewall, NAT or policy routing; and packets that all arrive, or whose loss the
 * script expects. Written in one of the ways people write.
 */
export function correctLab(seed: number): string {
  const dice = new Dice(seed);
  const lines: string[] = dice.once(2) ? ['#!/bin/bash', '# netlab: machine bare'] : [];
  const isHost = lines.length === 0;
  const sudo = isHost && dice.once(3) ? 'sudo ' : '';
  const byOption = dice.once(2);
  const say = (command: string) => lines.push(sudo + command);
  /** An `ip` command, or another one, in a namespace; '' is the machine itself. */
  const inside = (netns: string, command: string) => {
    if (netns === '') say(command);
    else if (byOption && command.startsWith('ip ')) say(`ip -n ${netns} ${command.slice(3)}`);
    else say(`ip netns exec ${netns} ${command}`);
  };
  const up = (netns: string, device: string) =>
    inside(netns, dice.once(2) ? `ip link set ${device} up` : `ip link set dev ${device} up`);
  const address = (netns: string, device: string, text: string) =>
    inside(netns, dice.once(2) ? `ip addr add ${text} dev ${device}` : `ip address add dev ${device} ${text}`);
  const forward = (netns: string) =>
    inside(
      netns,
      dice.pick([
        'sysctl -w net.ipv4.ip_forward=1',
        'sysctl -qw net.ipv4.ip_forward=1',
        'sysctl net/ipv4/ip_forward=1',
      ]),
    );
  const mtu = dice.once(6) ? dice.pick([1400, 9000, 1450]) : undefined;

  /** Names that the machine's own namespace has, or may get: no other device is made there under them. */
  const taken = new Set(['eth0']);

  /** A cable between two namespaces, its ends named, both up. */
  function cable(a: string, deviceA: string, b: string, deviceB: string): void {
    const size = mtu === undefined ? '' : ` mtu ${mtu}`;
    const isTaken = taken.has(deviceA) || taken.has(deviceB) || deviceA === deviceB;
    for (const [netns, device] of [
      [a, deviceA],
      [b, deviceB],
    ] as const)
      if (netns === '') taken.add(device);
    if (isTaken && a === '') say(`ip link add ${deviceA}${size} type veth peer name ${deviceB}${size} netns ${b}`);
    else if (isTaken || (dice.once(2) && a !== '' && b !== ''))
      say(`ip link add ${deviceA}${size} netns ${a} type veth peer name ${deviceB}${size} netns ${b}`);
    else {
      say(`ip link add ${deviceA}${size} type veth peer name ${deviceB}${size}`);
      if (a !== '') say(`ip link set ${deviceA} netns ${a}`);
      if (b !== '') say(`ip link set ${deviceB} netns ${b}`);
    }
    up(a, deviceA);
    up(b, deviceB);
  }

  const made = new Set<string>();
  function namespace(name: string): void {
    if (made.has(name)) return;
    made.add(name);
    say(`ip netns add ${name}`);
    if (!dice.once(3)) up(name, 'lo');
  }

  const routers = Array.from({ length: 1 + dice.below(3) }, (_, i) => (i === 0 && dice.once(2) ? '' : `r${i + 1}`));
  const nameOf = (router: string) => router || 'gw';
  const parent = new Map<string, string>();
  for (const router of routers) if (router !== '') namespace(router);
  for (const router of routers) forward(router);
  const lans: Lan[] = routers.map((router, i) => hostsOf(router, i));
  const links: { readonly child: string; readonly parent: string; readonly up: string; readonly down: string }[] = [];
  for (const [i, router] of routers.entries()) {
    if (i === 0) continue;
    const above = routers[dice.below(i)]!;
    parent.set(router, above);
    cable(above, `to-${nameOf(router)}`, router, `to-${nameOf(above)}`);
    const net = `172.16.${i}`;
    address(above, `to-${nameOf(router)}`, `${net}.1/30`);
    address(router, `to-${nameOf(above)}`, `${net}.2/30`);
    links.push({ child: router, parent: above, up: `${net}.1`, down: `${net}.2` });
  }

  function hostsOf(router: string, i: number): Lan {
    const length = dice.pick([24, 24, 25, 28]);
    const base = dice.pick([`10.${i}.0`, `192.168.${i + 10}`, `10.1${i}.7`]);
    const net = `${base}.0`;
    const gateway = `${base}.1`;
    const count = 1 + dice.below(3);
    const hosts = Array.from({ length: count }, (_, k) => ({
      netns: `h${i + 1}${k + 1}`,
      address: `${base}.${k + 2}`,
      device: dice.pick(['eth0', 'veth0', `e${k}`]),
    }));
    for (const { netns } of hosts) namespace(netns);
    const kind = count === 1 ? 'cable' : dice.pick(['switch', 'vlans', 'macvlans']);
    const tag = 10 + dice.below(80);
    const bridge = `br${i}`;
    if (kind === 'cable') {
      const { netns, device } = hosts[0]!;
      cable(router, `lan${i}`, netns, device);
      address(router, `lan${i}`, `${gateway}/${length}`);
    } else if (kind === 'switch') {
      inside(router, dice.once(3) && router === '' ? `brctl addbr ${bridge}` : `ip link add ${bridge} type bridge`);
      up(router, bridge);
      address(router, bridge, `${gateway}/${length}`);
      for (const { netns, device } of hosts) {
        cable(router, `p-${netns}`, netns, device);
        inside(
          router,
          dice.once(3) && router === ''
            ? `brctl addif ${bridge} p-${netns}`
            : `ip link set p-${netns} master ${bridge}`,
        );
      }
    } else if (kind === 'vlans') {
      inside(router, `ip link add ${bridge} type bridge vlan_filtering 1`);
      up(router, bridge);
      inside(router, `bridge vlan add dev ${bridge} vid ${tag} self`);
      inside(router, `ip link add link ${bridge} name ${bridge}.${tag} type vlan id ${tag}`);
      up(router, `${bridge}.${tag}`);
      address(router, `${bridge}.${tag}`, `${gateway}/${length}`);
      for (const { netns, device } of hosts) {
        cable(router, `p-${netns}`, netns, device);
        inside(router, `ip link set p-${netns} master ${bridge}`);
        inside(router, `bridge vlan del dev p-${netns} vid 1`);
        inside(router, `bridge vlan add dev p-${netns} vid ${tag} pvid untagged`);
      }
    } else {
      namespace(`lan${i}`);
      cable(router, `lan${i}`, `lan${i}`, 'up0');
      address(router, `lan${i}`, `${gateway}/${length}`);
      for (const { netns, device } of hosts) {
        inside(`lan${i}`, `ip link add link up0 name mv-${netns} type macvlan mode bridge`);
        inside(`lan${i}`, `ip link set mv-${netns} netns ${netns}`);
        inside(netns, `ip link set mv-${netns} name ${device}`);
        up(netns, device);
      }
    }
    for (const { netns, device, address: own } of hosts) {
      address(netns, device, `${own}/${length}`);
      inside(
        netns,
        dice.pick([`ip route add default via ${gateway}`, `ip route add default via ${gateway} dev ${device}`]),
      );
    }
    return { net, length, router, hosts };
  }

  // Down the tree a route to each network, up a default route.
  for (const { child, parent: above, up: gateway, down } of links) {
    inside(child, `ip route add default via ${gateway}`);
    for (const lan of lans) {
      let at: string | undefined = lan.router;
      while (at !== undefined && at !== child) at = parent.get(at);
      if (at === child) inside(above, `ip route add ${lan.net}/${lan.length} via ${down}`);
    }
  }

  extras();
  packets();
  return `${lines.join('\n')}\n`;

  /** Things that a correct lab may have besides. */
  function extras(): void {
    const router = dice.pick(routers);
    const [lan] = lans;
    switch (dice.below(8)) {
      case 0:
        inside(router, 'iptables -P FORWARD DROP');
        inside(router, 'iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT');
        inside(router, 'iptables -A FORWARD -p icmp -j ACCEPT');
        break;
      case 1:
        inside(router, 'iptables -A INPUT -i lo -j ACCEPT');
        inside(router, 'iptables -A INPUT -p icmp -j ACCEPT');
        inside(router, 'iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT');
        inside(router, 'iptables -P INPUT DROP');
        break;
      case 2:
        inside(router, `ip rule add from ${lan!.net}/${lan!.length} table 100`);
        inside(router, 'ip route add unreachable 203.0.113.0/24 table 100');
        break;
      case 3:
        for (const each of ['all', 'default']) inside(router, `sysctl -qw net.ipv4.conf.${each}.rp_filter=1`);
        break;
      case 4:
        inside(
          router,
          `iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination ${lan!.hosts[0]!.address}:80`,
        );
        break;
      case 5:
        inside(router, 'iptables -N icmp-ok');
        inside(router, 'iptables -A icmp-ok -p icmp -j ACCEPT');
        inside(router, 'iptables -A FORWARD -j icmp-ok');
        break;
      case 6:
        inside(lan!.hosts[0]!.netns, 'ip link add d0 type dummy');
        up(lan!.hosts[0]!.netns, 'd0');
        address(lan!.hosts[0]!.netns, 'd0', '192.0.2.1/32');
    }
    if (isHost && routers[0] === '')
      for (const { net, length } of lans)
        inside('', `iptables -t nat -A POSTROUTING -s ${net}/${length} -o eth0 -j MASQUERADE`);
  }

  function packets(): void {
    const hosts = lans.flatMap((lan) => lan.hosts);
    for (let i = 0; i < 3; i++) {
      const [from, to] = [dice.pick(hosts), dice.pick(hosts)];
      if (from !== to) inside(from.netns, `ping -c 1 -W 1 ${to.address}`);
    }
    const { netns } = dice.pick(hosts);
    if (isHost && routers[0] === '') inside(netns, 'ping -c 1 8.8.8.8');
    const lost = `${sudo}ip netns exec ${netns} ping -c 1 -W 1 198.51.100.${1 + dice.below(200)}`;
    lines.push(
      ...dice.pick([
        [`${lost} || true`],
        [`if ! ${lost}; then echo lost; fi`],
        [`! ${lost}`],
        [`${lost} && echo arrived`],
        [`${lost} > /dev/null || echo lost`],
        [],
      ]),
    );
  }
}
