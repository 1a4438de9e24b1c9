/**
 * `npm run test:random -- [--labs N] [--seed S] [--at-once K]`: makes random labs, runs each on the real kernel and on
 * the simulator, and names the first difference of each. Lab number i of seed S is that of `--labs 1 --seed S+i`.
 *
 * `--shell` makes shell scripts, for bash and our shell. `--uml` makes labs of what the machine's own kernel may lack, and
 * runs them on user-mode Linux. `--shrink` cuts each lab that differs down to the commands that are to blame;
 * `--keep NAME` stores the first such lab as a permanent case in test/linux/labs/. `--leave FOLDER` writes each lab that
 * differs there, with what both said. `--allow N` takes up to N labs that differ for what nobody has found yet, and says
 * so: they are the next cases, not a step back.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { projectFolder } from '../../../scripts/project.mjs';
import { compareAttempts, verdict } from '../attempts.mjs';
import { comparable } from '../difference.mjs';
import type { Transcript } from '../real.mjs';
import { simulated } from '../simulated.ts';
import { MACHINE, SHELL, UML } from './kernel.ts';
import { commandsOf } from './lab.ts';
import { shrink, shrinkWords } from './shrink.ts';

const { values } = parseArgs({
  options: {
    labs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string' },
    uml: { type: 'boolean', default: false },
    shell: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    keep: { type: 'string' },
    leave: { type: 'string' },
    allow: { type: 'string', default: '0' },
  },
});
const seed = Number(values.seed);
const labs = Number(values.labs);
const kernel = values.shell ? SHELL : values.uml ? UML : MACHINE;

const ours = (text: string) =>
  simulated({ text, name: kernel.name, ...(values.shell ? { machine: 'bare' as const } : {}) });

/** What chooses the same labs again, besides the seed. */
const options = kernel.option;

const compare = (text: string) => compareAttempts(() => kernel.run(text), ours(text));

const atAnyLine = (difference: string) => difference.replace(/, line \d+:/, ':');

/** Writes a lab and both transcripts, as they are compared. */
async function leave(folder: string, each: number, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, content: string) => writeFile(join(folder, `${each}.${name}`), content);
  const both = ({ stdout, stderr }: Transcript) => comparable(`${stdout}=== stderr\n${stderr}`).join('\n');
  await write('netlab', text);
  await write('linux', both(await kernel.run(text)));
  await write('simulated', both(ours(text)));
}

const count = { labs: 0, commands: 0, again: 0, different: 0 };
const waiting = Array.from({ length: labs }, (_, at) => seed + at);

async function work(): Promise<void> {
  for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
    const [text] = fc.sample(kernel.labs, { seed: each, numRuns: 1 }) as [string];
    let { found, attempts } = await compare(text);
    count.labs += 1;
    count.commands += commandsOf(text);
    if (found === undefined) {
      if (attempts > 1) {
        count.again += 1;
        console.log(`ok    --seed ${each}${verdict(attempts)}`);
      }
      continue;
    }
    count.different += 1;
    let lab = text;
    if (values.shrink || values.keep !== undefined) {
      // A lab without its beginning may differ too, but in something else.
      const sought = atAnyLine(found);
      lab = await shrink(text, async (smaller) => atAnyLine((await compare(smaller)).found ?? '') === sought);
      // Without some of its words a line is mostly none that can be read, which may differ too.
      const readable = async (smaller: string) =>
        !/unexpected|here-document/.test((await compare(smaller)).found ?? 'unexpected');
      if (values.shell) lab = await shrinkWords(lab, readable);
      found = (await compare(lab)).found ?? found;
    }
    console.log(`DIFF  --labs 1 --seed ${each}${options}\n  ${found}`);
    if (lab !== text) console.log(lab.replace(/^/gm, '    | '));
    if (values.leave !== undefined) await leave(values.leave, each, lab);
    if (values.keep !== undefined && count.different === 1)
      await writeFile(join(projectFolder, kernel.folder, `${values.keep}.${kernel.extension}`), lab);
  }
}

console.log(`npm run test:random -- --labs ${labs} --seed ${seed}${options}`);
await Promise.all(Array.from({ length: Number(values['at-once'] ?? kernel.atOnce) }, work));
await kernel.close();
const isFailure = count.different > Number(values.allow);
console.log(`${count.commands} commands; ${count.again} labs run again; ${count.different} differ
${count.labs - count.different} passed, ${isFailure ? count.different : 0} failed`);
process.exitCode = isFailure ? 1 : 0;
