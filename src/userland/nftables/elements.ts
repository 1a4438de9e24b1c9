import { addElement, deleteElement } from '../../kernel/netfilter/nft/requests.ts';
import { expire, findElement, type NftElement, type NftSet } from '../../kernel/netfilter/nft/set.ts';
import { fresh } from '../../kernel/netfilter/nft/update.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import type { Process } from '../process.ts';
import { NoSuchChain } from './evaluate-expression.ts';
import { RuleEvaluator } from './evaluate-rule.ts';
import { autoMerge } from './merge.ts';
import { grantedBy, Refused, refusedWith } from './refused.ts';
import { Mistake } from './report.ts';
import type { Element } from './syntax.ts';
import { typeOf } from './types.ts';

/** Puts elements into a set; with `isNew` one that is there already is a mistake. */
export function addElements(
  process: Process,
  table: Table,
  set: NftSet,
  elements: readonly Element[],
  isNew: boolean,
): void {
  const { now } = process.system.kernel;
  const { description } = set;
  const read = elements.map((element) => readElement(process, table, set, element));
  if (description.autoMerge) {
    expire(set, now);
    const merged = autoMerge([...set.elements, ...read]);
    set.elements.splice(0, Number.POSITIVE_INFINITY, ...merged);
    return;
  }
  for (const [i, element] of read.entries()) {
    const written = elements[i]!;
    const wasThere = findElement(set, element.key, now) !== undefined;
    const result = addElement(set, element, isNew, now);
    if (!result.ok && result.error.errno === 'EEXIST' && !wasThere)
      throw new Mistake('interval overlaps with an existing one', written);
    grantedBy(result, written);
  }
}

/** An element as it comes into a set: with the life and the counters that the set gives. */
function readElement(process: Process, table: Table, set: NftSet, written: Element): NftElement {
  const { keyTypes, dataTypes, timeout, statements = [], timed, interval } = set.description;
  const { now } = process.system.kernel;
  const types = keyTypes.map(typeOf);
  const data = dataTypes === undefined ? undefined : dataTypes[0] === 'verdict' ? 'verdict' : dataTypes.map(typeOf);
  if (data === undefined && written.data !== undefined)
    throw new Mistake('unexpected mapping in set definition', written);
  if (data !== undefined && written.data === undefined) throw refusedWith('EINVAL', written);
  const element = evaluated(process, table, written, () =>
    new RuleEvaluator(process, table).element(written, types, types.length === 1 ? types[0]!.bits : 0, data),
  );
  if (!interval) refuseInterval(element.key, written);
  if (written.timeout !== undefined && !timed && timeout === undefined) throw refusedWith('EINVAL', written);
  const life = written.expires ?? written.timeout ?? timeout;
  const own = element.statements.length > 0 ? element.statements : statements.map((each) => fresh(each, now));
  return { ...element, statements: own, expires: life === undefined ? undefined : now + life };
}

/** A range or a network for a set of single values. */
function refuseInterval(key: NftElement['key'], written: Element): void {
  if (key?.some(({ low, high }) => low !== high) !== true) return;
  const { kind } = written.key;
  const text = `You must add 'flags interval' to your set declaration if you want to add ${kind} elements`;
  throw new Mistake(text, written.key);
}

function evaluated<T>(_process: Process, _table: Table, written: Element, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NoSuchChain) throw new Refused(error.text, written.key);
    throw error;
  }
}

/** Takes elements out of a set. */
export function deleteElements(process: Process, table: Table, set: NftSet, elements: readonly Element[]): void {
  const { now } = process.system.kernel;
  const types = set.description.keyTypes.map(typeOf);
  for (const written of elements) {
    const key = new RuleEvaluator(process, table).key(written.key, types, types.length === 1 ? types[0]!.bits : 0);
    const { interval, keyTypes } = set.description;
    if (!interval) refuseInterval(key, written);
    // Of intervals nft knows itself what is there (setelem_delete).
    if (interval && keyTypes.length === 1 && findElement(set, key, now) === undefined)
      throw new Mistake('element does not exist', written);
    grantedBy(deleteElement(set, key, now), written);
  }
}

/** The elements that were asked for, as they stand in the set. */
export function findElements(
  process: Process,
  table: Table,
  set: NftSet,
  elements: readonly Element[],
): NftElement[] | undefined {
  const { now } = process.system.kernel;
  const types = set.description.keyTypes.map(typeOf);
  const found = elements.map((written) => {
    const key = new RuleEvaluator(process, table).key(written.key, types, types.length === 1 ? types[0]!.bits : 0);
    const exact = findElement(set, key, now);
    if (exact !== undefined || !set.description.interval || key === undefined) return exact;
    return set.elements.find(({ key: own }) =>
      own?.every((interval, i) => interval.low <= key[i]!.low && key[i]!.high <= interval.high),
    );
  });
  return found.every((each) => each !== undefined) ? (found as NftElement[]) : undefined;
}
