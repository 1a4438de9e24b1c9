/** Functions of numbers (math.h), by name and number of arguments. */
export const MATHEMATICS: Readonly<Record<string, (...words: number[]) => number>> = {
  'floor/0': (x) => Math.floor(x as number),
  'ceil/0': (x) => Math.ceil(x as number),
  'round/0': (x) => Math.sign(x as number) * Math.round(Math.abs(x as number)),
  'trunc/0': (x) => Math.trunc(x as number),
  'rint/0': (x) => halfToEven(x as number),
  'nearbyint/0': (x) => halfToEven(x as number),
  'fabs/0': (x) => Math.abs(x as number),
  'sqrt/0': (x) => Math.sqrt(x as number),
  'cbrt/0': (x) => Math.cbrt(x as number),
  'exp/0': (x) => Math.exp(x as number),
  'exp2/0': (x) => 2 ** (x as number),
  'exp10/0': (x) => 10 ** (x as number),
  'pow10/0': (x) => 10 ** (x as number),
  'log/0': (x) => Math.log(x as number),
  'log2/0': (x) => Math.log2(x as number),
  'log10/0': (x) => Math.log10(x as number),
  'sin/0': (x) => Math.sin(x as number),
  'cos/0': (x) => Math.cos(x as number),
  'tan/0': (x) => Math.tan(x as number),
  'asin/0': (x) => Math.asin(x as number),
  'acos/0': (x) => Math.acos(x as number),
  'atan/0': (x) => Math.atan(x as number),
  'significand/0': (x) => significand(x as number),
  'logb/0': (x) => Math.floor(Math.log2(Math.abs(x as number))),
  'pow/2': (x, y) => (x as number) ** (y as number),
  'atan2/2': (x, y) => Math.atan2(x as number, y as number),
  'fmin/2': (x, y) => Math.min(x as number, y as number),
  'fmax/2': (x, y) => Math.max(x as number, y as number),
  'fmod/2': (x, y) => (x as number) % (y as number),
  'ldexp/2': (x, y) => (x as number) * 2 ** (y as number),
};

function halfToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

function significand(x: number): number {
  return x === 0 || !Number.isFinite(x) ? x : x / 2 ** Math.floor(Math.log2(Math.abs(x)));
}
