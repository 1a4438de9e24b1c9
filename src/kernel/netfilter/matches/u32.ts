import { encodePacket } from '../../../net/encode.ts';
import type { HookContext } from '../context.ts';

/** What is done with the word read so far, then with the next number. `@` reads another word, that far behind. */
export type U32Operator = '&' | '<<' | '>>' | '@';

/** One test: where to look, and the ranges the value may lie in. */
export interface U32Test {
  readonly start: number;
  readonly steps: readonly { readonly operator: U32Operator; readonly number: number }[];
  readonly values: readonly { readonly min: number; readonly max: number }[];
}

/** `-m u32`: words of the packet, shifted and masked (net/netfilter/xt_u32.c). */
export interface U32Match {
  readonly kind: 'u32';
  readonly tests: readonly U32Test[];
  readonly invert: boolean;
}

export function matchU32({ tests, invert }: U32Match, { packet }: HookContext): boolean {
  const bytes = encodePacket(packet);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return tests.every((test) => holds(test, view)) !== invert;
}

function holds({ start, steps, values }: U32Test, view: DataView): boolean {
  const wordAt = (at: number) => (at + 4 <= view.byteLength ? view.getUint32(at) : undefined);
  let base = 0;
  let word = wordAt(start);
  for (const { operator, number } of steps) {
    if (word === undefined) return false;
    switch (operator) {
      case '&':
        word = (word & number) >>> 0;
        break;
      case '<<':
        word = (word << number) >>> 0;
        break;
      case '>>':
        word >>>= number;
        break;
      case '@':
        base += word;
        word = wordAt(base + number);
    }
  }
  return word !== undefined && values.some(({ min, max }) => word! >= min && word! <= max);
}
