import { BRIDGE_MONITOR } from '../../../grammar/iproute2/bridge-monitor.ts';
import type { Notice } from '../../../kernel/notice/requests.ts';
import { resolvePath } from '../../file-system.ts';
import type { Running } from '../../process.ts';
import { Arguments } from '../arguments.ts';
import { formatTimestamp } from '../ip/timestamp.ts';
import { listen } from '../listen.ts';
import type { Session } from '../session.ts';
import { printEntry } from './fdb-print.ts';
import { usage } from './help.ts';
import { printChanged } from './link.ts';

/** What stands before a change where all are asked for; groups and VLANs are not told. */
const LABELS: Readonly<Partial<Record<Notice['group'], string>>> = { link: '[LINK]', fdb: '[NEIGH]' };

/** `bridge monitor`; `index` is its word. Prints changes as they happen, until a signal ends it. */
export function monitorBridges(session: Session, index: number): Running {
  const args = new Arguments(session, BRIDGE_MONITOR.options, index);
  const groups = new Set<string>();
  let labelled = false;
  while (args.next()) {
    const { row } = args;
    if (row === undefined) session.die(`Argument "${args.word}" is unknown, try "bridge monitor help".\n`, args.index);
    if (row.name === 'help') usage(session, index);
    if (row.name === 'file') readFile(args);
    if (row.name === 'all') labelled = true;
    else groups.add(row.name);
  }
  return listen(session, (notice) => {
    const label = LABELS[notice.group];
    if (label === undefined || (groups.size > 0 && !groups.has(notice.group))) return;
    if (session.options.timestamp) session.out.text(formatTimestamp(notice.time));
    if (labelled) session.out.text(label);
    if (notice.deleted) session.out.text('Deleted ');
    if (notice.group === 'link') printChanged(session, notice.info);
    else if (notice.group === 'fdb') printEntry(session, notice.info, true);
  });
}

/** A file that rtmon(8) wrote, a program that is not simulated. */
function readFile(args: Arguments): never {
  const { session } = args;
  const { cwd, netns, system } = session.process;
  const file = system.fs.read(resolvePath(cwd, args.take()), netns);
  if (!file.ok) session.die('Cannot fopen: No such file or directory\n', args.index);
  session.unsimulated('what rtmon writes', args.index);
  return session.die('bridge monitor file is not simulated\n', args.index);
}
