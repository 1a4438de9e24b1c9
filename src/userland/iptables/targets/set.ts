import { SET_TARGET } from '../../../grammar/iptables/targets/set.ts';
import type { SetTarget } from '../../../kernel/netfilter/targets/set.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given } from '../extension.ts';
import { parseUnsigned } from '../number.ts';
import { formatSetSides, parseSetSides } from '../set-sides.ts';

const MAX_TIMEOUT = 0xfffffffe;
const SETS = { '--add-set': 'add', '--del-set': 'delete', '--map-set': 'map' } as const;

function readSet(target: SetTarget, given: Given): SetTarget {
  const key = SETS[given.name as keyof typeof SETS];
  if (target[key] !== undefined) complain(`${given.name} can be specified only once`, given.index);
  return { ...target, [key]: parseSetSides(given.name, given) };
}

function read(target: SetTarget, given: Given): SetTarget {
  switch (given.name) {
    case '--exist':
      return { ...target, exist: true };
    case '--timeout': {
      const timeout = parseUnsigned(given.value, MAX_TIMEOUT);
      const message = `Invalid value for option --timeout or out of range 0-${MAX_TIMEOUT}`;
      return { ...target, timeout: timeout ?? complain(message, given.index) };
    }
    case '--map-mark':
      return { ...target, mapMark: true };
    case '--map-prio':
      return { ...target, mapPriority: true };
    case '--map-queue':
      return { ...target, mapQueue: true };
    default:
      return readSet(target, given);
  }
}

function finish(target: SetTarget): SetTarget {
  const { add, map, exist, timeout, mapMark, mapPriority, mapQueue } = target;
  if (add === undefined && target.delete === undefined && map === undefined) {
    complain("You must specify either `--add-set' or `--del-set' or `--map-set'");
  }
  if (add === undefined && exist) complain("Flag `--exist' can be used with `--add-set' only");
  if (add === undefined && timeout !== undefined) complain("Option `--timeout' can be used with `--add-set' only");
  for (const [flag, isGiven] of Object.entries({ mark: mapMark, prio: mapPriority, queue: mapQueue })) {
    if (map === undefined && isGiven) complain(`Flag \`--map-${flag}' can be used with \`--map-set' only`);
  }
  if (map !== undefined && !mapMark && !mapPriority && !mapQueue) {
    complain("You must specify flags `--map-mark' or '--map-prio` or `--map-queue'");
  }
  return target;
}

function write(target: SetTarget, dashes: string): string {
  const { add, delete: remove, map, exist, timeout, mapMark, mapPriority, mapQueue } = target;
  const parts: string[] = [];
  if (add !== undefined) parts.push(`${dashes}add-set ${formatSetSides(add)}`);
  if (exist) parts.push(`${dashes}exist`);
  if (timeout !== undefined) parts.push(`${dashes}timeout ${timeout}`);
  if (remove !== undefined) parts.push(`${dashes}del-set ${formatSetSides(remove)}`);
  if (map !== undefined) parts.push(`${dashes}map-set ${formatSetSides(map)}`);
  if (mapMark) parts.push(`${dashes}map-mark`);
  if (mapPriority) parts.push(`${dashes}map-prio`);
  if (mapQueue) parts.push(`${dashes}map-queue`);
  return parts.join(' ');
}

/** libxt_SET. */
export const SET_TARGET_EXTENSION: Extension<SetTarget> = {
  label: 'SET',
  options: SET_TARGET,
  ownChecks: true,
  begin() {
    let target: SetTarget = { kind: 'SET', exist: false, mapMark: false, mapPriority: false, mapQueue: false };
    return {
      option(given) {
        target = read(target, given);
      },
      finish: () => finish(target),
    };
  },
  save: (target) => write(target, '--'),
  print: (target) => write(target, ''),
};
