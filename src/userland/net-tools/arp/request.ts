import type { Process } from '../../process.ts';
import type { Word } from '../word.ts';

/** What the words of `arp` ask for. */
export interface ArpRequest {
  readonly words: readonly Word[];
  /** The options given, by their short names. */
  readonly flags: ReadonlySet<string>;
  readonly device: string | undefined;
}

/** Complains, and ends as arp does then. */
export function fails(process: Process, complaint: string, index: number): number {
  process.blame(index);
  process.stderr.write(`${complaint}\n`);
  return 255;
}
