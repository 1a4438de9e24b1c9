import type { DeviceTest } from './rule.ts';

/** True when a device name passes `-i` or `-o`; no device is the empty name. An absent test always passes. */
export function deviceMatches(test: DeviceTest | undefined, name: string): boolean {
  if (test === undefined) return true;
  return (test.prefix ? name.startsWith(test.name) : name === test.name) !== test.invert;
}
