import type { SocketInfo } from '../../../kernel/socket/requests.ts';

/** A timer as `ss -o` shows it: `timewait,46sec,0`. */
export function timerText({ name, left, retries }: NonNullable<SocketInfo['timer']>): string {
  return `${name},${durationText(Math.floor(left / 1000))},${retries}`;
}

/** Milliseconds in words, the smaller units left out where they do not matter any more. */
function durationText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = minutes > 9 ? 0 : Math.floor(milliseconds / 1000) % 60;
  const rest = minutes > 0 || seconds > 9 ? 0 : milliseconds % 1000;
  const parts = [minutes > 0 ? `${minutes}min` : ''];
  if (seconds > 0) parts.push(rest > 0 ? `${seconds}.` : `${seconds}sec`);
  if (rest > 0) parts.push(`${String(rest).padStart(3, '0')}ms`);
  return parts.join('');
}
