import type { Kernel } from '../../kernel/kernel.ts';
import type { Process } from '../process.ts';
import { attempt, run } from './host.ts';
import { newId } from './ids.ts';
import { addBridge } from './networks.ts';
import { addChains } from './rules.ts';
import type { Docker, Network } from './state.ts';

/** The first port that Docker publishes where it may choose (ip_local_port_range). */
const FIRST_PORT = 32768;

/** The memory of the daemon of a machine, if it runs. */
export function dockerIn(kernel: Kernel): Docker | undefined {
  return kernel.residents.get('dockerd') as Docker | undefined;
}

/** The daemon's memory. It starts, on the host, when it is asked for the first time. */
export function dockerOf(process: Process): Docker {
  const { kernel } = process.system;
  const running = dockerIn(kernel);
  if (running !== undefined) return running;
  const docker: Docker = {
    networks: [],
    containers: [],
    commands: [],
    ids: 0,
    names: 0,
    nextPort: FIRST_PORT,
    listensV6: undefined,
  };
  kernel.residents.set('dockerd', docker);
  start(process, docker);
  return docker;
}

/** Routing, Docker's chains, and the three networks that are always there (bridge driver's configure, initNetworkController). */
function start(process: Process, docker: Docker): void {
  const { kernel } = process.system;
  const host = kernel.netns.initial;
  run(process, host, 'modprobe br_netfilter');
  const forwards = kernel.sysctl.read(host, 'net/ipv4/ip_forward');
  // Who was no router becomes none for others: the policy drops what no rule accepts (setupIPForwarding).
  if (!forwards.ok || forwards.value.trim() !== '1') {
    run(process, host, 'sysctl -w net.ipv4.ip_forward=1');
    attempt(process, host, 'iptables -P FORWARD DROP');
  }
  addChains(process);
  for (const driver of ['null', 'host'] as const) docker.networks.push(builtIn(process, docker, driver));
  addBridge(process, docker, { name: 'bridge', device: 'docker0' });
}

function builtIn({ system }: Process, docker: Docker, driver: 'null' | 'host'): Network {
  return {
    id: newId(docker),
    name: driver === 'null' ? 'none' : 'host',
    driver,
    created: system.kernel.now,
    cause: system.kernel.cause,
    device: '',
    ownsDevice: false,
    subnet: undefined,
    gateway: undefined,
    range: undefined,
    chosenSubnet: false,
    chosenGateway: false,
    internal: false,
    attachable: false,
    options: {},
    labels: {},
  };
}
