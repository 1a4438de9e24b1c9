/** A value of a template: JSON's, `undefined` for what a map does not have. */
export type Value = unknown;

/** An object stands for a struct when all its names are fields' (they begin with a capital); else it is a map. */
function isStruct(value: object): boolean {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => /^[A-Z]\w*$/.test(name));
}

/** As fmt prints a value (`%v`): lists in brackets, structs in braces, maps sorted by key. */
export function formatValue(value: Value, nested = false): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => formatValue(each, true)).join(' ')}]`;
  if (isStruct(value))
    return `{${Object.values(value)
      .map((each) => formatValue(each ?? (nested ? '' : null), true))
      .join(' ')}}`;
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${formatValue((value as Record<string, unknown>)[key], true)}`).join(' ')}]`;
}

/** False, 0, nothing, and what is empty count as false (text/template, IsTrue). */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return isStruct(value) || Object.keys(value).length > 0;
  return Boolean(value);
}
