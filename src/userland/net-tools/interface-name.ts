/** Orders names of interfaces: by what stands before the number at the end, then by that number, then by that of the alias. */
export function compareNames(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  if (one.stem !== other.stem) return one.stem < other.stem ? -1 : 1;
  return one.number - other.number || one.alias - other.alias || (a < b ? -1 : Number(a > b));
}

function partsOf(name: string): { readonly stem: string; readonly number: number; readonly alias: number } {
  const [, stem, number, alias] = /^(.*?)(\d*)(?::(\d+))?$/.exec(name)!;
  return { stem: stem!, number: Number(number || -1), alias: Number(alias ?? -1) };
}

const NAME_LIMIT = 15;

/** A name as the kernel's old requests take it: what is too long is cut (IFNAMSIZ). */
export function cutName(name: string): string {
  return name.slice(0, NAME_LIMIT);
}
