import type { DeviceTest } from '../../kernel/netfilter/rule.ts';
import { complain } from './complaint.ts';

/** IFNAMSIZ less the final zero byte. */
const MAX_LENGTH = 15;

/** A device name, or the beginning of one where it ends in `+` (xtables_parse_interface). */
export function parseDevice(text: string, invert: boolean, index: number): DeviceTest {
  if (text.length > MAX_LENGTH) {
    complain(`interface name \`${text}' must be shorter than IFNAMSIZ (${MAX_LENGTH})`, index);
  }
  return text.endsWith('+') ? { name: text.slice(0, -1), prefix: true, invert } : { name: text, prefix: false, invert };
}

/** `eth0`, `eth+`. */
export function formatDevice({ name, prefix }: DeviceTest): string {
  return prefix ? `${name}+` : name;
}

/** Says so where the kernel would not allow such a name. */
export function warnOfDevice(text: string, warn: (text: string) => void): void {
  if (/[/ ]/.test(text)) {
    warn(`Warning: weird character in interface \`${text}' ('/' and ' ' are not allowed by the kernel).`);
  }
}
