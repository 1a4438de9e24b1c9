/** One measured figure of `npm run bench`. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  /** As printed after the figure: `ms`, `B`, `1/s`. */
  readonly unit: string;
}

/** The middle one of several samples, the mean of the two middle ones where their number is even. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The sample that nineteen of twenty do not exceed. */
export function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}
