/**
 * # bridged-filter
 *
 * The firewall for what is routed dropped a frame that a bridge only passes from port to port.
 *
 * Where the module br_netfilter is loaded, as on every host with Docker, bridged packets pass the chain FORWARD of
 * iptables too. ARP is not concerned, so that neighbours are found and `arping` answers while all IP is lost.
 *
 * ```netlab wrong
 * # netlab: br_netfilter on
 * ip link add br0 up type bridge
 * for n in a b; do
 *   ip netns add $n
 *   ip link add p$n type veth peer name eth0 netns $n
 *   ip link set p$n up master br0
 *   ip -n $n link set eth0 up
 * done
 * ip -n a addr add 10.0.0.1/24 dev eth0
 * ip -n b addr add 10.0.0.2/24 dev eth0
 * iptables -P FORWARD DROP
 * ip netns exec a ping -c 1 -W 1 10.0.0.2
 * ```
 *
 * ```netlab right
 * # netlab: br_netfilter on
 * ip link add br0 up type bridge
 * for n in a b; do
 *   ip netns add $n
 *   ip link add p$n type veth peer name eth0 netns $n
 *   ip link set p$n up master br0
 *   ip -n $n link set eth0 up
 * done
 * ip -n a addr add 10.0.0.1/24 dev eth0
 * ip -n b addr add 10.0.0.2/24 dev eth0
 * iptables -P FORWARD DROP
 * sysctl -w net.bridge.bridge-nf-call-iptables=0
 * ip netns exec a ping -c 1 -W 1 10.0.0.2
 * ```
 */
import { insertLineBefore } from '../fixes/insert-line.ts';
import { commandIn, spokenNetns } from '../fixes/netns.ts';
import type { Lint } from './lint.ts';
import { lossesOf } from './losses.ts';
import { relatedTo } from './related.ts';

export const bridgedFilter: Lint = {
  rule: 'bridged-filter',
  *check(lab) {
    for (const { record, fate, due } of lossesOf(lab)) {
      if (due?.to !== 'bridged-filter') continue;
      const netns = lab.history.nameOf(due.event.netns);
      const line = lab.lineOf(record);
      yield {
        range: line.originOf(record.argv.length - 1),
        message: `The bridge in ${spokenNetns(netns)} hands what it passes on to iptables (br_netfilter), and FORWARD drops it.`,
        related: relatedTo(lab, fate.cause, 'This rule or policy drops it.', 'DROP', 'REJECT'),
        fixes: () => [
          {
            title: 'Keep bridged packets from iptables',
            edits: [
              insertLineBefore(
                lab,
                record.range,
                commandIn(netns, 'sysctl -w net.bridge.bridge-nf-call-iptables=0', line),
              ),
            ],
            preferred: false,
          },
          {
            title: 'Accept bridged packets',
            edits: [
              insertLineBefore(
                lab,
                record.range,
                commandIn(netns, 'iptables -I FORWARD -m physdev --physdev-is-bridged -j ACCEPT', line),
              ),
            ],
            preferred: false,
          },
        ],
      };
    }
  },
};
