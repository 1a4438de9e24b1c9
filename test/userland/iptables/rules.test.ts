import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type Answer,
  answered,
  parseCases,
  programOf,
  type RuleCase,
  ruleCount,
  tailOf,
} from '../../linux/rule-cases.mjs';
import { Machine } from './machine.ts';

// `node test/linux/record-rules.mjs` (as root) asks the real iptables for the answers.
const FOLDER = join(import.meta.dirname, 'rules');

/** Appends the rule of a case in a chain that is empty, and lists it. */
function ask(machine: Machine, program: string, { table, chain, rule }: RuleCase): Answer {
  machine.run(`${program} -t ${table} -F ${chain}`);
  const { status, stderr } = machine.run(`${program} -t ${table} -A ${chain} ${rule}`);
  if (status !== 0) return { status, stderr, saved: [], numeric: [], named: [] };
  const lines = (command: string) => machine.run(`${program} -t ${table} ${command}`).stdout.split('\n').slice(0, -1);
  const saved = lines(`-S ${chain}`).filter((line) => line.startsWith('-A'));
  expect(saved).toHaveLength(ruleCount(rule));
  return {
    status,
    stderr,
    saved: saved.map((line) => line.replace(/^-A \S+ ?/, '')),
    numeric: lines(`-L ${chain} -n`).slice(2).map(tailOf),
    named: lines(`-L ${chain}`).slice(2).map(tailOf),
  };
}

for (const name of readdirSync(FOLDER)) {
  it(name, () => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const machine = new Machine();
    const answers = parseCases(text).flatMap((line) => {
      if (line.kind === 'setup') machine.run(line.command);
      return line.kind === 'case' ? [ask(machine, programOf(name), line)] : [];
    });
    expect(answered(text, answers)).toBe(text);
  });
}
