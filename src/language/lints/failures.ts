import type { CommandRecord } from '../../lab/command-record.ts';
import type { Analysis } from '../analysis.ts';
import type { CommandLine } from '../text/command-line.ts';
import { redirectionsOf } from '../text/redirections.ts';
import type { Failure } from './lint.ts';

/** Lines of an error output that say nothing about the mistake itself. */
const EMPTY_TALK =
  /^\s*$|^Usage:|^Try |^Where:|^Dump terminated|^Perhaps iptables or your kernel|^WARNING: pinging broadcast address/;

/** What programs tell on their error output while all is well: tcpdump, conntrack, and bash itself under `set -x`. */
const REMARK =
  /^(tcpdump: )?(listening on|reading from file|data link type|verbose output suppressed)|^\d+ packets? (captured|received|dropped)|^conntrack v\S+ \(conntrack-tools\): (\d+ flow entries|connection tracking table) ha(ve|s) been|^\++ /;

/** The commands that complained and whose status the script does not look at. */
export function* failuresOf(lab: Analysis): Generator<Failure> {
  for (const record of lab.run.commands) {
    if (record.stderr === '' || record.tested || silenced(lab, record)) continue;
    // What Netlab cannot do is told as such.
    if (record.unsimulated.some(({ what }) => what !== '') && record.stderr.includes('is not simulated')) continue;
    const message = tellingLine(record);
    if (message === undefined) continue;
    const line = lab.lineOf(record);
    const index = blamed(record, line, message);
    yield { lab, record, line, message, index, range: line.originOf(index) };
  }
}

/** What the command complained of; undefined where it only had something to remark. */
function tellingLine({ stderr, exitCode }: CommandRecord): string | undefined {
  // A program that was told too little explains itself at length.
  if (exitCode !== 0 && /^Usage: .*\n {2,}/.test(stderr)) return stderr.slice(0, stderr.indexOf('\n'));
  const lines = stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !REMARK.test(line));
  return (
    lines.find((line) => !EMPTY_TALK.test(line)) ?? (exitCode === 0 ? undefined : lines.find((line) => line !== ''))
  );
}

/** The word the program named, else one that the message quotes, else the program itself. */
function blamed(record: CommandRecord, line: CommandLine, message: string): number {
  if (record.blame !== undefined && record.origins[record.blame] !== undefined) return record.blame;
  for (const [, quoted] of message.matchAll(/["'`]([^"'`]+)["'`]/g)) {
    const index = record.argv.lastIndexOf(quoted!);
    if (index > 0) return index;
  }
  return Math.max(line.program, 0);
}

/** True where the script throws the error output away: it expects the command to fail now and then. */
function silenced(lab: Analysis, record: CommandRecord): boolean {
  let outputIsNull = false;
  for (const { operator, descriptor, target } of redirectionsOf(lab, record.range.start)) {
    const isError = descriptor?.type === 'FileDescriptor' && descriptor.value === 2;
    const isNull = target?.value === '/dev/null';
    if (isNull && (isError || operator.startsWith('&>'))) return true;
    if (isError && operator === '>&' && target?.value === '1') return outputIsNull;
    if (!isError && operator.startsWith('>')) outputIsNull = isNull;
  }
  return false;
}
