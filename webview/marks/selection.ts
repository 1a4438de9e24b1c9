import type { BaseType, Selection } from 'd3';

/** A selection of elements that a join made. */
export type Marks<E extends BaseType, D> = Selection<E, D, BaseType, unknown>;

/** Any selection whose elements carry a datum. d3's own types are invariant in elements and parents, which nobody needs. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Drawn<D> = Selection<any, D, any, any>;

/** A selection on which a mark draws. */
export type Place<E extends BaseType = HTMLElement> = Marks<E, unknown>;

/**
 * Joins data to the direct children of a class: `rows(place, 'li', 'lane', lanes, keyOf)`. Children that stay keep their
 * element, hence the focus; their order is that of the data.
 */
export function rows<E extends BaseType, D>(
  place: Drawn<unknown>,
  tag: string,
  name: string,
  data: readonly D[],
  keyOf: (datum: D, index: number) => string | number,
): Marks<E, D> {
  const joined: Drawn<D> = place
    .selectAll<E, D>(`:scope > .${name}`)
    .data(data, (datum, index) => keyOf(datum, index))
    .join((enter) => enter.append(tag).classed(name, true) as Drawn<D>)
    .order();
  return joined;
}

/** The one child of a class, made when missing. It carries its parent's datum. */
export function part<E extends BaseType, D>(marks: Drawn<D>, tag: string, name: string): Marks<E, D> {
  const joined: Drawn<D> = marks
    .selectAll<E, D>(`:scope > .${name}`)
    .data((datum: D) => [datum])
    .join((enter) => enter.append(tag).classed(name, true) as Drawn<D>);
  return joined;
}

/** The same selection, its elements carrying another datum. */
export function about<E extends BaseType, D>(place: Marks<E, unknown>, datum: D): Marks<E, D> {
  const carried: Drawn<D> = place.datum(datum);
  return carried;
}
