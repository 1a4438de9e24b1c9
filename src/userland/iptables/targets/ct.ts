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

type Zone = NonNullable<CtTarget['zone']>;

/** Of several options the last number holds, but `mark` and a direction stay; both directions are none in particular. */
function parseZone({ name, value, index }: Given, before: Zone | undefined): Zone {
  const wanted = ({ '--zone': undefined, '--zone-orig': 'orig', '--zone-reply': 'reply' } as const)[name];
  const direction = before === undefined || before.direction === 'both' ? wanted : before.direction;
  const sides = wanted === undefined || direction === wanted ? (direction ?? 'both') : 'both';
  const isMark = value.toLowerCase() === 'mark';
  const id = isMark ? 'mark' : (parseUnsigned(value, 65535) ?? complain(`Cannot parse ${value} as a zone ID`, index));
  return { direction: sides, id: before?.id === 'mark' ? 'mark' : id };
}

function read(target: CtTarget, given: Given): CtTarget {
  switch (given.name) {
    case '--notrack':
      return { ...target, notrack: true };
    case '--helper':
      return given.value === '' ? target : { ...target, helper: given.value };
    case '--timeout':
      return given.value === '' ? target : { ...target, timeout: given.value };
    case '--ctevents':
      return { ...target, ctEvents: parseEvents(given, CONNTRACK_EVENTS) };
    case '--expevents':
      return { ...target, expEvents: parseEvents(given, ['new']) };
    default:
      return { ...target, zone: parseZone(given, target.zone) };
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
