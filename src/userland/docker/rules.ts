import { formatIpv4 } from '../../net/ipv4.ts';
import type { Process } from '../process.ts';
import { DaemonError } from './complaint.ts';
import { attempt, run } from './host.ts';
import { formatSubnet } from './ipam.ts';
import type { Network, PublishedPort } from './state.ts';

/** A rule of Docker's; it goes to the front (`-I`) or to the end (`-A`) of its chain. */
interface Rule {
  readonly table: 'filter' | 'nat';
  readonly how: 'I' | 'A';
  readonly chain: string;
  readonly rule: string;
  /** What Docker calls it when it cannot be added. */
  readonly about?: string;
}

const ISOLATION = ['DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2'] as const;

const filter = (how: 'I' | 'A', chain: string, rule: string): Rule => ({ table: 'filter', how, chain, rule });
const nat = (how: 'I' | 'A', chain: string, rule: string): Rule => ({ table: 'nat', how, chain, rule });

/** The chains that Docker makes when it starts (setupIPChains). */
export function addChains(process: Process): void {
  const host = process.system.kernel.netns.initial;
  run(process, host, 'iptables -t nat -N DOCKER');
  for (const chain of ['DOCKER', ...ISOLATION]) run(process, host, `iptables -N ${chain}`);
  for (const chain of ISOLATION) run(process, host, `iptables -A ${chain} -j RETURN`);
}

/** DOCKER-USER, and the jumps that have to come first in FORWARD whatever else was put there (EnsureJumpRule). */
export function arrangeJumps(process: Process): void {
  const host = process.system.kernel.netns.initial;
  jumpFirst(process, ISOLATION[0]);
  if (attempt(process, host, 'iptables -N DOCKER-USER').status === 0)
    run(process, host, 'iptables -A DOCKER-USER -j RETURN');
  jumpFirst(process, 'DOCKER-USER');
}

function jumpFirst(process: Process, chain: string): void {
  const host = process.system.kernel.netns.initial;
  attempt(process, host, `iptables -D FORWARD -j ${chain}`);
  run(process, host, `iptables -I FORWARD -j ${chain}`);
}

/** The jumps into Docker's nat chain, which are made with the first network (ProgramChain). */
const JUMPS: readonly Rule[] = [
  nat('A', 'PREROUTING', '-m addrtype --dst-type LOCAL -j DOCKER'),
  nat('A', 'OUTPUT', '-m addrtype --dst-type LOCAL -j DOCKER ! -d 127.0.0.0/8'),
];

/** What a bridge network needs, in the order in which it is added (setupIPTables, setupNetworkIsolationRules). */
function rulesOf(network: Network): readonly Rule[] {
  const { device, options, internal, subnet } = network;
  const net = formatSubnet(subnet!);
  const talks = options['com.docker.network.bridge.enable_icc'] !== 'false';
  const masquerades = options['com.docker.network.bridge.enable_ip_masquerade'] !== 'false';
  const among = `-i ${device} -o ${device} -j`;
  const icc = talks ? filter('I', 'FORWARD', `${among} ACCEPT`) : filter('A', 'FORWARD', `${among} DROP`);
  if (internal)
    return [
      filter('I', ISOLATION[0], `-i ${device} ! -d ${net} -j DROP`),
      filter('I', ISOLATION[0], `-o ${device} ! -s ${net} -j DROP`),
      icc,
    ];
  return [
    ...(masquerades
      ? [
          { ...nat('I', 'POSTROUTING', `-s ${net} ! -o ${device} -j MASQUERADE`), about: 'NAT' },
          { ...nat('I', 'DOCKER', `-i ${device} -j RETURN`), about: 'SKIP DNAT' },
        ]
      : []),
    icc,
    { ...filter('I', 'FORWARD', `-i ${device} ! -o ${device} -j ACCEPT`), about: 'ACCEPT NON_ICC OUTGOING' },
    filter('I', 'FORWARD', `-o ${device} -j DOCKER`),
    filter('I', 'FORWARD', `-o ${device} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`),
    filter('I', ISOLATION[0], `-i ${device} ! -o ${device} -j ${ISOLATION[1]}`),
    filter('I', ISOLATION[1], `-o ${device} -j DROP`),
  ];
}

export function addNetworkRules(process: Process, network: Network): void {
  const host = process.system.kernel.netns.initial;
  for (const rule of rulesOf(network)) {
    const what = rule.about === undefined ? '' : `Unable to enable ${rule.about} rule: `;
    explained(`Failed to Setup IP tables: ${what}`, () => add(process, rule));
  }
  for (const rule of network.internal ? [] : JUMPS)
    if (attempt(process, host, `iptables -t nat -C ${rule.chain} ${rule.rule}`).status !== 0) add(process, rule);
  arrangeJumps(process);
}

export function removeNetworkRules(process: Process, network: Network): void {
  for (const rule of rulesOf(network)) remove(process, rule);
}

/** A published port: its translation, the way through FORWARD, and the container's way to itself (Chain.Forward). */
function portRules({ protocol, port, hostAddress, hostPort, target, bridge }: PublishedPort): readonly Rule[] {
  const to = formatIpv4(target);
  const at = hostAddress === '0.0.0.0' ? '0/0' : hostAddress;
  return [
    nat(
      'A',
      'DOCKER',
      `-p ${protocol} -d ${at} --dport ${hostPort} -j DNAT --to-destination ${to}:${port} ! -i ${bridge}`,
    ),
    filter('A', 'DOCKER', `! -i ${bridge} -o ${bridge} -p ${protocol} -d ${to} --dport ${port} -j ACCEPT`),
    nat('A', 'POSTROUTING', `-p ${protocol} -s ${to} -d ${to} --dport ${port} -j MASQUERADE`),
  ];
}

export function addPortRules(process: Process, port: PublishedPort): void {
  for (const rule of portRules(port)) add(process, rule);
}

export function removePortRules(process: Process, port: PublishedPort): void {
  for (const rule of portRules(port)) remove(process, rule);
}

/** What Docker tells when iptables refuses, for example because somebody has removed the chain. */
function add(process: Process, { table, how, chain, rule }: Rule): void {
  const line = `-t ${table} -${how} ${chain} ${rule}`;
  const { status, stderr } = attempt(process, process.system.kernel.netns.initial, `iptables ${line}`);
  if (status !== 0)
    throw new DaemonError(` (iptables failed: iptables --wait ${line}: ${stderr} (exit status ${status}))`);
}

function explained(head: string, act: () => void): void {
  try {
    act();
  } catch (thrown) {
    throw thrown instanceof DaemonError ? new DaemonError(head + thrown.message) : thrown;
  }
}

/** A rule that the user has deleted meanwhile is not missed. */
function remove(process: Process, { table, chain, rule }: Rule): void {
  attempt(process, process.system.kernel.netns.initial, `iptables -t ${table} -D ${chain} ${rule}`);
}
