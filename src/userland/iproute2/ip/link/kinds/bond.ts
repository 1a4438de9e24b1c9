import { BOND_OPTIONS } from '../../../../../grammar/iproute2/bond.ts';
import type { BondChange, BondInfo, BondPortInfo } from '../../../../../kernel/link/requests.ts';
import { formatMac } from '../../../../../net/mac.ts';
import { Arguments } from '../../../arguments.ts';
import { parseUnsigned } from '../../../number.ts';
import type { Printer } from '../../../printer.ts';
import type { Session } from '../../../session.ts';
import { kindUsage } from '../kind.ts';
import type { KindWords } from './words.ts';

/** Modes whose frames are really spread as on Linux; the others are configured and shown. */
const SIMULATED: ReadonlySet<string> = new Set(['balance-rr', 'active-backup', 'balance-xor']);

/** The words of `type bond`. */
export const BOND_WORDS: KindWords = {
  options: BOND_OPTIONS,
  read: (session, kindAt) => {
    const bond = readBond(session, kindAt);
    return bond === undefined ? undefined : { bond };
  },
  print: (out, { bond }) => {
    if (bond !== undefined) printBond(out, bond);
  },
  printPort: (out, { bondPort }) => {
    if (bondPort !== undefined) printBondPort(out, bondPort);
  },
};

/** Reads what stands behind `type bond`; undefined after a complaint that ends the command with status 1. */
function readBond(session: Session, index: number): BondChange | undefined {
  const args = new Arguments(session, BOND_OPTIONS, index);
  const change: Record<string, unknown> = {};
  while (args.next()) {
    const { row } = args;
    if (row === undefined || row.name === 'help') {
      if (row === undefined) session.error(`bond: unknown command "${args.word}"?\n`, args.index);
      session.error(kindUsage('bond', BOND_OPTIONS));
      return undefined;
    }
    const word = args.take();
    if (row.values?.[0] === 'device') {
      const ifindex = session.ifindexOf(word);
      if (ifindex === undefined) {
        session.noDevice(args.index);
        return undefined;
      }
      change[row.name === 'active_slave' ? 'active' : 'primary'] = ifindex;
    } else if (row.name === 'arp_ip_target') change.arp_ip_target = word.split(',');
    else change[row.name] = wordOrNumber(session, args, row.name, row.words);
    if (row.name === 'mode' && !SIMULATED.has(String(change.mode)))
      session.unsimulated(`frames through a bond of mode ${change.mode}`, args.index);
  }
  return change as BondChange;
}

/** A number, or a word of a list, which may be given by its number too. */
function wordOrNumber(
  session: Session,
  args: Arguments,
  name: string,
  words: readonly string[] | undefined,
): string | number {
  const { word } = args;
  const number = parseUnsigned(word);
  const wrong = () => session.invalid(`invalid ${name}`, args.index);
  if (words === undefined) return number ?? wrong();
  if (words.includes(word)) return word;
  return (number === undefined ? undefined : words[number]) ?? wrong();
}

/** What `-d` tells of a bond. */
function printBond(out: Printer, { options, active, primary }: BondInfo): void {
  const word = (key: string, value: string | number, json: string = key) => out.field(json, value, `${key} ${value} `);
  word('mode', options.mode);
  if (active !== undefined) word('active_slave', active);
  for (const key of ['miimon', 'updelay', 'downdelay', 'peer_notify_delay', 'use_carrier'] as const)
    word(key, options[key]);
  for (const key of ['arp_interval', 'arp_missed_max'] as const) word(key, options[key]);
  printTargets(out, options.arp_ip_target);
  // In JSON the word for none is no word at all.
  out.field(
    'arp_validate',
    options.arp_validate === 'none' ? null : options.arp_validate,
    `arp_validate ${options.arp_validate} `,
  );
  word('arp_all_targets', options.arp_all_targets);
  if (primary !== undefined) word('primary', primary);
  for (const key of ['primary_reselect', 'fail_over_mac', 'xmit_hash_policy', 'resend_igmp'] as const)
    word(key, options[key]);
  word('num_grat_arp', options.num_grat_arp, 'num_peer_notif');
  for (const key of ['all_slaves_active', 'min_links', 'lp_interval', 'packets_per_slave'] as const)
    word(key, options[key]);
  word('lacp_active', options.lacp_active, 'ad_lacp_active');
  word('lacp_rate', options.lacp_rate, 'ad_lacp_rate');
  word('ad_select', options.ad_select);
  if (options.mode === '802.3ad') {
    word('ad_actor_sys_prio', 65535);
    word('ad_user_port_key', 0);
    word('ad_actor_system', '00:00:00:00:00:00');
  }
  word('tlb_dynamic_lb', options.tlb_dynamic_lb);
}

function printTargets(out: Printer, targets: readonly string[]): void {
  if (targets.length === 0) return;
  out.openArray('arp_ip_target', 'arp_ip_target ');
  for (const [i, target] of targets.entries()) out.item(target, i === 0 ? target : `,${target}`);
  out.closeArray(' ');
}

/** What `-d` tells of a port of a bond. */
function printBondPort(out: Printer, { active, linkUp, failures, permanentMac }: BondPortInfo): void {
  const word = (key: string, value: string | number) => out.field(key, value, `${key} ${value} `);
  word('state', active ? 'ACTIVE' : 'BACKUP');
  word('mii_status', linkUp ? 'UP' : 'DOWN');
  word('link_failure_count', failures);
  word('perm_hwaddr', formatMac(permanentMac));
  word('queue_id', 0);
  word('prio', 0);
}
