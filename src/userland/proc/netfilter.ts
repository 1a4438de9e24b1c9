import type { Kernel } from '../../kernel/kernel.ts';
import type { HashlimitTable } from '../../kernel/netfilter/matches/hashlimit.ts';
import { addRecent, findRecent, type RecentTable, touchRecent } from '../../kernel/netfilter/matches/recent.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { DONE, granted, type Result, refused } from '../../kernel/result.ts';
import { formatIpv4, parseIpv4 } from '../../net/ipv4.ts';
import type { Mount } from '../file-system/memory.ts';

/** What the kernel counts its time in: 250 a second, from five minutes before the first wrap of 32 bits (INITIAL_JIFFIES). */
const HZ = 250;
const FIRST_JIFFY = 2 ** 32 - 300 * HZ;

function jiffies(time: number): number {
  return FIRST_JIFFY + Math.floor((time * HZ) / 1_000_000);
}

/** A folder with a file for each of a namespace's tables. */
function folder<Table>(
  prefix: string,
  tables: (netns: Netns) => ReadonlyMap<string, Table>,
  read: (table: Table) => string,
  write: (table: Table, text: string) => Result,
): Mount {
  return {
    prefix,
    read: (path, netns) => {
      const table = tables(netns).get(path);
      return table === undefined ? refused(path === '' ? 'EISDIR' : 'ENOENT') : granted(read(table));
    },
    write: (path, text, _how, netns) => {
      const table = tables(netns).get(path);
      return table === undefined ? refused('ENOENT') : write(table, text);
    },
    kind: (path, netns) => (path === '' ? 'directory' : tables(netns).has(path) ? 'file' : undefined),
    list: (_, netns) => granted([...tables(netns).keys()].sort()),
  };
}

/** /proc/net/xt_recent: the lists of `-m recent`, which may be written to as well. */
export function recentFiles(kernel: Kernel): Mount {
  return folder(
    '/proc/net/xt_recent',
    ({ netfilter }) => netfilter.recents,
    recentFile,
    (table, text) => changeRecent(table, text, kernel.now),
  );
}

/** recent_seq_show. */
function recentFile({ entries }: RecentTable): string {
  return entries
    .map(({ address, ttl, index, stamps }) => {
      const times = stamps.map(jiffies);
      return `src=${formatIpv4(address)} ttl: ${ttl} last_seen: ${times[index - 1]} oldest_pkt: ${index} ${times.join(', ')}\n`;
    })
    .join('');
}

/** recent_mt_proc_write: `+ADDRESS`, `-ADDRESS`, or `/` for emptying the list. */
function changeRecent(table: RecentTable, text: string, now: number): Result {
  const word = text.trim();
  if (word.startsWith('/')) {
    table.entries = [];
    return DONE;
  }
  const address = parseIpv4(word.slice(1));
  if (!/^[-+]/.test(word) || address === null) return refused('EINVAL');
  const entry = findRecent(table, address, 0);
  if (word.startsWith('-')) table.entries = table.entries.filter((one) => one !== entry);
  else if (entry === undefined) addRecent(table, address, 0, now);
  else touchRecent(table, entry, now);
  return DONE;
}

/** Credits of a microsecond (CREDITS_PER_JIFFY). */
const CREDITS = BigInt(Math.floor((2 ** 39 * HZ) / 1_000_000));

/** /proc/net/ipt_hashlimit: the buckets of `-m hashlimit`. */
export function hashlimitFiles(kernel: Kernel): Mount {
  return folder(
    '/proc/net/ipt_hashlimit',
    ({ netfilter }) => netfilter.hashlimits,
    (table) => hashlimitFile(table, kernel.now),
    () => refused('EACCES'),
  );
}

/** dl_seq_real_show: seconds until it goes, what it is for, credit, most credit, and what a packet costs. */
function hashlimitFile({ config, buckets }: HashlimitTable, now: number): string {
  const full = config.interval * config.burst;
  return [...buckets.values()]
    .filter(({ expires }) => expires > now)
    .map(({ src, srcPort, dst, dstPort, credit, updated, expires }) => {
      const left = Math.floor((expires - now) / 1_000_000);
      const credits = [Math.min(credit + now - updated, full), full, config.interval].map(
        (time) => BigInt(Math.round(time)) * CREDITS,
      );
      return `${left} ${formatIpv4(src)}:${srcPort}->${formatIpv4(dst)}:${dstPort} ${credits.join(' ')}\n`;
    })
    .join('');
}
