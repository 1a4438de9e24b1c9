import { fail, misuse } from './complaint.ts';
import type { CommandLetter, Request } from './request.ts';

/** The options in the order in which they are checked, by the long name that complaints use. */
const ORDER: readonly (readonly [option: string, name: string])[] = [
  ['-s', 'src'],
  ['-d', 'dst'],
  ['-r', 'reply-src'],
  ['-q', 'reply-dst'],
  ['-p', 'protonum'],
  ['-t', 'timeout'],
  ['-u', 'status'],
  ['-z', 'zero'],
  ['-e', 'event-mask'],
  ['--tuple-src', 'tuple-src'],
  ['--tuple-dst', 'tuple-dst'],
  ['--mask-src', 'mask-src'],
  ['--mask-dst', 'mask-dst'],
  ['-m', 'mark'],
  ['-i', 'id'],
  ['-f', 'family'],
  ['-n', 'src-nat'],
  ['-g', 'dst-nat'],
  ['-o', 'output'],
  ['-c', 'secmark'],
  ['-b', 'buffer-size'],
  ['-j', 'any-nat'],
  ['-w', 'zone'],
  ['-l', 'label'],
  ['--label-add', 'label-add'],
  ['--label-del', 'label-del'],
  ['--orig-zone', 'orig-zone'],
  ['--reply-zone', 'reply-zone'],
];

const MAKE = '-s -d -r -q -p -t -u -m -n -g -f -w -l --orig-zone --reply-zone';
const ZONES = '-w --orig-zone --reply-zone';
const MASKS = '--mask-src --mask-dst';

/** What each command takes (commands_v_options). */
const ALLOWED: Readonly<Record<CommandLetter, string>> = {
  L: `-s -d -r -q -p -u -z -m -f -n -g -j -o -c -l ${MASKS} ${ZONES}`,
  I: MAKE,
  A: MAKE,
  U: `-s -d -r -q -p -t -u -m -i -f -n -g -o -l --label-add --label-del ${MASKS}`,
  D: `-s -d -r -q -p -t -u -m -i -f -n -g -o -l ${MASKS} ${ZONES}`,
  G: `-s -d -r -q -p -i -f -o -w`,
  F: '-f',
  E: `-s -d -r -q -p -m -e -f -n -g -j -o -b -c -l ${MASKS} ${ZONES}`,
  C: '',
  S: '',
  R: '',
};

/** The same for expectations. */
const ALLOWED_EXPECT: Readonly<Partial<Record<CommandLetter, string>>> = { L: '-f -o', E: '-o', F: '', C: '' };

/** What a command cannot do without. */
const REQUIRED: Readonly<Partial<Record<CommandLetter, readonly string[]>>> = {
  I: ['-p', '-t'],
  A: ['-p', '-t'],
  G: ['-p'],
};

/** Refuses options that do not go with the command, and a command without what it needs. */
export function checkOptions(request: Request): void {
  const { command, given, table, commandIndex } = request;
  const rows = table === 'expect' && command !== undefined ? (ALLOWED_EXPECT[command] ?? ALLOWED[command]) : undefined;
  const allowed = (rows ?? (command === undefined ? '' : ALLOWED[command])).split(' ');
  const required = (command === undefined ? undefined : REQUIRED[command]) ?? [];
  for (const [option, name] of ORDER) {
    const word = given.get(option);
    if (word === undefined && required.includes(option))
      misuse(`You need to supply the \`--${name}' option for this command`, commandIndex);
    if (word !== undefined && !allowed.includes(option))
      misuse(`Illegal option \`--${name}' with this command`, word.index);
  }
  checkMasks(request);
  const filters = [...given.keys()].some((option) => !['-z', '-o', '-f'].includes(option));
  if (command === 'L' && given.has('-z') && filters)
    misuse("Can't use -z with filtering parameters", given.get('-z')!.index);
  if (command === 'I' || command === 'A' || command === 'G') checkTuple(request, command);
  if (request.output.has('save') && request.output.size > 1)
    fail('cannot combine save output with any other output type, use -o save only', given.get('-o')?.index);
}

function checkMasks({ given }: Request): void {
  for (const [mask, address, name] of [
    ['--mask-src', '-s', 'src'],
    ['--mask-dst', '-d', 'dst'],
  ] as const) {
    const word = given.get(mask);
    if (word !== undefined && !given.has(address)) misuse(`Can't use ${mask} without --${name}`, word.index);
  }
}

/** A connection is named by both addresses of a direction, and what its protocol adds. */
function checkTuple(request: Request, command: CommandLetter): void {
  const { given, commandIndex, ports, icmp, protocol } = request;
  const has = (one: string, other: string) => given.has(one) && given.has(other);
  if (!has('-s', '-d') && !has('-r', '-q')) misuse("you have to specify `--src' and `--dst'", commandIndex);
  if (protocol === 6 || protocol === 17) {
    const original = ports.originalSource !== undefined && ports.originalDestination !== undefined;
    const reply = ports.replySource !== undefined && ports.replyDestination !== undefined;
    if (!original && !reply) misuse("you have to specify `--sport' and `--dport'", commandIndex);
  }
  const need = (name: string) => misuse(`You need to supply the \`--${name}' option for this command`, commandIndex);
  if (protocol === 6 && command !== 'G' && request.tcpState === undefined) need('state');
  if (protocol === 1) {
    if (icmp.type === undefined) need('icmp-type');
    if (icmp.code === undefined) need('icmp-code');
    if (icmp.id === undefined) need('icmp-id');
  }
}
