import { copyKernel } from '../../kernel/copy.ts';
import { ask } from '../../lab/ask.ts';
import type { LabRun } from '../../lab/run.ts';
import { contextOf } from './context.ts';
import { namespaceId } from './identity.ts';
import { senderOf } from './journey.ts';
import { tablesOf } from './tables.ts';

/** What the tool of a table prints as of a command (by its place in the run), or as of a hop of its packets; undefined where no such table is. */
export function tableText(run: LabRun, command: number, id: string, order: number | undefined): string | undefined {
  const record = run.commands[command];
  const sender = order === undefined ? undefined : senderOf({ run, record });
  const context =
    sender === undefined || order === undefined
      ? contextOf(run, record)
      : contextOf(run, sender, run.kernelAt(sender.index, order));
  for (const { id: namespace, tables } of tablesOf(context)) {
    const found = tables.find((table) => table.id === id);
    const netns = context.namespaces.find((each) => namespaceId(each.id) === namespace);
    if (found === undefined || netns === undefined) continue;
    const kernel = copyKernel(context.kernel);
    return ask(kernel, kernel.netns.byId(netns.id), found.tool);
  }
  return undefined;
}
