import type { Printer } from '../../../printer.ts';

/** A number with its name in front, the most frequent kind of detail. */
export function count(out: Printer, key: string, value: number, name: string = key): void {
  out.field(key, value, `${name} ${value} `);
}
