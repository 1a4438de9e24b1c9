/**
 * Labs as text: each command with what real Linux answered.
 *
 *     === title                     a lab; it starts in a fresh network namespace
 *     $ ip link show v9             a command; `$~` its lines come in any order, `$u` it prints usage (our own words,
 *                                   so that only what comes before `Usage:` is compared)
 *     | …                           a line of standard output (`|\` after the last one when it lacks the newline)
 *     ! Device "v9" does not exist. a line of standard error
 *     ? 1                           the exit status, unless it is 0
 */

/** How a command's output is compared. */
export type Mode = 'exact' | 'unordered' | 'usage';

/** A command and its answer. */
export interface Step {
  readonly command: string;
  readonly mode: Mode;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** A sequence of commands in one fresh machine. */
export interface Lab {
  readonly title: string;
  readonly steps: readonly Step[];
}

const MODES: Readonly<Record<string, Mode>> = { $: 'exact', '$~': 'unordered', $u: 'usage' };

/** Reads a file of labs; comment lines begin with `#` before the first lab. */
export function parseLabs(text: string): Lab[] {
  const labs: { title: string; steps: { -readonly [K in keyof Step]: Step[K] }[] }[] = [];
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    const mark = space < 0 ? line : line.slice(0, space);
    const rest = space < 0 ? '' : line.slice(space + 1);
    const step = labs.at(-1)?.steps.at(-1);
    const mode = MODES[mark];
    if (mark === '===') labs.push({ title: rest, steps: [] });
    else if (mode !== undefined) labs.at(-1)?.steps.push({ command: rest, mode, stdout: '', stderr: '', status: 0 });
    else if (step === undefined) continue;
    else if (mark === '|') step.stdout += `${rest}\n`;
    else if (mark === '|\\') step.stdout = step.stdout.slice(0, -1);
    else if (mark === '!') step.stderr += `${rest}\n`;
    else if (mark === '?') step.status = Number(rest);
  }
  return labs;
}

/** What stands between the answers of two commands. */
const MARK = '\x01';

/** A lab as a script for bash that marks, on both streams, where each command ends; on stdout with its status. */
export function scriptOf(lab: Lab): string {
  const end = "STATUS=$?; printf '\\001%d\\001' $STATUS; printf '\\001' >&2";
  return lab.steps.map(({ command }) => `${command}\n${end}\n`).join('');
}

/** The lab with what its script has said. */
export function answered(lab: Lab, stdout: string, stderr: string): Lab {
  const out = stdout.split(MARK);
  const errors = stderr.split(MARK);
  return {
    title: lab.title,
    steps: lab.steps.map((step, at) => ({
      ...step,
      stdout: out[2 * at] ?? '',
      stderr: errors[at] ?? '',
      status: Number(out[2 * at + 1] ?? Number.NaN),
    })),
  };
}

/** Writes labs as `parseLabs` reads them, below the file's head comment. */
export function formatLabs(head: string, labs: readonly Lab[]): string {
  return `${head}${labs.map((lab) => `=== ${lab.title}\n${lab.steps.map(formatStep).join('')}`).join('\n')}`;
}

/** Writes one command and its answer. */
export function formatStep(step: Step): string {
  const mark = Object.keys(MODES).find((key) => MODES[key] === step.mode);
  const lines = (text: string, prefix: string) =>
    text === ''
      ? ''
      : text.endsWith('\n')
        ? text
            .slice(0, -1)
            .split('\n')
            .map((line) => `${prefix} ${line}\n`)
            .join('')
        : `${text
            .split('\n')
            .map((line) => `${prefix} ${line}\n`)
            .join('')}${prefix}\\\n`;
  const status = step.status === 0 ? '' : `? ${step.status}\n`;
  return `${mark} ${step.command}\n${lines(step.stdout, '|')}${lines(step.stderr, '!')}${status}`;
}

const MAC = /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g;
const EUI64 = /\b(?:fe80:|[0-9a-f:]+:)[0-9a-f]*:[0-9a-f]*ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}\b/g;
/** Addresses that standards fix: broadcast, zero, spanning tree, IPv6 multicast to all. */
const FIXED = /^(ff:ff|00:00:00:00|01:80:c2|33:33:00:00:00)/;

/** Docker's ids, whole or by their first digits. */
const DOCKER_ID = /\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g;
/** Dates, numbers of processes, and what the client says of itself when it was too late to wait for a container. */
const DOCKER: readonly (readonly [RegExp, string])[] = [
  [/\b20\d\d-\d\d-\d\dT[0-9:]+(?:\.\d+)?Z/g, '2025-01-01T00:00:00Z'],
  [/(\bpid=|"Pid": )[1-9]\d*/g, '$1N'],
  [/^time=.*error waiting for container: context canceled"\n/gm, ''],
];

/** A usage text, and the lists that go with it on the other stream. */
const USAGE = /^\n?(?:Usage(?:$|[: ])|tcpdump version| {4}\S)[\s\S]*/m;

/** What a machine's processors and clock decide: queues of a veth, timers of a bridge, round trips. */
const MACHINE: readonly (readonly [RegExp, string])[] = [
  [/(num_?[tr]x_?queues"?:?) ?\d+/g, '$1 N'],
  [/(gc_timer"?:?) *\d+\.\d\d/g, '$1 T'],
  [/(gc timer\t+) *(?!0\.00)\d+\.\d\d/g, '$1 T'],
  [/(\t(?:yes|no)\t\t) *(?!0\.00)\d+\.\d\d$/gm, '$1 T'],
  [/time=[0-9.]+ ms/g, 'time=T ms'],
  [/= [0-9.]+(?:\/[0-9.]+){3} ms/g, '= T ms'],
  [/ipg\/ewma [0-9.]+\/[0-9.]+ ms/g, 'ipg/ewma T ms'],
  [/, pipe \d+/g, ''],
  [/, time [0-9]+ms/g, ', time Tms'],
  [/ +\d+\.\d+ ?ms\b/g, ' T ms'],
];

/**
 * Replaces what chance decides by names in order of first appearance: MAC addresses that no command of the lab mentions,
 * and the IPv6 addresses made from them; Docker's ids and dates likewise. Sorts the lines of unordered answers and cuts off usage texts.
 */
export function normalise(lab: Lab): Lab {
  const said = lab.steps.map((step) => step.command).join('\n');
  const names = new Map<string, string>();
  const name = (text: string, kind: string) => {
    if (said.includes(text) || FIXED.test(text)) return text;
    const known = names.get(text) ?? `${kind}${names.size + 1}`;
    names.set(text, known);
    return known;
  };
  const ids = new Map<string, string>();
  const idOf = (text: string) => {
    const short = text.slice(0, 12);
    const known = ids.get(short) ?? String(ids.size + 1).padStart(12, '0');
    ids.set(short, known);
    return known.padEnd(text.length, '0');
  };
  const isDocker = /\bdocker /.test(said);
  const clean = (text: string, mode: Mode) => {
    let cleaned = mode === 'usage' ? text.replace(USAGE, '') : text;
    if (isDocker) for (const [pattern, replacement] of DOCKER) cleaned = cleaned.replace(pattern, replacement);
    if (isDocker) cleaned = cleaned.replace(DOCKER_ID, idOf);
    cleaned = cleaned.replace(EUI64, (m) => name(m, 'eui')).replace(MAC, (m) => name(m, 'mac'));
    for (const [pattern, replacement] of MACHINE) cleaned = cleaned.replace(pattern, replacement);
    return mode === 'unordered' ? sortLines(cleaned) : cleaned;
  };
  return {
    title: lab.title,
    steps: lab.steps.map((step) => ({
      ...step,
      stdout: clean(step.stdout, step.mode),
      stderr: clean(step.stderr, step.mode),
    })),
  };
}

function sortLines(text: string): string {
  return text === '' ? '' : `${text.replace(/\n$/, '').split('\n').sort().join('\n')}\n`;
}
