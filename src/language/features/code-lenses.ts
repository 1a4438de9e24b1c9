import type { CodeLens } from 'vscode-languageserver-types';
import { fateOf } from '../../lab/explain/command.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import type { Analysis } from '../analysis.ts';

/** The command that shows the packets of a line, as the extension contributes it. Its argument: `{ uri, line }`. */
export const RUN_PACKET = 'netlab.runPacket';

/** **▶ Run packet** above every line that sends packets, with what became of them. */
export function codeLensesOf(lab: Analysis): CodeLens[] {
  if (!lab.settings.codeLens.enabled) return [];
  const lenses: CodeLens[] = [];
  const done = new Set<number>();
  for (const written of lab.script.commands) {
    const line = lab.source.lineAt(written.range.start);
    if (done.has(line)) continue;
    // What a variable stands for is known only to the run.
    const records = lab.executionsAt(written.range.start);
    if (!written.line.sendsPackets && !records.some((record) => lab.lineOf(record).sendsPackets)) continue;
    done.add(line);
    const start = lab.positions.positionAt(written.range.start);
    const range = { start, end: lab.positions.positionAt(written.range.end) };
    const argument = { uri: lab.document.uri, line };
    lenses.push({ range, command: { title: '▶ Run packet', command: RUN_PACKET, arguments: [argument] } });
    const title = resultOf(lab, written.range.start);
    if (title !== undefined) lenses.push({ range, command: { title, command: RUN_PACKET, arguments: [argument] } });
  }
  return lenses;
}

/** `✓ 2 hops` or `✗ dropped at r: FORWARD policy`; for a loop, how many of its turns got through. */
function resultOf(lab: Analysis, start: number): string | undefined {
  const records = lab.executionsAt(start).filter((record) => lab.lineOf(record).sendsPackets);
  const last = records.at(-1);
  if (last === undefined) return undefined;
  const failed = records.find((record) => record.exitCode !== 0);
  const shown = failed ?? last;
  const { ok, short } = fateOf(shown, lab.run.journeys(shown.index), (netns) => nameOfNetns(lab.run.kernel, netns));
  const good = records.filter((record) => record.exitCode === 0).length;
  const turns = records.length > 1 ? `${good} of ${records.length}: ` : '';
  return `${ok ? '✓' : '✗'} ${turns}${short}`;
}
