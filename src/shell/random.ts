/** bash's generator behind `$RANDOM` (lib/sh/random.c): Park and Miller's, its halves folded. 0…32767, never twice the same. */
export function nextRandom(state: { seed: number; last: number }): number {
  let value = state.last;
  while (value === state.last) {
    state.seed = step(state.seed);
    value = ((state.seed >>> 16) ^ (state.seed & 65535)) & 32767;
  }
  state.last = value;
  return value;
}

function step(seed: number): number {
  const last = seed === 0 ? 123459876 : seed;
  const high = Math.trunc(last / 127773);
  const next = 16807 * (last - 127773 * high) - 2836 * high;
  return next < 0 ? next + 0x7fffffff : next;
}
