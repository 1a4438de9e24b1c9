import { complain } from './complaint.ts';

/** Units of rates with their length in seconds, from the largest; printed by their short names. */
const UNITS = [
  { name: 'day', printed: 'day', seconds: 86400 },
  { name: 'hour', printed: 'hour', seconds: 3600 },
  { name: 'minute', printed: 'min', seconds: 60 },
  { name: 'second', printed: 'sec', seconds: 1 },
] as const;

/** A rate: the time between two packets in parts of a second, and the seconds of the unit it was given in. */
export interface Rate {
  readonly interval: number;
  readonly unit: number;
}

/**
 * `5/second`, units abbreviated at will (parse_rate); `scale` is how many parts a second has; where the number `wraps`, 32
 * bits of it are kept (atoi(3)). Undefined for what is no
 * rate; a rate that leaves nothing between two packets is complained of.
 */
export function parseRate(text: string, scale: number, index: number, wraps: boolean = false): Rate | undefined {
  const [count, ...units] = text.split('/');
  const number = Number.parseInt(count!, 10) || 0;
  const rate = wraps ? number >>> 0 : number;
  const wanted = units.length === 0 ? undefined : units.join('/').toLowerCase();
  const found = wanted === undefined ? UNITS[3] : UNITS.find(({ name }) => wanted !== '' && name.startsWith(wanted));
  if (rate === 0 || found === undefined) return undefined;
  // The interval is kept as a whole number, so that nothing is left of it when the rate is too high, or negative.
  const interval = Math.floor((found.seconds * scale) / rate);
  return interval > 0 ? { interval, unit: found.seconds } : complain(`Rate too fast "${text}"`, index);
}

/** The rate in the largest unit that tells it well enough (print_rate), and that unit's seconds. */
export function formatRate(interval: number, scale: number): { readonly text: string; readonly unit: number } {
  let best: (typeof UNITS)[number] = UNITS[0];
  for (const unit of UNITS.slice(1)) {
    const length = unit.seconds * scale;
    if (interval > length || Math.floor(length / interval) < length % interval) break;
    best = unit;
  }
  return { text: `${Math.floor((best.seconds * scale) / interval)}/${best.printed}`, unit: best.seconds };
}
