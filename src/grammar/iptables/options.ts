import type { GetoptOption } from '../getopt.ts';
import { MATCH_MEANINGS, MATCHES, MATCHES6, PROTOCOL_MATCHES, PROTOCOL_MATCHES6 } from './matches.ts';
import { TARGET_MEANINGS, TARGETS, TARGETS6 } from './targets.ts';

/** Commands of iptables(8): exactly one a call, but -Z besides -L or -S. */
export const COMMANDS: readonly GetoptOption[] = [
  { name: '-A', aliases: ['--append'], values: ['chain'], doc: 'Appends a rule to the end of a chain' },
  { name: '-D', aliases: ['--delete'], values: ['chain'], doc: 'Deletes a rule, by number or written out' },
  { name: '-C', aliases: ['--check'], values: ['chain'], doc: 'Exits with 0 if the rule exists' },
  { name: '-I', aliases: ['--insert'], values: ['chain'], doc: 'Inserts a rule, at the top or before a number' },
  { name: '-R', aliases: ['--replace'], values: ['chain'], doc: 'Replaces the rule of a number' },
  {
    name: '-L',
    aliases: ['--list'],
    values: ['chain'],
    optionalValue: true,
    doc: 'Lists the rules of a chain, or of all',
  },
  {
    name: '-S',
    aliases: ['--list-rules'],
    values: ['chain'],
    optionalValue: true,
    doc: 'Prints the rules of a chain, or of all, as commands',
  },
  {
    name: '-F',
    aliases: ['--flush'],
    values: ['chain'],
    optionalValue: true,
    doc: 'Deletes all rules of a chain, or of all',
  },
  { name: '-Z', aliases: ['--zero'], values: ['chain'], optionalValue: true, doc: 'Sets counters to zero' },
  { name: '-N', aliases: ['--new-chain'], values: ['new-chain'], doc: 'Makes a chain' },
  {
    name: '-X',
    aliases: ['--delete-chain'],
    values: ['chain'],
    optionalValue: true,
    doc: 'Deletes an empty chain, or all',
  },
  {
    name: '-P',
    aliases: ['--policy'],
    values: ['chain'],
    doc: 'Sets what becomes of packets that no rule decided about',
  },
  { name: '-E', aliases: ['--rename-chain'], values: ['chain'], doc: 'Gives a chain another name' },
];

/** What a rule tests and does, matches and targets aside. */
const RULE: readonly GetoptOption[] = [
  {
    name: '-p',
    aliases: ['--protocol', '--proto'],
    values: ['ip-protocol'],
    invertible: true,
    words: ['tcp', 'udp', 'icmp', 'all'],
    opens: PROTOCOL_MATCHES,
    doc: 'Protocol, by name or number',
  },
  {
    name: '-s',
    aliases: ['--source', '--src'],
    values: ['prefix'],
    invertible: true,
    doc: 'Source address or network',
  },
  {
    name: '-d',
    aliases: ['--destination', '--dst'],
    values: ['prefix'],
    invertible: true,
    doc: 'Destination address or network',
  },
  {
    name: '-i',
    aliases: ['--in-interface'],
    values: ['device'],
    invertible: true,
    doc: 'Device the packet came in by; a final + stands for any ending',
  },
  {
    name: '-o',
    aliases: ['--out-interface'],
    values: ['device'],
    invertible: true,
    doc: 'Device the packet leaves by; a final + stands for any ending',
  },
  { name: '-f', aliases: ['--fragment', '--fragments'], invertible: true, doc: 'Second and further fragments' },
  {
    name: '-m',
    aliases: ['--match'],
    values: ['match'],
    repeatable: true,
    words: Object.keys(MATCHES),
    meanings: MATCH_MEANINGS,
    opens: MATCHES,
    doc: 'Loads a match, whose options follow',
  },
  {
    name: '-j',
    aliases: ['--jump'],
    values: ['target'],
    words: ['ACCEPT', 'DROP', 'RETURN', ...Object.keys(TARGETS)],
    meanings: TARGET_MEANINGS,
    opens: TARGETS,
    excludes: ['-g'],
    doc: 'What to do with the packet: a verdict, a target, or a chain to go through',
  },
  {
    name: '-g',
    aliases: ['--goto'],
    values: ['chain'],
    excludes: ['-j'],
    doc: 'Goes on in a chain without coming back',
  },
  { name: '-c', aliases: ['--set-counters'], values: ['number'], doc: 'Packets and bytes the rule starts with' },
];

/** Everything else. */
const GENERAL: readonly GetoptOption[] = [
  {
    name: '-t',
    aliases: ['--table'],
    values: ['iptables-table'],
    words: ['filter', 'nat', 'mangle', 'raw', 'security'],
    doc: 'The table; filter unless given',
  },
  { name: '-v', aliases: ['--verbose'], repeatable: true, doc: 'Counters, devices and options too' },
  { name: '-n', aliases: ['--numeric'], doc: 'Numbers instead of names' },
  { name: '-x', aliases: ['--exact'], doc: 'Counters in full' },
  { name: '--line-numbers', doc: 'A number before each rule' },
  {
    name: '-w',
    aliases: ['--wait'],
    values: ['number'],
    optionalValue: true,
    doc: 'Waits for the lock (nothing to wait for here)',
  },
  {
    name: '-W',
    aliases: ['--wait-interval'],
    values: ['number'],
    optionalValue: true,
    doc: 'How often to look at the lock',
  },
  { name: '-4', aliases: ['--ipv4'], doc: 'IPv4, which it is anyway' },
  { name: '-6', aliases: ['--ipv6'], doc: 'Only for files that both families read' },
  { name: '-M', aliases: ['--modprobe'], values: ['program'], doc: 'The program that loads modules' },
  { name: '-h', aliases: ['--help'], values: ['match'], optionalValue: true, doc: 'Help' },
  { name: '-V', aliases: ['--version'], doc: 'The version' },
];

/** The options of iptables itself. */
export const OPTIONS: readonly GetoptOption[] = [...COMMANDS, ...RULE, ...GENERAL];

/** What differs in ip6tables: protocols, matches and targets. */
const RULE6: Readonly<Record<string, Partial<GetoptOption>>> = {
  '-p': { words: ['tcp', 'udp', 'icmpv6', 'all'], opens: PROTOCOL_MATCHES6 },
  '-m': { words: Object.keys(MATCHES6), opens: MATCHES6 },
  '-j': { words: ['ACCEPT', 'DROP', 'RETURN', ...Object.keys(TARGETS6)], opens: TARGETS6 },
};

/** The options of ip6tables itself. */
export const OPTIONS6: readonly GetoptOption[] = OPTIONS.filter(({ name }) => name !== '-f').map((option) => ({
  ...option,
  ...RULE6[option.name],
}));
