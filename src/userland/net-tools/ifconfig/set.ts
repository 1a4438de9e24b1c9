import { IFCONFIG } from '../../../grammar/net-tools/ifconfig.ts';
import { usageOf } from '../../../grammar/usage.ts';
import { type Errno, strerror } from '../../../kernel/errno.ts';
import type { LinkChange } from '../../../kernel/link/requests.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import { isHostName, parseAton } from '../../netbase/hosts.ts';
import { networkAddress } from '../../netbase/networks.ts';
import type { Process } from '../../process.ts';
import { leadingInteger } from '../../stdlib.ts';
import { cutName } from '../interface-name.ts';
import { lookupFailure, readIpv6, resolveAddress, slashMask } from '../resolve.ts';
import { ADDRESS_FIELDS, changeAddresses } from './address-words.ts';
import { readHardwareAddress } from './hardware.ts';

/** Ends the program at once, as exit(3) does. */
export class Exit extends Error {
  constructor(readonly status: number) {
    super();
  }
}

/** Words that switch a flag of the device, and what still has it warns of. */
const SWITCHES: Readonly<Record<string, readonly [LinkChange, string?]>> = {
  arp: [{ arp: true }],
  '-arp': [{ arp: false }],
  promisc: [{ promisc: true }],
  '-promisc': [{ promisc: false }],
  allmulti: [{ allmulti: true }],
  '-allmulti': [{ allmulti: false }],
  multicast: [{ multicast: true }],
  '-multicast': [{ multicast: false }],
  trailers: [{}],
  '-trailers': [{}],
  dynamic: [{}],
  '-dynamic': [{}],
  '-broadcast': [{}, 'BROADCAST'],
  '-pointopoint': [{}],
};

/** What only cards and serial lines can have set, with the request that fails elsewhere. */
const REFUSED: Readonly<Record<string, string>> = {
  irq: 'irq: SIOCSIFMAP',
  mem_start: 'mem_start: SIOCSIFMAP',
  io_addr: 'io_addr: SIOCSIFMAP',
  keepalive: 'SIOCSKEEPALIVE',
  outfill: 'SIOCSOUTFILL',
};

/** The plugs that a card may have. */
const PLUGS = new Set(['10base2', '10baseT', 'AUI', '100baseT', '100baseTX', '100baseFX']);

const HELP = "ifconfig: `--help' gives usage information.\n";

/** Families that ifconfig knows by name and that have no addresses here. */
const OTHER_FAMILIES = new Set(['unix', 'ax25', 'netrom', 'rose', 'ipx', 'ddp', 'ec', 'ash', 'x25']);

/** The words behind the name of an interface, done one after the other; one that fails does not end the others. */
export class Setter {
  readonly name: string;
  /** The status so far. Some failures are added to it bit by bit, the others stand in the place of all before (goterr). */
  status = 0;
  family: 4 | 6 = 4;
  private at: number;
  private hasNetmask = false;
  /** Whether a name server was to be asked, in vain (h_errno is set). */
  private hasAsked = false;
  /** The mask behind a slash is set when all words are done. */
  private lastMask: Ipv4 | undefined;

  constructor(
    readonly process: Process,
    private readonly first: number,
  ) {
    this.name = cutName(process.argv[first]!);
    this.at = first + 1;
  }

  get kernel() {
    return this.process.system.kernel;
  }

  run(): number {
    const { argv } = this.process;
    this.readFamily();
    while (this.at < argv.length) this.word(argv[this.at]!);
    if (this.lastMask !== undefined)
      this.gather('SIOCSIFNETMASK', this.setLabelled('netmask', this.lastMask), this.first + 1);
    return this.status & 255;
  }

  private readFamily(): void {
    const word = this.process.argv[this.at]!;
    if (word === 'inet6') this.family = 6;
    else if (OTHER_FAMILIES.has(word)) this.process.unsimulated(`the address family ${word}`, this.at);
    else if (word !== 'inet') return;
    this.at++;
  }

  private word(word: string): void {
    const index = this.at++;
    if (Object.hasOwn(SWITCHES, word)) return this.toggle(word, index);
    if (Object.hasOwn(REFUSED, word)) {
      this.value();
      return this.report(REFUSED[word]!, { ok: false, error: { errno: 'EOPNOTSUPP' } }, index);
    }
    switch (word) {
      case 'up':
        return this.up(index);
      case 'down':
        return this.down(index);
      case 'mtu':
        return this.set('SIOCSIFMTU', { mtu: leadingInteger(this.value()) }, index + 1);
      case 'txqueuelen':
        return this.queueLength(leadingInteger(this.numberOf(this.value())));
      case 'name':
        return this.set('SIOCSIFNAME', { name: cutName(this.value()) }, index + 1);
      case 'hw':
        return this.hardware();
      case 'media':
        return this.media(index);
      case 'tunnel':
        this.process.unsimulated('tunnels', index);
        this.value();
        return this.report('SIOCSIFDSTADDR', { ok: false, error: { errno: 'ENODEV' } }, index);
      case 'netmask':
        return this.netmask();
      case 'add':
      case 'del':
        return changeAddresses(this, word, this.at, this.value());
    }
    if (Object.hasOwn(ADDRESS_FIELDS, word)) return this.addressField(word);
    this.setAddress(index);
  }

  /** The word behind the current one; without one the program ends. */
  value(): string {
    const value = this.process.argv[this.at];
    if (value === undefined) this.usage();
    this.at++;
    return value;
  }

  usage(): never {
    this.process.blame(Math.min(this.at, this.process.argv.length - 1));
    this.process.stderr.write(usageOf('ifconfig', IFCONFIG));
    throw new Exit(3);
  }

  /** Says that a request was refused; the failures before are forgotten. */
  report(what: string, result: Result, index: number): void {
    if (!result.ok) this.fail(`${what}: ${strerror(result.error.errno)}`, index);
  }

  /** Says that a request was refused, which adds to the failures before. */
  gather(what: string, result: Result, index: number, status = 1): void {
    if (result.ok) return;
    this.complain(`${what}: ${strerror(result.error.errno)}`, index);
    this.status |= status;
  }

  fail(text: string, index: number): void {
    this.complain(text, index);
    this.status = 1;
  }

  /** Says what alone is no failure. */
  complain(text: string, index: number): void {
    this.process.blame(index);
    this.process.stderr.write(`${text}\n`);
  }

  /** Reads an address; a name that is not known is complained of. */
  address(text: string, index: number, hostFirst = false): Ipv4 | undefined {
    if (this.family === 6) {
      this.inet6(text, index);
      this.status = 1;
      return undefined;
    }
    const address = resolveAddress(this.process, text);
    if (address !== null) return address;
    this.refuseName(text, index, hostFirst);
    return undefined;
  }

  /** Complains of a name that nobody knows. */
  refuseName(text: string, index: number, hostFirst = false): void {
    const failure = lookupFailure(text, hostFirst);
    if (failure.endsWith('lookup failure')) this.hasAsked = true;
    this.fail(failure, index);
  }

  /** Looks for an IPv6 address, and complains where there is none (INET6_resolve, INET6_herror). */
  private inet6(text: string, index: number): boolean {
    if (readIpv6(text) !== null && !text.includes('/')) return true;
    // An address of the other family is no question for a name server, whose last answer is told then.
    const isIpv4 = parseAton(text) !== null;
    const isAsked = !isIpv4 && isHostName(text);
    const reason = isIpv4 ? 'Resolver Error 0 (no error)' : 'Unknown host';
    if (isAsked) this.hasAsked = true;
    const told = isAsked || (isIpv4 && this.hasAsked) ? 'Host name lookup failure' : reason;
    this.complain(`getaddrinfo: ${text}: ${isIpv4 ? -9 : isAsked ? -3 : -2}\n${text}: ${told}`, index);
    return false;
  }

  setLabelled(field: 'address' | 'netmask' | 'broadcast' | 'peer', value: Ipv4, name = this.name): Result {
    return this.kernel.address.setLabelled(this.process.netns, name, { field, value });
  }

  get link() {
    return this.kernel.link.find(this.process.netns, this.name.split(':')[0]!);
  }

  private set(what: string, change: LinkChange, index: number): void {
    this.report(what, this.change(change), index);
  }

  private change(change: LinkChange): Result {
    const { link } = this;
    if (link === undefined) return { ok: false, error: { errno: 'ENODEV' } };
    return this.kernel.link.set(this.process.netns, link.ifindex, change);
  }

  /** Flags are read before they are written; -1 is what a failure leaves. */
  private changeFlags(change: LinkChange, index: number): boolean {
    if (this.link === undefined) {
      this.complain(`${this.name}: ERROR while getting interface flags: No such device`, index);
      this.status = -1;
      return false;
    }
    const result = this.name.includes(':') ? this.setAliasFlags(this.name, change) : this.change(change);
    this.gather('SIOCSIFFLAGS', result, index, -1);
    return result.ok;
  }

  /** SIOCSIFFLAGS of an alias: it goes when the flags, read from its device, say that it is not up. */
  setAliasFlags(alias: string, change: LinkChange): Result {
    const isUp = change.up ?? this.link?.up;
    return this.kernel.address.setLabelled(this.process.netns, alias, { field: isUp ? 'keep' : 'remove' });
  }

  private toggle(word: string, index: number): void {
    const [change, remains] = SWITCHES[word]!;
    if (word === '-trailers' || word === 'dynamic') this.process.unsimulated(`ifconfig ${word}`, index);
    this.changeFlags(change, index);
    if (word === '-trailers' || !word.startsWith('-') || word === '-arp') return;
    if (this.link === undefined)
      this.complain(`${this.name}: ERROR while testing interface flags: No such device`, index);
    else if (remains !== undefined && this.link.broadcast)
      this.process.stderr.write(`Warning: Interface ${this.name} still in ${remains} mode.\n`);
  }

  private up(index: number): void {
    this.changeFlags({ up: true }, index);
  }

  private down(index: number): void {
    this.changeFlags({ up: false }, index);
  }

  private queueLength(length: number): void {
    if (length < 0)
      return this.report('SIOCSIFTXQLEN', refusal(this.link === undefined ? 'ENODEV' : 'EINVAL'), this.at - 1);
    this.set('SIOCSIFTXQLEN', { txqlen: length }, this.at - 1);
  }

  /** strtoul(3) with base 0 takes hexadecimal as well. */
  private numberOf(text: string): string {
    return /^0x[\da-f]+/i.test(text) ? String(Number.parseInt(text, 16)) : text;
  }

  private hardware(): void {
    const mac = readHardwareAddress(this, this.value());
    if (mac === undefined) return;
    // The class is that of the device, or it is refused (dev_set_mac_address).
    if (this.link?.kind === 'loopback') this.report('SIOCSIFHWADDR', refusal('EINVAL'), this.at - 1);
    else this.set('SIOCSIFHWADDR', { mac }, this.at - 1);
  }

  /** A plug by its name; `auto` only switches a flag, and is then read once more. */
  private media(index: number): void {
    const plug = this.value();
    if (plug === 'auto') {
      this.process.unsimulated('ifconfig media auto', index);
      this.changeFlags({}, index);
      return this.setAddress(index + 1);
    }
    if (PLUGS.has(plug)) return this.report('port: SIOCSIFMAP', refusal('EOPNOTSUPP'), index + 1);
    this.complain('Unknown media type.', index + 1);
    throw new Exit(1);
  }

  private netmask(): void {
    const text = this.value();
    if (this.hasNetmask) this.usage();
    const mask = this.address(text, this.at - 1);
    if (mask === undefined) return;
    this.hasNetmask = true;
    this.gather('SIOCSIFNETMASK', this.setLabelled('netmask', mask), this.at - 1);
  }

  /** `broadcast ADDRESS` and its like; without an address they only switch a flag that the device has or has not. */
  private addressField(word: string): void {
    const { field, request, needed } = ADDRESS_FIELDS[word]!;
    if (this.process.argv[this.at] === undefined && !needed) {
      this.changeFlags({}, this.at - 1);
      return;
    }
    const text = this.value();
    const isNetwork = this.family !== 6 && networkAddress(text) !== undefined;
    // The other end has to be a host; nobody was asked who it is.
    if (word === 'pointopoint' && isNetwork) return this.fail(`${text}: Resolver Error 0 (no error)`, this.at - 1);
    const address = this.address(text, this.at - 1);
    if (address === undefined) return;
    const set = this.setLabelled(field, address);
    if (needed) return this.report(request, set, this.at - 1);
    this.gather(request, set, this.at - 1);
    this.changeFlags({}, this.at - 1);
  }

  /** A word that is no keyword is an address. */
  private setAddress(index: number): void {
    this.at = index + 1;
    const text = this.process.argv[index]!;
    if (this.family === 6) {
      if (this.inet6(text, index)) this.complain("Don't know how to set addresses for family 10.", index);
      else this.process.stderr.write(HELP);
      throw new Exit(1);
    }
    const read = slashMask(text);
    if (read === null) this.usage();
    if (read.mask !== undefined) {
      if (this.hasNetmask) this.usage();
      this.lastMask = read.mask;
    }
    const address = resolveAddress(this.process, read.host);
    if (address === null) {
      this.complain(lookupFailure(read.host), index);
      this.process.stderr.write(HELP);
      throw new Exit(1);
    }
    this.gather('SIOCSIFADDR', this.setLabelled('address', address), index);
    // An alias that was just emptied is not brought up.
    const [, alias] = this.name.split(':');
    if (alias === undefined || (address !== 0 && !alias.includes('-'))) this.up(index);
  }
}

function refusal(errno: Errno): Result {
  return { ok: false, error: { errno } };
}
