// @ts-check
/**
 * `node test/linux/scenarios.mjs [--again] [NAME …]`: runs the labs of test/linux/scenarios/ on the real kernel and stores in
 * test/golden/scenarios/ which way the packets took there, for test/scenarios.test.ts to hold the simulator's trace against.
 *
 * A scenario is what stands between a line `# scenario: TITLE` and the next empty line. While it runs, every namespace is
 * watched: the rules that matched (`-j TRACE` and xtables-monitor), the frames on each device (tcpdump, read by tshark), and
 * why packets died (the tracefs event skb:kfree_skb). That one is of the whole machine, so each lab runs twice, and what was
 * seen once only was of others; `--again` runs it once more and keeps of the stored drops those that are seen again.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';
import { INSIDE, run } from './real.mjs';
import { dropsIn, framesIn, rulesIn } from './scenarios/observed.mjs';

const LABS = join(projectFolder, 'test/linux/scenarios');
const RECORDINGS = join(projectFolder, 'test/golden/scenarios');
const WATCH = join(LABS, 'watch.sh');

/** The lab with its scenarios watched. @param {string} text @param {string} out */
function watched(text, out) {
  let number = 0;
  let open = false;
  const lines = text.split('\n').flatMap((line) => {
    if (line.startsWith('# scenario: ')) {
      open = true;
      return [line, `watch_begin ${out}/${number++}`];
    }
    if (line !== '' || !open) return [line];
    open = false;
    return ['watch_end', line];
  });
  return [`. ${WATCH}`, ...lines, ...(open ? ['watch_end'] : []), 'watch_over', ''].join('\n');
}

/**
 * What was seen of one scenario, namespace by namespace; of a storm, whose frames nobody can count, which ones there are, and
 * nothing of what was lost when somebody ended it.
 * @param {string} folder @param {string} title
 */
function observations(folder, title) {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.trace'))
    .map((name) => name.replace(/\.trace$/, ''))
    .sort();
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  const rules = names.map((name) => [name, rulesIn(read(`${name}.trace`), read(`${name}.rules`))]);
  const frames = names.map((name) => {
    const all = framesIn(join(folder, `${name}.pcap`), read(`${name}.links`));
    return [name, title.includes('storm') ? [...new Set(all)].sort() : all];
  });
  return {
    rules: Object.fromEntries(rules.filter(([, list]) => list?.length)),
    drops: title.includes('storm') ? [] : dropsIn(read('drops')),
    frames: Object.fromEntries(frames.filter(([, list]) => list?.length)),
  };
}

/** What two runs agree on: drops that one of them lacks were of others. @param {string[]} one @param {string[]} other */
function common(one, other) {
  const rest = [...other];
  return one.filter((drop) => {
    const index = rest.indexOf(drop);
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
}

/** Runs a lab and tells what was seen of its scenarios. @param {string} file */
async function observe(file) {
  const text = readFileSync(join(LABS, file), 'utf8');
  const out = mkdtempSync(join(tmpdir(), 'netlab-scenarios-'));
  const script = join(out, file);
  writeFileSync(script, watched(text, out));
  const args = ['--net', '--mount', '--propagation', 'private', 'bash', '-c', INSIDE, script];
  const said = await run('unshare', args, LABS);
  if (process.env.VERBOSE) console.log(said.stdout, said.stderr);
  const titles = [...text.matchAll(/^# scenario: (.*)$/gm)].map((match) => match[1] ?? '');
  const scenarios = titles.map((title, number) => ({ title, ...observations(join(out, String(number)), title) }));
  rmSync(out, { recursive: true });
  return scenarios;
}

const wanted = process.argv.slice(2).filter((word) => word !== '--again');
mkdirSync(RECORDINGS, { recursive: true });
for (const file of readdirSync(LABS).filter((name) => name.endsWith('.netlab'))) {
  if (wanted.length > 0 && !wanted.some((name) => file.includes(name))) continue;
  const stored = join(RECORDINGS, `${basename(file, '.netlab')}.json`);
  const again = process.argv.includes('--again');
  const first = again ? JSON.parse(readFileSync(stored, 'utf8')).scenarios : await observe(file);
  const second = await observe(file);
  const record = {
    lab: `test/linux/scenarios/${file}`,
    kernel: release().split('-')[0],
    iptables: execFileSync('iptables', ['-V'], { encoding: 'utf8' }).trim(),
    scenarios: first.map((/** @type {(typeof second)[number]} */ scenario, /** @type {number} */ i) => ({
      ...scenario,
      drops: common(scenario.drops, second[i]?.drops ?? []),
    })),
  };
  writeFileSync(stored, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`recorded ${first.length} scenarios of ${file}`);
}
