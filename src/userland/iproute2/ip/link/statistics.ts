import type { LinkInfo } from '../../../../kernel/link/requests.ts';
import type { Session } from '../../session.ts';

const PREFIXES = 'kMGTPE';

/** A counter, right-aligned, and a blank; with -h rounded to a unit. */
function formatCount(session: Session, width: number, count: number): string {
  const base = session.options.iec ? 1024 : 1000;
  if (!session.options.human || count < base) return `${String(count).padStart(width)} `;
  let power = base;
  let unit = 0;
  while (Math.floor(count / base) >= power && unit < PREFIXES.length - 1) {
    power *= base;
    unit++;
  }
  let precision = 2;
  for (let limit = 10; precision > 0; precision--, limit *= 10) {
    if (Math.floor(count / power) < limit) break;
  }
  const text = `${(count / power).toFixed(precision)}${PREFIXES[unit]}${session.options.iec ? 'i' : ''}`;
  return `${text.padStart(width)} `;
}

/** How often the carrier came and went. */
function carrierChanges(link: LinkInfo): number {
  return link.stats.carrierChanges ?? 0;
}

/** The counters of a device; with `-s -s` those of errors too. */
export function printStatistics(session: Session, link: LinkInfo): void {
  if (session.out.json) printJson(session, link);
  else printTable(session, link);
}

function printJson(session: Session, link: LinkInfo): void {
  const { out, options } = session;
  const { stats } = link;
  const fields = (values: Readonly<Record<string, number>>) => {
    for (const [key, value] of Object.entries(values)) out.field(key, value);
  };
  out.openObject('stats64');
  out.openObject('rx');
  fields({ bytes: stats.rxBytes, packets: stats.rxPackets, errors: stats.rxErrors, dropped: stats.rxDropped });
  fields({ over_errors: 0, multicast: stats.multicast });
  if (options.stats > 1) fields({ length_errors: 0, crc_errors: 0, frame_errors: 0, fifo_errors: 0, missed_errors: 0 });
  out.closeObject();
  out.openObject('tx');
  fields({ bytes: stats.txBytes, packets: stats.txPackets, errors: stats.txErrors, dropped: stats.txDropped });
  fields({ carrier_errors: 0, collisions: 0 });
  if (options.stats > 1) {
    fields({ aborted_errors: 0, fifo_errors: 0, window_errors: 0, heartbeat_errors: 0 });
    fields({ carrier_changes: carrierChanges(link) });
  }
  out.closeObject();
  out.closeObject();
}

function printTable(session: Session, link: LinkInfo): void {
  const { out, options } = session;
  const { stats } = link;
  const rx = [stats.rxBytes, stats.rxPackets, stats.rxErrors, stats.rxDropped, 0, stats.multicast];
  const tx = [stats.txBytes, stats.txPackets, stats.txErrors, stats.txDropped, 0, 0];
  const changes = carrierChanges(link);
  // The least widths are those of the longest titles.
  const widths = [10, 7, 6, 7, 7, 7];
  const rows = options.stats > 1 ? [rx, tx, [0, 0, 0, 0, 0, changes]] : [rx, tx];
  if (!options.human) {
    for (const row of rows) for (const [i, n] of row.entries()) widths[i] = Math.max(widths[i]!, String(n).length);
  }
  const counts = (row: readonly number[], from = 0) =>
    row
      .slice(from)
      .map((n, i) => formatCount(session, widths[i + from]!, n))
      .join('');
  const titles = (names: readonly string[]) => names.map((name, i) => name.padStart(widths[i + 1]!)).join(' ');
  const spare = ' '.repeat(10);
  const more = (head: string, names: readonly string[], row: readonly number[], tail: string) => {
    out.text(`    ${head} errors:${' '.repeat(widths[0]! - 10)} ${titles(names)}${tail}`);
    out.newline();
    out.text(`${' '.repeat(widths[0]! + 5)}${counts(row, 1)}`);
  };
  out.text(
    `    RX: ${'bytes'.padStart(widths[0]! - 4)} ${titles(['packets', 'errors', 'dropped', 'missed', 'mcast'])} ${spare}`,
  );
  out.newline();
  out.text(`    ${counts(rx)}`);
  if (options.stats > 1) {
    out.newline();
    more('RX', ['length', 'crc', 'frame', 'fifo', 'overrun'], [0, 0, 0, 0, 0, 0], '');
  }
  out.newline();
  out.text(
    `    TX: ${'bytes'.padStart(widths[0]! - 4)} ${titles(['packets', 'errors', 'dropped', 'carrier', 'collsns'])} ${spare}`,
  );
  out.newline();
  out.text(`    ${counts(tx)}`);
  if (options.stats > 1) {
    out.newline();
    more('TX', ['aborted', 'fifo', 'window', 'heartbt', 'transns'], [0, 0, 0, 0, 0, changes], '');
  }
}
