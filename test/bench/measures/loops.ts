import { runLab } from '../../../src/lab/run.ts';
import { type Measure, median } from '../measure.ts';

const WARM_UP = 2;
const RUNS = 7;

/** Twenty racks of twenty hosts made by nested loops: 2,000 lines that a person would have written one by one. */
const LAB = `# netlab: machine bare
for rack in $(seq 1 20); do
  ip link add br$rack up type bridge
  for host in $(seq 1 20); do
    ip netns add r$rack-$host
    ip link add v$rack-$host master br$rack type veth peer name eth0 netns r$rack-$host
    ip link set v$rack-$host up
    ip -n r$rack-$host addr add 10.0.$rack.$host/24 dev eth0
    ip -n r$rack-$host link set eth0 up
  done
done
`;

/** Runs a lab of 2,000 lines made by nested loops. */
export default function loops(): Measure {
  const samples: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const started = performance.now();
    const { exitStatus, commands } = runLab({ text: LAB, name: 'bench.netlab' });
    const took = performance.now() - started;
    if (exitStatus !== 0 || commands.length < 2_000) throw new Error('not all of the lab was run');
    if (run >= WARM_UP) samples.push(took);
  }
  return { name: '2,000 lines made by nested loops', value: median(samples), unit: 'ms' };
}
