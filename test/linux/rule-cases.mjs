// @ts-check
/**
 * One-line cases of iptables rules. A file is made of sections and cases:
 *
 *     $ ipset create blocked hash:ip     a command that a file's cases need beforehand
 *     == mangle PREROUTING               the table and chain of the cases that follow
 *     -m ttl --ttl 3 ; -m ttl --ttl-eq 3 ; OK ; TTL match TTL == 3
 *
 * The fields of a case: the rule as it is given after `-A CHAIN`; what `-S` prints back, `=` for the same; `OK`, or `FAIL`
 * with the message; how `-L -n` lists matches and target, and `-L` where that differs. `FAIL text` is short for status 2
 * and the usual first and last words of iptables, `FAIL N: text` is what it said to the letter. `OK: text` says more on
 * standard error. Files whose names begin with `ip6-` are about ip6tables.
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} stderr
 * @property {string[]} saved lines of -S, without `-A CHAIN`
 * @property {string[]} numeric the tails of lines of -L -n
 * @property {string[]} named the tails of lines of -L
 */

/** @typedef {{ kind: 'case', table: string, chain: string, rule: string }} RuleCase */
/** @typedef {{ kind: 'setup', command: string } | { kind: 'other' } | RuleCase} Line */

/** The usual first and last words. */
const USUAL = /^(ip6?tables) v1\.8\.9 \(nf_tables\): (.*)\nTry `\1 -h' or '\1 --help' for more information\.\n$/s;

/** The program that the cases of a file are about. @param {string} name the file's */
export function programOf(name) {
  return name.startsWith('ip6-') ? 'ip6tables' : 'iptables';
}

/**
 * Reads a file of cases, line by line; each line keeps its place.
 * @param {string} text
 * @returns {Line[]}
 */
export function parseCases(text) {
  let table = 'filter';
  let chain = 'INPUT';
  return text.split('\n').map((line) => {
    if (line === '' || line.startsWith('#')) return { kind: 'other' };
    if (line.startsWith('$ ')) return { kind: 'setup', command: line.slice(2) };
    if (line.startsWith('== ')) {
      [, table = '', chain = ''] = line.split(' ');
      return { kind: 'other' };
    }
    return { kind: 'case', table, chain, rule: /** @type {string} */ (line.split(' ; ')[0]) };
  });
}

/** How many rules a case makes: one for each pair of source and destination. @param {string} rule */
export function ruleCount(rule) {
  const count = (/** @type {RegExp} */ option) => (option.exec(rule)?.[1] ?? '').split(',').length;
  return count(/(?:^| )(?:-s|--source|--src) (\S+)/) * count(/(?:^| )(?:-d|--destination|--dst) (\S+)/);
}

/** What -L says behind the columns. @param {string} line */
export function tailOf(line) {
  return line.replace(/^\S* *!?\S+ +[-!f]+ +!?\S+ +!?\S+ */, '').trimEnd();
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

/**
 * Writes a case with its answer.
 * @param {RuleCase} one
 * @param {Answer} answer
 */
export function formatCase({ rule }, { status, stderr, saved, numeric, named }) {
  if (status !== 0) {
    const usual = status === 2 ? USUAL.exec(stderr)?.[2] : undefined;
    const text = usual ?? `${status}: ${stderr}`;
    return `${rule} ; ; FAIL ${escaped(text)}`;
  }
  const verdict = stderr === '' ? 'OK' : `OK: ${escaped(stderr)}`;
  const back = saved.join(' | ');
  const fields = [rule, back === rule ? '=' : back, verdict, numeric.join(' | ')];
  if (named.join(' | ') !== fields[3]) fields.push(named.join(' | '));
  return fields.join(' ; ').replace(/[ ;]+$/, '');
}

/**
 * Writes a file anew with the answers to its cases.
 * @param {string} text
 * @param {Answer[]} answers
 */
export function answered(text, answers) {
  const lines = parseCases(text);
  let next = 0;
  return text
    .split('\n')
    .map((line, i) => {
      const parsed = /** @type {Line} */ (lines[i]);
      return parsed.kind === 'case' ? formatCase(parsed, /** @type {Answer} */ (answers[next++])) : line;
    })
    .join('\n');
}
