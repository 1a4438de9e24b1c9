import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { ARP } from '../../grammar/net-tools/arp.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process, Program } from '../process.ts';
import { removeEntry, setEntry } from './arp/change.ts';
import { showEntries } from './arp/show.ts';
import type { Word } from './word.ts';

const TABLE = new GetoptTable(ARP.options);

/** arp(8), net-tools 2.10. */
export const arp: Program = (process) => {
  const scan = new Getopt(process.argv, [TABLE]);
  const flags = new Set<string>();
  const words: Word[] = [];
  let device: string | undefined;
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return usage(process, step.index, `${getoptMessage('arp', step.error)}\n`, 4);
    if (step.kind === 'operand') words.push({ text: step.value, index: step.index });
    else flags.add(step.option.name);
    if (step.kind === 'option' && step.option.name === '-i') device = step.value;
  }
  const request = { words, flags, device };
  if (!flags.has('-d') && !flags.has('-s')) return showEntries(process, request);
  const change = flags.has('-d') ? removeEntry : setEntry;
  const status = change(process, request);
  return typeof status === 'number' ? status : usage(process, status.index, '', 3);
};

function usage(process: Process, index: number, complaint: string, status: number): number {
  process.blame(index);
  process.stderr.write(`${complaint}${usageOf('arp', ARP)}`);
  return status;
}
