import { runLab } from '../../../src/lab/run.ts';
import { type Measure, median } from '../measure.ts';

const NAMESPACES = 1_000;
const WARM_UP = 2;
const RUNS = 7;

/** Namespaces around one bridge, each pinged from it: five commands and a ping for each. */
function lab(): string {
  return `# netlab: machine bare
ip link add br0 type bridge
ip link set br0 up
ip addr add 10.0.0.1/16 dev br0
for i in $(seq 1 ${NAMESPACES}); do
  ip netns add n$i
  ip link add v$i type veth peer name eth0 netns n$i
  ip link set v$i master br0 up
  ip -n n$i addr add 10.0.$((i / 250 + 1)).$((i % 250 + 1))/16 dev eth0
  ip -n n$i link set eth0 up
done
for i in $(seq 1 ${NAMESPACES}); do ping -c 1 -W 1 10.0.$((i / 250 + 1)).$((i % 250 + 1)) > /dev/null || exit 1; done
`;
}

/** Builds 1,000 namespaces on one bridge and pings each, tracing off. */
export default function namespaces(): Measure {
  const text = lab();
  const samples: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const started = performance.now();
    const { exitStatus, problems } = runLab({ text, name: 'bench.netlab', trace: false, eventBudget: 1e9 });
    const took = performance.now() - started;
    if (exitStatus !== 0) throw new Error(`a ping did not arrive: ${JSON.stringify(problems)}`);
    if (run >= WARM_UP) samples.push(took);
  }
  return { name: '1,000 namespaces on a bridge, built and pinged', value: median(samples), unit: 'ms' };
}
