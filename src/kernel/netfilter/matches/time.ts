import { EPOCH } from '../../epoch.ts';
import type { HookContext } from '../context.ts';

/** `-m time`: when the packet comes, on the virtual clock, which goes by UTC (net/netfilter/xt_time.c). */
export interface TimeMatch {
  readonly kind: 'time';
  /** Seconds since 1970. */
  readonly dateStart: number;
  readonly dateStop: number;
  /** Seconds since midnight. */
  readonly dayStart: number;
  readonly dayStop: number;
  /** Bits 1 (Monday) to 7 (Sunday). */
  readonly weekdays: number;
  /** Bits 1 to 31. */
  readonly monthdays: number;
  /** A span over midnight belongs to the day it begins on. */
  readonly contiguous: boolean;
  /** By the kernel's time zone instead of UTC; they are the same here. */
  readonly kernelZone: boolean;
}

/** A bit for each day of the week, and for each day of the month. */
export const ALL_WEEKDAYS = 0xfe;
export const ALL_MONTHDAYS = 0xfffffffe;

const DAY = 86400;

export function matchTime(match: TimeMatch, { netns }: HookContext): boolean {
  const { dayStart, dayStop } = match;
  const now = EPOCH + Math.floor(netns.kernel.now / 1_000_000);
  if (now < match.dateStart || now > match.dateStop) return false;
  const second = now % DAY;
  if (dayStart < dayStop) {
    if (second < dayStart || second > dayStop) return false;
  } else if (second < dayStart && second > dayStop) return false;
  const beganYesterday = dayStart >= dayStop && match.contiguous && second <= dayStop;
  const date = new Date((beganYesterday ? now - DAY : now) * 1000);
  return hasBit(match.weekdays, date.getUTCDay() || 7) && hasBit(match.monthdays, date.getUTCDate());
}

function hasBit(bits: number, bit: number): boolean {
  return (bits & (1 << bit)) !== 0;
}
