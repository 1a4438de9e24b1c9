import { CONNTRACK_EVENTS, CT } from '../../../grammar/iptables/targets/ct.ts';
import type { CtTarget } from '../../../kernel/netfilter/targets/notrack.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

function parseEvents({ value, index }: Given, known: readonly string[]): number {
  return value.split(',').reduce((bits, word) => {
    const event = known.indexOf(word);
    return event < 0 ? complain(`Unknown event type "${word}"`, index) : bits | (1 << event);
  }, 0);
}

function formatEvents(bits: number): string {
  return CONNTRACK_EVENTS.filter((_, event) => (bits & (1 << event)) !== 0).join(',');
}

function parseZone({ name, value, index }: Given): NonNullable<CtTarget['zone']> {
  const direction = name === '--zone' ? 'both' : name === '--zone-orig' ? 'orig' : 'reply';
  if (value === 'mark') return { direction, id: 'mark' };
  const id = parseUnsigned(value, 65535);
  return { direction, id: id ?? complain(`Cannot parse ${value} as a zone ID`, index) };
}

function read(target: CtTarget, given: Given): CtTarget {
  switch (given.name) {
    case '--notrack':
      return { ...target, notrack: true };
    case '--helper':
      return { ...target, helper: given.value };
    case '--timeout':
      return { ...target, timeout: given.value };
    case '--ctevents':
      return { ...target, ctEvents: parseEvents(given, CONNTRACK_EVENTS) };
    case '--expevents':
      return { ...target, expEvents: parseEvents(given, ['new']) };
    default:
      return { ...target, zone: parseZone(given) };
  }
}

function write({ notrack, helper, timeout, ctEvents, expEvents, zone }: CtTarget, dashes: string): string {
  const parts: string[] = [];
  if (notrack) parts.push('notrack');
  if (helper !== undefined) parts.push(`helper ${helper}`);
  if (timeout !== undefined) parts.push(`timeout ${timeout}`);
  if (ctEvents !== undefined) parts.push(`ctevents ${formatEvents(ctEvents)}`);
  if (expEvents !== undefined) parts.push('expevents new');
  // Zone 0 is the one there is anyway.
  if (zone !== undefined && zone.id !== 0) {
    parts.push(`zone${zone.direction === 'both' ? '' : `-${zone.direction}`} ${zone.id}`);
  }
  return parts.map((part) => `${dashes}${part}`).join(' ');
}

/** libxt_CT. */
export const CT_EXTENSION: Extension<CtTarget> = {
  label: 'CT',
  options: CT,
  begin() {
    let target: CtTarget = { kind: 'CT', notrack: false, alias: false };
    return {
      option(given) {
        target = read(target, given);
      },
      finish: () => target,
    };
  },
  save: (target) => write(target, '--'),
  print: (target) => `CT ${write(target, '')}`.trimEnd(),
};

/** The NOTRACK alias of libxt_CT. */
export const NOTRACK_EXTENSION: Extension<CtTarget> = {
  label: 'NOTRACK',
  options: [],
  begin: () => ({ option() {}, finish: () => ({ kind: 'CT', notrack: true, alias: true }) }),
  save: () => '',
  print: () => 'NOTRACK',
};
