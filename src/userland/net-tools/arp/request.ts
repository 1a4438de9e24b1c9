import { ARP } from '../../../grammar/net-tools/arp.ts';
import { usageOf } from '../../../grammar/usage.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Process } from '../../process.ts';
import { lookupFailure, resolveAddress } from '../resolve.ts';
import type { Word } from '../word.ts';

/** The end of the program: what is to be said is said. */
export class Exit {
  constructor(readonly status: number) {}
}

const USAGE = 3;
const FAILURE = 255;

/** One call of arp: its options and words, and how it complains. */
export class ArpRequest {
  constructor(
    readonly process: Process,
    readonly flags: ReadonlyMap<string, Word>,
    readonly words: readonly Word[],
  ) {}

  /** The device of -i; undefined without one. */
  get device(): Word | undefined {
    return this.flags.get('-i');
  }

  /** What -v has arp say of what it does. */
  remark(text: string): void {
    if (this.flags.has('-v')) this.process.stderr.write(`${text}\n`);
  }

  resolve(word: Word): Ipv4 {
    return resolveAddress(this.process, word.text) ?? this.fail(word.index, lookupFailure(word.text));
  }

  usage(index: number): never {
    this.process.blame(index);
    this.process.stderr.write(usageOf('arp', ARP));
    throw new Exit(USAGE);
  }

  fail(index: number, message: string): never {
    this.process.blame(index);
    this.process.stderr.write(`${message}\n`);
    throw new Exit(FAILURE);
  }
}
