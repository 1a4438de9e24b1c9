import { runLab } from '../../../src/lab/run.ts';
import { type Measure, median } from '../measure.ts';

const ROUTERS = 10;
const PINGS = 5_000;
const WARM_UP = 1;
const RUNS = 5;

/** Two hosts with a chain of routers between them: wire k is 10.0.k.0/24. */
function chain(pings: number): string {
  const last = ROUTERS + 1;
  const lines = ['# netlab: machine bare'];
  for (let node = 0; node <= last; node += 1) lines.push(`ip netns add n${node}`);
  for (let wire = 0; wire < last; wire += 1) {
    lines.push(
      `ip -n n${wire} link add right type veth peer name left netns n${wire + 1}`,
      `ip -n n${wire} addr add 10.0.${wire}.1/24 dev right`,
      `ip -n n${wire} link set right up`,
      `ip -n n${wire + 1} addr add 10.0.${wire}.2/24 dev left`,
      `ip -n n${wire + 1} link set left up`,
    );
  }
  for (let node = 0; node <= last; node += 1) {
    lines.push(`ip netns exec n${node} sysctl -qw net.ipv4.ip_forward=1`);
    if (node < last) lines.push(`ip -n n${node} route add 10.0.${last - 1}.0/24 via 10.0.${node}.2 2> /dev/null`);
    if (node > 0) lines.push(`ip -n n${node} route add 10.0.0.0/24 via 10.0.${node - 1}.1 2> /dev/null`);
  }
  if (pings > 0) lines.push(`ip netns exec n0 ping -q -c ${pings} -i 0.01 10.0.${last - 1}.2 | grep ' 0% packet loss'`);
  return `${lines.join('\n')}\n`;
}

function milliseconds(pings: number): number {
  const text = chain(pings);
  const started = performance.now();
  const { exitStatus, output } = runLab({ text, name: 'bench.netlab', trace: false, eventBudget: 1e9 });
  const took = performance.now() - started;
  if (pings > 0 && exitStatus !== 0) throw new Error(`packets were lost: ${output.map((each) => each.text).join('')}`);
  return took;
}

/**
 * Packet-hops a second: echo requests and their replies through ten routers, so eleven wires each way, tracing off. The
 * time of building the network is taken off.
 */
export default function packetHops(): Measure {
  const samples: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const took = milliseconds(PINGS) - milliseconds(0);
    if (run >= WARM_UP) samples.push((PINGS * 2 * (ROUTERS + 1) * 1000) / took);
  }
  return { name: `packet-hops through ${ROUTERS} routers`, value: Math.round(median(samples)), unit: '1/s' };
}
