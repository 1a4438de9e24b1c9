import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ARP } from '../../grammar/net-tools/arp.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process, Program } from '../process.ts';
import { removeEntry, setEntry } from './arp/change.ts';
import { readFile } from './arp/file.ts';
import { hardwareComplaint } from './arp/hardware-type.ts';
import { ArpRequest, Exit } from './arp/request.ts';
import { showEntries } from './arp/show.ts';
import type { Word } from './word.ts';

const TABLE = new GetoptTable(ARP.options);
/** Families that have a name; only the first has an ARP cache. */
const FAMILIES = new Set(['inet', 'inet6', 'unix', 'ax25', 'netrom', 'rose', 'ipx', 'ddp', 'ec', 'ash', 'x25']);

/** arp(8), net-tools 2.10. */
export const arp: Program = (process) => {
  try {
    return run(process);
  } catch (end) {
    if (end instanceof Exit) return end.status;
    throw end;
  }
};

function run(process: Process): number {
  const flags = new Map<string, Word>();
  const words: Word[] = [];
  const request = new ArpRequest(process, flags, words);
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.stderr.write(`${getoptMessage('arp', step.error)}\n`);
      return request.usage(step.index);
    }
    if (step.kind === 'operand') words.push({ text: step.value, index: step.index });
    else takeOption(request, flags, step.option.name, step.value, step.valueIndex);
  }
  if (flags.has('-f')) return readFile(request);
  if (flags.has('-d')) return removeEntry(request, words);
  if (flags.has('-s')) return setEntry(request, words);
  return showEntries(request);
}

function takeOption(
  request: ArpRequest,
  flags: Map<string, Word>,
  name: string,
  value: string | undefined,
  index: number,
): void {
  const { process } = request;
  if (name === '-V') {
    process.stdout.write(
      'net-tools 2.10\n+I18N +SELINUX\nAF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH\n' +
        'HW: (ether) +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI +HIPPI +HDLC/LAPB +EUI64 \n',
    );
    throw new Exit(0);
  }
  if (name === '-h') {
    process.stdout.write(usageOf('arp', ARP));
    throw new Exit(0);
  }
  if (name === '-N') process.stderr.write('arp: -N not yet supported.\n');
  if (name === '-A' && !FAMILIES.has(value!)) request.fail(index, `arp: ${value}: unknown address family.`);
  const wrong = name === '-H' ? hardwareComplaint(value!) : undefined;
  if (wrong !== undefined) request.fail(index, `arp: ${value}: ${wrong}`);
  flags.set(name, { text: value ?? '', index });
}
