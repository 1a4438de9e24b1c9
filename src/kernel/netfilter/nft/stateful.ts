import { passesLimit } from './limit.ts';
import type { ObjectState } from './object.ts';
import type { Statement } from './statement.ts';

/** Counts a packet, and says whether quota or limit let it pass. */
export function passesState(
  state: ObjectState | Extract<Statement, { kind: 'counter' | 'quota' | 'limit' }>,
  now: number,
  length: number,
): boolean {
  switch (state.kind) {
    case 'counter':
      state.packets++;
      state.bytes += length;
      return true;
    case 'quota':
      state.used += length;
      return state.used > state.bytes === state.over;
    case 'limit':
      return passesLimit(state.rate, state.state, now, length);
    default:
      return true;
  }
}
