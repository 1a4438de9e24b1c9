import { inHashOrder } from './associative-order.ts';
import { declared, traced } from './expand/quote.ts';
import type { Variable } from './variables.ts';

/** The letters of a variable's attributes, as `declare` takes them. */
export function attributeLetters(variable: Variable): string {
  let letters = '';
  if (variable.kind === 'indexed') letters += 'a';
  if (variable.kind === 'associative') letters += 'A';
  if (variable.integer) letters += 'i';
  if (variable.letters === 'lower') letters += 'l';
  if (variable.nameref) letters += 'n';
  if (variable.readonly) letters += 'r';
  if (variable.letters === 'upper') letters += 'u';
  if (variable.exported) letters += 'x';
  return letters;
}

/** The `declare` command that makes a variable what it is, as `declare -p` prints it. */
export function declaration(name: string, variable: Variable): string {
  const letters = attributeLetters(variable);
  const value = declaredValue(variable);
  return `declare -${letters === '' ? '-' : letters} ${name}${value === undefined ? '' : `=${value}`}`;
}

/** The value as `declare -p` prints it; undefined for a variable without one. */
export function declaredValue(variable: Variable): string | undefined {
  if (variable.indexed !== undefined) {
    const items = [...variable.indexed].sort((a, b) => a[0] - b[0]).map(([at, value]) => `[${at}]=${declared(value)}`);
    return `(${items.join(' ')})`;
  }
  if (variable.associative !== undefined) {
    return `(${inHashOrder(variable.associative, variable.buckets)
      .map(([key, value]) => `[${keyOf(key)}]=${declared(value)} `)
      .join('')})`;
  }
  return variable.value === undefined ? undefined : declared(variable.value);
}

function keyOf(key: string): string {
  return traced(key) === key ? key : declared(key);
}
