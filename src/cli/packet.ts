import { strerror } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Netns } from '../kernel/netns/netns.ts';
import { sendProbe } from '../lab/probe.ts';
import { runLab } from '../lab/run.ts';
import { parseIpv4 } from '../net/ipv4.ts';
import { MACHINE_OPTIONS, machineOptions, onlyPositional, parseArguments } from './arguments.ts';
import { readLab } from './file.ts';
import { printEvents, printPackets } from './journey.ts';
import { UsageError } from './usage.ts';

const OPTIONS = {
  ...MACHINE_OPTIONS,
  from: { type: 'string' },
  to: { type: 'string' },
  proto: { type: 'string' },
  dport: { type: 'string' },
} as const;

/** `netlab packet`: runs a lab, sends one packet and prints its journey there and back. Exit status 1 without an answer. */
export function packet(args: string[]): number {
  const { values, positionals } = parseArguments(args, OPTIONS);
  const file = onlyPositional(positionals, 'FILE');
  if (values.from === undefined || values.to === undefined)
    throw new UsageError('--from NETNS and --to ADDRESS are needed');
  const to = parseIpv4(values.to);
  if (to === null) throw new UsageError(`--to takes an IPv4 address, not "${values.to}"`);
  const protocol = values.proto ?? 'icmp';
  if (protocol !== 'icmp' && protocol !== 'udp' && protocol !== 'tcp')
    throw new UsageError(`--proto takes icmp, udp or tcp, not "${protocol}"`);
  const port = portOf(values.dport, protocol);
  const lab = runLab({ text: readLab(file), name: file, ...machineOptions(values), trace: false });
  const result = sendProbe(lab.kernel, { from: netnsOf(lab.kernel, values.from), to, protocol, port });
  if (values.json) printEvents(lab, result.journeys);
  else {
    const fate = result.answered
      ? '✓ answered'
      : result.sent.ok
        ? '✗ no answer'
        : `✗ not sent: ${strerror(result.sent.error.errno)}`;
    process.stdout.write(
      `${protocol} from ${values.from} to ${values.to}${protocol === 'icmp' ? '' : ` port ${port}`}\n${fate}\n`,
    );
    printPackets(lab, result.journeys);
  }
  return result.answered ? 0 : 1;
}

function portOf(text: string | undefined, protocol: string): number {
  if (text === undefined) return protocol === 'tcp' ? 80 : 33434;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new UsageError(`--dport takes a port from 1 to 65535, not "${text}"`);
  return port;
}

function netnsOf(kernel: Kernel, name: string): Netns {
  if (name === 'host' && kernel.netns.find(name) === undefined) return kernel.netns.initial;
  const found = kernel.netns.find(name);
  if (found !== undefined) return found;
  const names = ['host', ...kernel.netns.list().map((each) => each.name)];
  throw new UsageError(`the lab has no namespace "${name}" when it ends; there are: ${names.join(', ')}`);
}
