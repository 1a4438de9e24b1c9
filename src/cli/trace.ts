import { runLab } from '../lab/run.ts';
import { MACHINE_OPTIONS, machineOptions, onlyPositional, parseArguments } from './arguments.ts';
import { readLab } from './file.ts';
import { printEvents, printJourneys } from './journey.ts';
import { UsageError } from './usage.ts';

/** `netlab trace FILE:LINE`: the journeys of the packets that the line's command sent, in its last execution. */
export function trace(args: string[]): number {
  const { values, positionals } = parseArguments(args, MACHINE_OPTIONS);
  const place = onlyPositional(positionals, 'FILE:LINE');
  const match = /^(.+):(\d+)$/.exec(place);
  if (match === null) throw new UsageError(`which line? "${place}" is not FILE:LINE`);
  const [, file, number] = match as unknown as [string, string, string];
  const line = Number(number);
  const lab = runLab({ text: readLab(file), name: file, ...machineOptions(values) });
  const records = lab.commands.filter((record) => record.line === line);
  const record = records.findLast((each) => lab.journeys(each.index).length > 0) ?? records.at(-1);
  if (record === undefined) throw new UsageError(`${file}:${line}: no command was executed on this line`);
  if (values.json) printEvents(lab, lab.journeys(record.index));
  else printJourneys(lab, record, lab.journeys(record.index), file);
  return 0;
}
