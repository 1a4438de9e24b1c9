/** Labs of the newer kinds of device, which the tests of features and scenes ask about. */

/** Two VLANs over a trunk. */
export const VLAN = `
  # netlab: machine bare
  ip link add sw type bridge vlan_filtering 1
  ip link set sw up
  for host in a:10 b:10 c:20; do
    name=\${host%:*} vlan=\${host#*:}
    ip netns add $name
    ip link add port-$name type veth peer name eth0 netns $name
    ip link set port-$name master sw up
    bridge vlan del dev port-$name vid 1
    bridge vlan add dev port-$name vid $vlan pvid untagged
    ip -n $name link set eth0 up
  done
  ip -n a addr add 10.0.10.1/24 dev eth0
  ip -n b addr add 10.0.10.2/24 dev eth0
  ip -n c addr add 10.0.20.1/24 dev eth0
  ip netns add r
  ip link add trunk type veth peer name eth0 netns r
  ip link set trunk master sw up
  bridge vlan add dev trunk vid 10
  bridge vlan add dev trunk vid 20
  ip -n r link set eth0 up
  ip -n r link add link eth0 name eth0.10 type vlan id 10
  ip -n r link add link eth0 name eth0.20 type vlan id 20
  ip -n r link set eth0.10 up
  ip -n r link set eth0.20 up
  ip -n r addr add 10.0.10.254/24 dev eth0.10
  ip -n r addr add 10.0.20.254/24 dev eth0.20
  ip netns exec r sysctl -qw net.ipv4.ip_forward=1
  for n in a b; do ip -n $n route add default via 10.0.10.254; done
  ip -n c route add default via 10.0.20.254`;

/** A bond of two cables to a switch. */
export const BOND = `
  # netlab: machine bare
  ip netns add a
  ip netns add b
  ip link add sw type bridge
  ip link set sw up
  ip link add p1 type veth peer name eth0 netns a
  ip link add p2 type veth peer name eth1 netns a
  ip link add pb type veth peer name eth0 netns b
  for p in p1 p2 pb; do ip link set $p master sw up; done
  ip -n a link add bond0 type bond mode active-backup miimon 100
  ip -n a link set eth0 master bond0
  ip -n a link set eth1 master bond0
  ip -n a link set bond0 up
  ip -n a addr add 10.0.0.1/24 dev bond0
  ip -n b link set eth0 up
  ip -n b addr add 10.0.0.2/24 dev eth0
  sleep 1`;

/** Two customers with the same networks on one router. */
export const VRF = `
  # netlab: machine bare
  ip netns add pe
  ip netns exec pe sysctl -qw net.ipv4.ip_forward=1
  ip -n pe link add red type vrf table 10
  ip -n pe link add blue type vrf table 20
  ip -n pe link set red up
  ip -n pe link set blue up
  for c in red blue; do
    for s in 1 2; do
      ip netns add $c$s
      ip link add eth0 netns $c$s type veth peer name $c-$s netns pe
      ip -n pe link set $c-$s master $c
      ip -n pe link set $c-$s up
      ip -n pe addr add 10.0.$s.254/24 dev $c-$s
      ip -n $c$s link set eth0 up
      ip -n $c$s addr add 10.0.$s.1/24 dev eth0
      ip -n $c$s route add default via 10.0.$s.254
    done
  done`;

/** One Ethernet over a wire between two hosts. */
export const VXLAN = `
  # netlab: machine bare
  ip netns add west
  ip netns add east
  ip link add eth0 netns west type veth peer name eth0 netns east
  ip -n west addr add 192.0.2.1/24 dev eth0
  ip -n east addr add 192.0.2.2/24 dev eth0
  for n in west east; do ip -n $n link set eth0 up; done
  ip -n west link add vx0 type vxlan id 42 dstport 4789 local 192.0.2.1 remote 192.0.2.2
  ip -n east link add vx0 type vxlan id 42 dstport 4789 local 192.0.2.2 remote 192.0.2.1
  for n in west east; do ip -n $n link set vx0 up; done
  ip -n west addr add 10.0.0.1/24 dev vx0
  ip -n east addr add 10.0.0.2/24 dev vx0`;

/** Stations of their own on one device. */
export const MACVLAN = `
  # netlab: machine bare
  ip netns add lan
  ip link add up0 type veth peer name eth0 netns lan
  ip link set up0 up
  ip -n lan link set eth0 up
  ip -n lan addr add 10.0.0.254/24 dev eth0
  for n in 1 2; do
    ip netns add c$n
    ip link add link up0 name mv$n type macvlan mode bridge
    ip link set mv$n netns c$n
    ip -n c$n link set mv$n up
    ip -n c$n addr add 10.0.0.$n/24 dev mv$n
  done`;

/** Next hop objects, two of them in a group. */
export const NEXTHOP = `
  # netlab: machine bare
  ip link add v1 type veth peer name w1
  ip link add v2 type veth peer name w2
  for d in v1 w1 v2 w2; do ip link set $d up; done
  ip addr add 10.0.1.1/24 dev v1
  ip addr add 10.0.2.1/24 dev v2
  ip nexthop add id 1 via 10.0.1.254 dev v1
  ip nexthop add id 2 via 10.0.2.254 dev v2
  ip nexthop add id 10 group 1,3/2
  ip route add 10.5.0.0/24 nhid 10`;

/** Three switches in a triangle. */
export const TRIANGLE = `
  # netlab: machine bare
  for n in 1 2 3; do
    ip link add sw$n address 02:00:00:00:00:0$n type bridge stp_state 1 forward_delay 200
    ip link set sw$n up
  done
  for wire in 12 13 23; do
    a=\${wire:0:1} b=\${wire:1:1}
    ip link add to$a$b type veth peer name to$b$a
    ip link set to$a$b master sw$a up
    ip link set to$b$a master sw$b up
  done
  for n in 2 3; do
    ip netns add h$n
    ip link add port$n type veth peer name eth0 netns h$n
    ip link set port$n master sw$n up
    ip -n h$n link set eth0 up
    ip -n h$n addr add 10.0.0.$n/24 dev eth0
  done`;
