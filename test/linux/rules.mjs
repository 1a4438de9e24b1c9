// @ts-check
/**
 * Holds the cases in `test/userland/iptables/rules/` against the real iptables, as root. All cases of a file run in one
 * shell, in namespaces of its own as a lab does.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';
import { runReal } from './real.mjs';
import { answered, parseCases, programOf, ruleCount, tailOf } from './rule-cases.mjs';

const FOLDER = join(projectFolder, 'test/userland/iptables/rules');
const AT_ONCE = 2;
/** Between two answers in the output of the shell. */
const END = '\x1e';

/** @typedef {import('./rule-cases.mjs').Answer} Answer */
/** @typedef {import('./rule-cases.mjs').RuleCase} RuleCase */

/** The three listings of a chain, one after the other. @param {string} place @param {string} program */
function listings(place, program) {
  const [table, chain] = place.split(' ');
  return ['-S', '-L -n', '-L'].map((how) => {
    const [letter, ...more] = how.split(' ');
    return `${program} -t ${table} ${letter} ${chain} ${more.join(' ')}; printf '${END}'`;
  });
}

/**
 * Asks the real iptables for the answers to a file's cases.
 * @param {string} text
 * @param {string} program
 * @returns {Promise<Answer[]>}
 */
async function ask(text, program) {
  const lines = parseCases(text);
  const cases = lines.filter((line) => line.kind === 'case');
  const places = [...new Set(cases.map(({ table, chain }) => `${table} ${chain}`))];
  const script = [
    'exec 2>&1',
    ...lines.flatMap((line) => (line.kind === 'setup' ? [line.command] : [])),
    `printf '${END}'`,
    ...cases.map(({ table, chain, rule }) => `${program} -t ${table} -A ${chain} ${rule}; printf '\\n%d${END}' $?`),
    ...places.flatMap((place) => listings(place, program)),
  ].join('\n');
  const folder = mkdtempSync(join(tmpdir(), 'netlab-rules-'));
  try {
    const file = join(folder, 'rules.sh');
    writeFileSync(file, script);
    const { stdout } = await runReal(file);
    const [, ...parts] = stdout.split(END);
    /** @type {Map<string, string[][]>} */
    const listed = new Map();
    for (const [i, place] of places.entries()) {
      const of = (/** @type {number} */ k) => (parts[cases.length + 3 * i + k] ?? '').split('\n').slice(0, -1);
      const saved = of(0)
        .filter((line) => line.startsWith('-A'))
        .map((line) => line.replace(/^-A \S+ ?/, ''));
      listed.set(place, [saved, of(1).slice(2).map(tailOf), of(2).slice(2).map(tailOf)]);
    }
    return cases.map((one, i) => {
      const [, stderr = '', status = ''] = /^([\s\S]*)\n(\d+)$/.exec(parts[i] ?? '') ?? [];
      const count = status === '0' ? ruleCount(one.rule) : 0;
      const [saved = [], numeric = [], named = []] = (listed.get(`${one.table} ${one.chain}`) ?? []).map((each) =>
        each.splice(0, count),
      );
      return { status: Number(status), stderr, saved, numeric, named };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Asks about every file whose name begins with one of those wanted (all when none is).
 * @param {string[]} wanted
 * @param {(name: string, text: string, now: string) => void} report gets each file as it is and as it should be
 */
async function askAll(wanted, report) {
  const names = readdirSync(FOLDER).filter((name) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        const text = readFileSync(join(FOLDER, name), 'utf8');
        report(name, text, answered(text, await ask(text, programOf(name))));
      }
    }),
  );
}

/**
 * Names the cases that the real iptables answers in another way.
 * @param {string[]} wanted
 */
export async function compareRules(wanted) {
  const counts = { passed: 0, failed: 0 };
  await askAll(wanted, (name, text, now) => {
    const before = text.split('\n');
    const after = now.split('\n');
    for (const [i, line] of parseCases(text).entries()) {
      if (line.kind !== 'case') continue;
      if (before[i] === after[i]) counts.passed++;
      else {
        counts.failed++;
        console.log(`DIFF  ${name}:${i + 1}\n  case ${before[i]}\n  real ${after[i]}`);
      }
    }
  });
  return counts;
}

/** Writes what the real iptables answers. @param {string[]} wanted */
export async function recordRules(wanted) {
  await askAll(wanted, (name, _, now) => writeFileSync(join(FOLDER, name), now));
}
