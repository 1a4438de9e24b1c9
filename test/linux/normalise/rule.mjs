// @ts-check
/**
 * What may differ between two runs of the real kernel, and what stands for it: a replacement as String.replace has it, or
 * a stem. With a stem, the second group is a number that is named by its first appearance, the first one stays.
 * @typedef {{ pattern: RegExp, to: string | ((match: string, ...groups: (string | undefined)[]) => string) }
 *   | { pattern: RegExp, number: string }} Rule
 */

/**
 * Names numbers by their first appearance.
 * @param {string} stem
 */
function numbered(stem) {
  /** @type {Map<string, string>} */
  const names = new Map();
  return (/** @type {string} */ _, /** @type {string} */ before, /** @type {string} */ number) => {
    const name = names.get(number) ?? `${stem}${names.size + 1}`;
    names.set(number, name);
    return before + name;
  };
}

/**
 * @param {string} text
 * @param {Rule} rule
 */
export function apply(text, rule) {
  const to = 'number' in rule ? numbered(rule.number) : rule.to;
  return typeof to === 'string' ? text.replace(rule.pattern, to) : text.replace(rule.pattern, to);
}
