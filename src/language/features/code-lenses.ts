import type { CodeLens } from 'vscode-languageserver-types';
import type { CommandRecord } from '../../lab/command-record.ts';
import { fateOf } from '../../lab/explain/command.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import type { Analysis } from '../analysis.ts';
import { sendsPackets } from '../text/command-line.ts';
import { expansionsOf } from '../text/expansions.ts';

/** The command that shows the packets of a line, as the extension contributes it. Its argument: `{ uri, line, turn? }`. */
export const RUN_PACKET = 'netlab.runPacket';

/** Executions of a loop's or function's command that have an entry of their own. */
const TURNS = 6;

/** **▶ Run packet** above every line that sends packets, with what became of them, and an entry for each time it ran. */
export function codeLensesOf(lab: Analysis): CodeLens[] {
  const lenses: CodeLens[] = [];
  const done = new Set<number>();
  for (const written of lab.script.commands) {
    const line = lab.source.lineAt(written.range.start);
    if (done.has(line)) continue;
    // What a variable stands for is known only to the run.
    const records = lab.executionsAt(written.range.start);
    if (!sendsPackets(written.argv) && !records.some(({ argv }) => sendsPackets(argv))) continue;
    done.add(line);
    const start = lab.positions.positionAt(written.range.start);
    const range = { start, end: lab.positions.positionAt(written.range.end) };
    const argument = { uri: lab.document.uri, line };
    lenses.push({ range, command: { title: '▶ Run packet', command: RUN_PACKET, arguments: [argument] } });
    const title = resultOf(lab, written.range.start);
    if (title !== undefined) lenses.push({ range, command: { title, command: RUN_PACKET, arguments: [argument] } });
    for (const { turn, title } of turnsOf(lab, written.range.start))
      lenses.push({ range, command: { title, command: RUN_PACKET, arguments: [{ ...argument, turn }] } });
  }
  return lenses;
}

/** What became of each turn; of many, those that failed come first. */
function turnsOf(lab: Analysis, start: number): { readonly turn: number; readonly title: string }[] {
  const records = sendersAt(lab, start);
  if (records.length < 2) return [];
  const turns = records.map((record, turn) => ({ record, turn }));
  const failed = (record: CommandRecord) => (record.exitCode === 0 ? 1 : 0);
  const shown =
    turns.length <= TURNS
      ? turns
      : turns
          .sort((a, b) => failed(a.record) - failed(b.record) || a.turn - b.turn)
          .slice(0, TURNS)
          .sort((a, b) => a.turn - b.turn);
  return shown.map(({ record, turn }) => {
    const values = [...new Set(expansionsOf(lab, record).map(({ value }) => value))].join(' ');
    return { turn, title: `${record.exitCode === 0 ? '✓' : '✗'} ${values || `#${turn + 1}`}` };
  });
}

function sendersAt(lab: Analysis, start: number): CommandRecord[] {
  return lab.executionsAt(start).filter(({ argv }) => sendsPackets(argv));
}

/** `✓ 2 hops` or `✗ dropped at r: FORWARD policy`; for a loop, how many of its turns got through. */
function resultOf(lab: Analysis, start: number): string | undefined {
  const records = sendersAt(lab, start);
  const last = records.at(-1);
  if (last === undefined) return undefined;
  const failed = records.find((record) => record.exitCode !== 0);
  const shown = failed ?? last;
  const { ok, short } = fateOf(shown, lab.run.journeys(shown.index), (netns) => nameOfNetns(lab.run.kernel, netns));
  const good = records.filter((record) => record.exitCode === 0).length;
  const turns = records.length > 1 ? `${good} of ${records.length}: ` : '';
  return `${ok ? '✓' : '✗'} ${turns}${short}`;
}
