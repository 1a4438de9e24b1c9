import { Getopt, GetoptTable, getoptMessage } from '../../grammar/getopt.ts';
import { NCAT } from '../../grammar/ncat/ncat.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process } from '../process.ts';

const TABLE = new GetoptTable(NCAT.options);
const DEFAULT_PORT = 31337;
const SECOND = 1_000_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1000, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND };

/** What the words of ncat ask for. */
export interface NcatRequest {
  readonly flags: ReadonlySet<string>;
  readonly host: string | undefined;
  readonly hostIndex: number;
  readonly port: number;
  readonly sourcePort: number | undefined;
  readonly source: string | undefined;
  /** Microseconds. */
  readonly connectTimeout: number;
  readonly idleTimeout: number | undefined;
  /** The program that talks with the other side, in words. */
  readonly exec: readonly string[] | undefined;
}

/** Reads the words; a complaint is printed, and answers the exit status. */
export function parseNcat(process: Process): NcatRequest | number {
  const quit = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(`Ncat: ${message} QUITTING.\n`);
    return 2;
  };
  const flags = new Set<string>();
  const values = new Map<string, { readonly text: string; readonly index: number }>();
  const operands: { readonly text: string; readonly index: number }[] = [];
  const scan = new Getopt(process.argv, [TABLE]);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') {
      process.stderr.write(`${getoptMessage('ncat', step.error)}\n`);
      return quit(step.index, "Try `--help' or man(1) ncat for more information, usage options and help.");
    }
    if (step.kind === 'operand') operands.push({ text: step.value, index: step.index });
    else {
      if (step.option.simulated === false) process.unsimulated(`ncat ${step.name}`, step.index);
      if (step.value === undefined) flags.add(step.option.name);
      else values.set(step.option.name, { text: step.value, index: step.valueIndex });
    }
  }
  if (flags.has('-h')) {
    process.stdout.write(usageOf('ncat', NCAT));
    return 0;
  }
  if (flags.has('--version')) {
    process.stderr.write('Ncat: Version 7.93 ( https://nmap.org/ncat )\n');
    return 0;
  }
  if (flags.has('-v')) process.stderr.write('Ncat: Version 7.93 ( https://nmap.org/ncat )\n');
  const times = new Map<string, number>();
  for (const [name, what] of [
    ['-w', '-w timeout'],
    ['-i', '-i timeout'],
  ] as const) {
    const given = values.get(name);
    if (given === undefined) continue;
    const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(given.text) ?? [];
    const time = Number(digits) * UNITS[unit]!;
    if (digits === '' || time <= 0)
      return quit(given.index, `Invalid ${what} "${given.text}" (must be greater than 0 and less than 2147483s).`);
    times.set(name, time);
  }
  const listens = flags.has('-l');
  const source = values.get('-s');
  if (listens && source !== undefined)
    return quit(
      source.index,
      '-l and -s are incompatible.  Specify the address and port to bind to like you would a host to connect to.',
    );
  if (values.has('-c') && values.has('-e'))
    return quit(values.get('-e')!.index, 'Only one of --exec, --sh-exec, and --lua-exec is allowed.');
  let [host, port] = operands;
  // One word that looks like a port is the port to listen on.
  if (listens && port === undefined && host !== undefined && /^\d+$/.test(host.text)) [host, port] = [undefined, host];
  const own = values.get('-p');
  const [, , second] = operands;
  const further = listens && own !== undefined && port !== undefined ? [own, port] : second && [port!, second];
  if (further !== undefined)
    return quit(
      further[1]!.index,
      `Got more than one port specification: ${further.map(({ text }) => text).join(' ')}.`,
    );
  if (listens && flags.has('-z')) {
    process.stderr.write("Ncat: Services designed for LISTENING can't be used with -z QUITTING.\n");
    return 2;
  }
  const most = values.get('-m');
  if (!listens && host !== undefined && most !== undefined)
    return quit(most.index, "Invalid option combination: `--max-conns' with connect.");
  const keeps = flags.has('-k');
  if (keeps && flags.has('-u') && !values.has('-c') && !values.has('-e'))
    return quit(
      process.argv.findIndex((word) => /^(?:-[a-z]*k|--keep-open)/.test(word)),
      'UDP mode does not support the -k or --keep-open options, except with --exec or --sh-exec.',
    );
  if (!listens && host === undefined) return quit(0, 'You must specify a host to connect to.');
  for (const each of [port, own]) {
    if (each === undefined || (/^\d+$/.test(each.text) && Number(each.text) <= 65535)) continue;
    if (each === own && !listens)
      return quit(
        each.index,
        /^\d+$/.test(each.text) ? `Invalid source port ${each.text}.` : `Invalid source port number "${each.text}".`,
      );
    return quit(each.index, `Invalid port number "${each.text}".`);
  }
  if (keeps && !listens) return quit(0, "Invalid option combination: `--keep-open' with connect.");
  const command = values.get('-c');
  const program = values.get('-e');
  return {
    flags,
    host: host?.text,
    hostIndex: host?.index ?? 0,
    port: Number(port?.text ?? (listens ? own?.text : undefined) ?? DEFAULT_PORT),
    sourcePort: listens || own === undefined ? undefined : Number(own.text),
    source: source?.text,
    connectTimeout: times.get('-w') ?? 10 * SECOND,
    idleTimeout: times.get('-i'),
    exec: command !== undefined ? ['sh', '-c', command.text] : program?.text.split(/\s+/),
  };
}
