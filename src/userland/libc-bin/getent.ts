import { formatIpv4, parseIpv4 } from '../../net/ipv4.ts';
import { lookupHost, lookupName } from '../netbase/resolver.ts';
import { portOfService, serviceAtPort } from '../netbase/services.ts';
import type { Process, Program, Running, Wait } from '../process.ts';

const HINT = "Try `getent --help' or `getent --usage' for more information.\n";
const NOT_FOUND = 2;

/** The lines that a database has for a key; undefined for none. */
type Database = (process: Process, key: string) => Generator<Wait, string | undefined, void> | string | undefined;

const DATABASES: Readonly<Record<string, Database>> = {
  hosts,
  ahosts,
  ahostsv4: ahosts,
  services: (_, key) => {
    const [name = '', protocol] = key.split('/');
    const port = /^\d+$/.test(name) ? Number(name) : portOfService(name, protocol);
    const kind = protocol ?? (port !== undefined && serviceAtPort(port, 'tcp') !== undefined ? 'tcp' : 'udp');
    const known = port === undefined ? undefined : serviceAtPort(port, kind);
    return known === undefined ? undefined : `${known.padEnd(21)} ${port}/${kind}\n`;
  },
};

/** getent(1) of glibc 2.36. */
export const getent: Program = (process) => {
  const [, name, ...keys] = process.argv;
  if (name === undefined) {
    process.stderr.write(`getent: wrong number of arguments\n${HINT}`);
    return 1;
  }
  const database = Object.hasOwn(DATABASES, name) ? DATABASES[name] : undefined;
  if (database === undefined) {
    process.blame(1);
    process.stderr.write(`Unknown database: ${name}\n${HINT}`);
    return 1;
  }
  if (keys.length === 0) return listAll(process, name);
  return askAll(process, database, keys);
};

function* askAll(process: Process, database: Database, keys: readonly string[]): Running {
  let status = 0;
  for (const key of keys) {
    const answer = database(process, key);
    const found = typeof answer === 'object' ? yield* answer : answer;
    if (found === undefined) status = NOT_FOUND;
    else process.stdout.write(found);
  }
  return status;
}

/** The lines of /etc/hosts: an address, a name, and others for it. */
function hostLines(process: Process): { readonly address: string; readonly names: readonly string[] }[] {
  const hosts = process.system.fs.read('/etc/hosts', process.netns);
  return (hosts.ok ? hosts.value : '').split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return address !== undefined && names.length > 0 && parseIpv4(address) !== null ? [{ address, names }] : [];
  });
}

function listAll(process: Process, name: string): number {
  if (name !== 'hosts') {
    process.stderr.write(`Enumeration not supported on ${name}\n`);
    return 3;
  }
  for (const { address, names } of hostLines(process)) process.stdout.write(hostLine(address, names));
  return 0;
}

function hostLine(address: string, names: readonly string[]): string {
  return `${address.padEnd(15)} ${names.join(' ')}\n`;
}

function* hosts(process: Process, key: string): Generator<Wait, string | undefined, void> {
  const address = parseIpv4(key);
  const known = hostLines(process).find((line) => line.names.includes(key) || line.address === key);
  if (known !== undefined) return hostLine(known.address, known.names);
  if (address !== null) {
    const found = yield* lookupName(process, address);
    return typeof found === 'string' ? undefined : hostLine(key, [found.name]);
  }
  const found = yield* lookupHost(process, key);
  return typeof found === 'number' ? hostLine(formatIpv4(found), [key]) : undefined;
}

/** An address for each kind of socket (getaddrinfo(3)). */
function* ahosts(process: Process, key: string): Generator<Wait, string | undefined, void> {
  const found = yield* lookupHost(process, key);
  if (typeof found !== 'number') return undefined;
  const address = formatIpv4(found).padEnd(15);
  const name = hostLines(process).find(({ names }) => names.includes(key))?.names[0] ?? key;
  return `${address} STREAM ${name}\n${address} DGRAM  \n${address} RAW    \n`;
}
