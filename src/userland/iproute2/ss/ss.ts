import { Getopt, GetoptTable, getoptMessage } from '../../../grammar/getopt.ts';
import { SS } from '../../../grammar/iproute2/ss.ts';
import { usageOf } from '../../../grammar/usage.ts';
import type { Netns } from '../../../kernel/netns/netns.ts';
import type { SocketInfo } from '../../../kernel/socket/requests.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { nameOfHost } from '../../netbase/hosts.ts';
import { serviceAtPort } from '../../netbase/services.ts';
import { pace } from '../../pace.ts';
import type { Process, Program, Running } from '../../process.ts';
import { detailsOf } from './details.ts';
import { type Condition, parseCondition } from './filter.ts';
import { CONNECTED, EVERY_STATE, LISTENING, STATE_TEXTS, statesNamed, type TcpState } from './states.ts';
import { summary } from './summary.ts';
import { layOut, type Row } from './table.ts';

const TABLE = new GetoptTable(SS.options);
const NETID = 0;
const STATE = 1;

/** The tables that ss can look at (its databases). Only those of UDP and TCP have anything in them here. */
type SocketTable = keyof typeof SHOWN_STATES;

/** The states that are shown of each table when none are named (default_dbs). */
const SHOWN_STATES = {
  tcp: CONNECTED,
  udp: ['ESTABLISHED'],
  raw: ['ESTABLISHED'],
  unix_dgram: ['CLOSE'],
  unix_stream: CONNECTED,
  unix_seqpacket: CONNECTED,
  packet_raw: ['CLOSE'],
  packet_dgram: ['CLOSE'],
} as const satisfies Readonly<Record<string, readonly TcpState[]>>;

const UNIX = ['unix_dgram', 'unix_stream', 'unix_seqpacket'] as const;
const PACKET = ['packet_raw', 'packet_dgram'] as const;

/** Tables by the letter of an option, and by what `-A` calls them. */
const TABLES_OF: Readonly<Record<string, readonly SocketTable[]>> = {
  t: ['tcp'],
  u: ['udp'],
  w: ['raw'],
  x: UNIX,
  '0': PACKET,
  tcp: ['tcp'],
  udp: ['udp'],
  raw: ['raw'],
  inet: ['udp', 'tcp', 'raw'],
  unix: UNIX,
  unix_dgram: ['unix_dgram'],
  unix_stream: ['unix_stream'],
  unix_seqpacket: ['unix_seqpacket'],
  packet: PACKET,
  packet_raw: ['packet_raw'],
  packet_dgram: ['packet_dgram'],
  all: ['udp', 'tcp', 'raw', ...UNIX, ...PACKET],
};

/** What `-f` stands for: a family of addresses, or tables. */
const FAMILIES: Readonly<Record<string, '-4' | '-6' | readonly SocketTable[]>> = {
  inet: '-4',
  inet6: '-6',
  unix: UNIX,
  link: PACKET,
};

/** What the words of ss ask for. */
interface Request {
  readonly flags: ReadonlySet<string>;
  readonly kinds: readonly ('udp' | 'tcp')[];
  readonly hasOneKind: boolean;
  readonly states: readonly TcpState[];
  readonly condition: Condition;
  /** Neither kinds of sockets nor a filter were named. */
  readonly isBare: boolean;
  readonly netns: Netns;
}

/** ss(8), iproute2 6.1. */
export const ss: Program = (process) => {
  const request = parse(process);
  if (typeof request === 'number') return request;
  const { flags, kinds, states, condition, hasOneKind, isBare, netns } = request;
  const { kernel } = process.system;
  if (flags.has('-s')) {
    process.stdout.write(summary(kernel, netns));
    if (isBare) return 0;
  }
  const rows: Row[] = [];
  for (const kind of kinds) {
    const isWanted = (socket: SocketInfo) => states.includes(socket.state) && condition(socket);
    const sockets =
      flags.has('-K') && kind === 'tcp'
        ? kernel.socket.destroy(netns, (socket) => isWanted(socket) && !isWaiting(socket))
        : kernel.socket.dump(netns, kind);
    for (const family of [4, 6] as const) {
      if (
        (family === 4 && flags.has('-6') && !flags.has('-4')) ||
        (family === 6 && flags.has('-4') && !flags.has('-6'))
      )
        continue;
      const own = sockets.filter((socket) => (socket.v6 === undefined ? 4 : 6) === family);
      const ordered = [...own.filter(isWaiting), ...own.filter((socket) => !isWaiting(socket))];
      for (const socket of ordered) if (isWanted(socket)) rows.push(rowOf(process, flags, socket));
    }
  }
  const hidden = new Set<number>();
  if (hasOneKind) hidden.add(NETID);
  if (states.length === 1) hidden.add(STATE);
  process.stdout.write(layOut(rows, hidden, !flags.has('-H')));
  return flags.has('-K') ? afterReset(process) : 0;
};

/** The peers have heard of it before the next command. */
function* afterReset(process: Process): Running {
  yield pace(process);
  return 0;
}

function isWaiting({ state }: SocketInfo): boolean {
  return state === 'LISTEN';
}

function parse(process: Process): Request | number {
  const flags = new Set<string>();
  const words: { readonly text: string; readonly index: number }[] = [];
  const tables = new Set<SocketTable>();
  let killed: number | undefined;
  let { netns } = process;
  const fail = (index: number, text: string, status: number) => {
    process.blame(index);
    process.stderr.write(text);
    return status;
  };
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return fail(step.index, `${getoptMessage('ss', step.error)}\n${usageOf('ss', SS)}`, 255);
    if (step.kind === 'operand') {
      words.push({ text: step.value, index: step.index });
      continue;
    }
    const { name, simulated } = step.option;
    if (simulated === false) process.unsimulated(`ss ${step.name}`, step.index);
    if (name === '-K') killed = step.index;
    flags.add(name);
    for (const table of TABLES_OF[name.slice(1)] ?? []) tables.add(table);
    if (name === '-N') {
      const found = process.system.kernel.netns.find(step.value ?? '');
      if (found === undefined)
        return fail(step.valueIndex, `Cannot open network namespace "${step.value}": No such file or directory\n`, 1);
      netns = found;
    }
    if (name === '-f') {
      const family = FAMILIES[step.value ?? ''];
      if (family === undefined)
        return fail(step.valueIndex, `ss: "${step.value}" is invalid family\n${usageOf('ss', SS)}`, 255);
      if (typeof family === 'string') flags.add(family);
      else for (const table of family) tables.add(table);
    }
    if (name === '-A')
      for (const each of (step.value ?? '').split(',')) {
        const named = each.length > 1 ? TABLES_OF[each] : undefined;
        if (named === undefined)
          return fail(step.valueIndex, `ss: "${each}" is illegal socket table id\n${usageOf('ss', SS)}`, 255);
        for (const table of named) tables.add(table);
      }
  }
  // Programs here do not expect to lose a socket that waits for connections.
  const isMore = tables.has('udp') || flags.has('-l') || flags.has('-a');
  if (killed !== undefined && isMore) process.unsimulated('ss -K for UDP and for sockets that listen', killed);
  if (flags.has('-V')) {
    process.stdout.write('ss utility, iproute2-6.1.0\n');
    return 0;
  }
  if (flags.has('-Z') || flags.has('-z')) {
    process.stderr.write('ss: SELinux is not enabled.\n');
    return 1;
  }
  if (flags.has('-h')) {
    process.stdout.write(usageOf('ss', SS));
    return 0;
  }
  const isBare = tables.size === 0 && words.length === 0;
  if (tables.size === 0) for (const table of TABLES_OF.all!) tables.add(table);
  const filter = parseFilter(
    flags,
    [...tables],
    words,
    fail,
    (name) => process.system.kernel.link.find(netns, name) !== undefined,
  );
  if (typeof filter === 'number') return filter;
  return {
    flags,
    kinds: (['udp', 'tcp'] as const).filter((kind) => tables.has(kind)),
    hasOneKind: tables.size === 1,
    isBare,
    netns,
    ...filter,
  };
}

/** `state NAME` and `exclude NAME`, as often as one likes, then a condition. */
function parseFilter(
  flags: ReadonlySet<string>,
  tables: readonly SocketTable[],
  words: readonly { readonly text: string; readonly index: number }[],
  fail: (index: number, text: string, status: number) => number,
  hasDevice: (name: string) => boolean,
): Pick<Request, 'states' | 'condition'> | number {
  let states: readonly TcpState[] | undefined;
  let at = 0;
  for (; words[at]?.text === 'state' || words[at]?.text === 'exclude' || words[at]?.text === 'excl'; at += 2) {
    const name = words[at + 1];
    const named = name === undefined ? undefined : statesNamed(name.text);
    if (name === undefined) return fail(words[at]!.index, 'Command line is not complete. Try option "help"\n', 255);
    if (named === undefined) return fail(name.index, `ss: wrong state name: ${name.text}\n`, 255);
    if (words[at]!.text === 'state') states = [...new Set([...(states ?? []), ...named])];
    else states = (states ?? EVERY_STATE).filter((state) => !named.includes(state));
  }
  // Whoever names tables by -A, or a family of addresses, sees connections (filter_af_set).
  const named = ['-A', '-4', '-6'].some((flag) => flags.has(flag)) ? CONNECTED : [];
  const ofTables = [...new Set([...(flags.has('-A') ? [] : tables.flatMap((table) => SHOWN_STATES[table])), ...named])];
  states ??= flags.has('-a') ? EVERY_STATE : flags.has('-l') ? LISTENING : ofTables;
  const rest = words.slice(at);
  if (rest.length === 0) return { states, condition: () => true };
  const condition = parseCondition(
    rest.map(({ text }) => text),
    hasDevice,
  );
  if (typeof condition === 'function') return { states, condition };
  return fail(
    rest[condition.at]?.index ?? 0,
    condition.text + (condition.usage ? usageOf('ss', SS) : ''),
    condition.status,
  );
}

function rowOf(process: Process, flags: ReadonlySet<string>, socket: SocketInfo): Row {
  const { kind, owner, device } = socket;
  const place = (address: number, isLocal: boolean) => {
    const bound = isLocal && device !== undefined ? `%${device}` : '';
    return `${addressText(process, flags, socket, address)}${bound}:`;
  };
  const port = (number: number) => {
    if (number === 0) return '*';
    const name = flags.has('-n') || isEphemeral(number) ? undefined : serviceAtPort(number, kind);
    return name ?? String(number);
  };
  const users =
    flags.has('-p') && owner !== undefined ? ` users:(("${owner.name}",pid=${owner.pid},fd=${owner.fd}))` : '';
  return {
    cells: [
      kind.padEnd(5),
      STATE_TEXTS[socket.state],
      String(socket.receiveQueue).padEnd(6),
      String(socket.sendQueue).padEnd(6),
      place(socket.localAddress, true),
      port(socket.localPort),
      place(socket.remoteAddress, false),
      port(socket.remotePort),
      users + detailsOf(socket, flags),
    ],
  };
}

/** Ports that programs get by chance have no names. */
function isEphemeral(port: number): boolean {
  return port >= 32768 && port <= 60999;
}

function addressText(process: Process, flags: ReadonlySet<string>, { v6 }: SocketInfo, address: number): string {
  if (v6 === 'only') return '[::]';
  if (v6 === 'dual') return address === 0 ? '*' : `[::ffff:${formatIpv4(address)}]`;
  const text = formatIpv4(address);
  return flags.has('-r') ? (nameOfHost(process, text) ?? text) : text;
}
