import { ROUTE } from '../../../grammar/net-tools/route.ts';
import { usageOf } from '../../../grammar/usage.ts';
import { strerror } from '../../../kernel/errno.ts';
import { formatIpv4, type Ipv4 } from '../../../net/ipv4.ts';
import { networkAddress, networkName } from '../../netbase/networks.ts';
import type { Process } from '../../process.ts';
import { lastBits, leadingInteger } from '../../stdlib.ts';
import { lookupFailure, resolveAddress, slashMask } from '../resolve.ts';
import type { Word } from '../word.ts';

const LEAST_MSS = 64;
const MOST_MSS = 65536;
const LEAST_WINDOW = 128;

/** A route as it is read; a mask of 0 is one that was not given. */
interface Draft {
  destination: Ipv4;
  mask: Ipv4;
  isNetwork: boolean;
  gateway: Ipv4 | undefined;
  device: string | undefined;
  metric: number | undefined;
  mss: number | undefined;
  window: number | undefined;
  irtt: number | undefined;
  isReject: boolean;
}

/** A complaint: what it says, its status, and the word to blame. */
interface Complaint {
  readonly text: string;
  readonly status: number;
  readonly index: number;
}

/** Says how routes are added and removed. */
export function routeUsage(process: Process, index: number): number {
  process.blame(index);
  const add = ROUTE.commands!.find((each) => each.name === 'add')!;
  process.stderr.write(usageOf('route add|del', add));
  return 3;
}

/** `route add`, `route del`. */
export function changeRoute(process: Process, what: 'add' | 'delete', words: readonly Word[]): number {
  if (words.length === 0) {
    routeUsage(process, process.argv.length - 1);
    return 0;
  }
  const read = new Reader(process, words).read();
  if ('status' in read) {
    process.blame(read.index);
    process.stderr.write(read.text === '' ? '' : `${read.text}\n`);
    return read.status === 3 ? routeUsage(process, read.index) : read.status;
  }
  const { device, metric, gateway, mss, window, irtt, ...rest } = read;
  const result = process.system.kernel.route.ioctl(process.netns, what, {
    destination: rest.destination,
    isHost: !rest.isNetwork,
    mask: rest.mask,
    isReject: rest.isReject,
    ...(gateway === undefined ? {} : { gateway }),
    ...(device === undefined ? {} : { device }),
    ...(metric === undefined ? {} : { metric }),
    ...(mss === undefined ? {} : { mss }),
    ...(window === undefined ? {} : { window }),
    ...(irtt === undefined ? {} : { irtt }),
  });
  if (result.ok) return 0;
  process.blame(words.find((word) => !word.text.startsWith('-'))?.index ?? 0);
  process.stderr.write(`${what === 'add' ? 'SIOCADDRT' : 'SIOCDELRT'}: ${strerror(result.error.errno)}\n`);
  return 7;
}

/** The metric that the kernel is given: one more, in a `short`, from which it takes one (struct rtentry, rtentry_to_fib_config). */
function rtMetric(metric: number): number {
  const given = lastBits(metric + 1, 16);
  return given === 0 ? 0 : (given - 1) >>> 0;
}

/** Reads the words behind `add` and `del`. */
class Reader {
  private at = 0;

  constructor(
    private readonly process: Process,
    private readonly words: readonly Word[],
  ) {}

  read(): Draft | Complaint {
    const kind = this.words[0]!.text;
    const isMarked = kind === '-net' || kind === '-host';
    if (isMarked) this.at++;
    const target = this.words[this.at];
    if (target === undefined) return this.usage();
    this.at++;
    const split = slashMask(target.text);
    if (split === null) return this.usage();
    const found = this.target(split.host, kind);
    if (found === null) return { text: lookupFailure(split.host, kind === '-host'), status: 6, index: target.index };
    const draft: Draft = {
      destination: found.address,
      mask: split.mask ?? 0,
      isNetwork: kind === '-net' || (kind !== '-host' && found.isNetwork),
      gateway: undefined,
      device: undefined,
      metric: undefined,
      mss: undefined,
      window: undefined,
      irtt: undefined,
      isReject: false,
    };
    while (this.at < this.words.length) {
      const complaint = this.word(draft);
      if (complaint !== undefined) return complaint;
    }
    return this.check(draft, target) ?? draft;
  }

  /** `default` and names of /etc/networks are networks. */
  private target(text: string, kind: string): { readonly address: Ipv4; readonly isNetwork: boolean } | null {
    const network = kind === '-host' && text !== 'default' ? undefined : networkAddress(text);
    if (network !== undefined) return { address: network, isNetwork: true };
    const address = resolveAddress(this.process, text);
    return address === null ? null : { address, isNetwork: false };
  }

  private usage(text = ''): Complaint {
    return { text, status: 3, index: this.words[Math.min(this.at, this.words.length) - 1]?.index ?? 0 };
  }

  /** One word and its value. */
  private word(draft: Draft): Complaint | undefined {
    const { text } = this.words[this.at++]!;
    switch (text) {
      case 'metric': {
        const value = this.words[this.at++]?.text;
        if (value === undefined || !/^\d/.test(value)) return this.usage();
        draft.metric = rtMetric(leadingInteger(value));
        return undefined;
      }
      case 'netmask': {
        const value = this.words[this.at++];
        if (value === undefined || draft.mask !== 0) return this.usage();
        const mask = resolveAddress(this.process, value.text);
        if (mask === null) return { text: lookupFailure(value.text), status: 6, index: value.index };
        draft.mask = mask;
        return undefined;
      }
      case 'gw':
      case 'gateway':
        return this.gateway(draft);
      case 'mss':
      case 'window':
      case 'irtt':
        return this.ofTcp(draft, text);
      case 'reject':
        draft.isReject = true;
        return undefined;
      case 'mod':
      case 'dyn':
      case 'reinstate':
        return undefined;
      case 'dev':
      case 'device': {
        const value = this.words[this.at++];
        if (value === undefined || draft.device !== undefined) return this.usage();
        draft.device = value.text;
        return undefined;
      }
    }
    if (draft.device !== undefined || this.at < this.words.length) return this.usage();
    draft.device = text;
    return undefined;
  }

  /** What TCP is to begin with there; values that are too small for it are refused. */
  private ofTcp(draft: Draft, name: 'mss' | 'window' | 'irtt'): Complaint | undefined {
    const word = this.words[this.at++];
    if (word === undefined) return this.usage();
    const value = leadingInteger(word.text);
    if (name === 'mss' && (value < LEAST_MSS || value > MOST_MSS)) return this.usage('route: Invalid MSS/MTU.');
    if (name === 'window' && value >>> 0 < LEAST_WINDOW) return this.usage('route: Invalid window.');
    draft[name] = value >>> 0;
    return undefined;
  }

  private gateway(draft: Draft): Complaint | undefined {
    const value = this.words[this.at++];
    if (value === undefined || draft.gateway !== undefined) return this.usage();
    if (networkAddress(value.text) !== undefined)
      return this.usage(`route: ${value.text}: cannot use a NETWORK as gateway!`);
    const address = resolveAddress(this.process, value.text);
    if (address === null) return { text: lookupFailure(value.text, true), status: 6, index: value.index };
    draft.gateway = address;
    return undefined;
  }

  /** Mask and destination have to fit. What a host's mask leaves free is told in hexadecimal. */
  private check({ mask, destination, isNetwork }: Draft, { index }: Word): Complaint | undefined {
    if (mask === 0) return undefined;
    const wrong = (text: string): Complaint => ({ text: `route: ${text}`, status: 3, index });
    const hostBits = (~mask >>> 0).toString(16).padStart(8, '0');
    if (!isNetwork) return wrong(`netmask ${hostBits} doesn't make sense with host route`);
    const isMask = (~mask & (~mask + 1)) === 0;
    if (!isMask) return wrong(`bogus netmask ${networkName(mask) ?? formatIpv4(mask)}`);
    return (destination & ~mask) === 0 ? undefined : wrong("netmask doesn't match route address");
  }
}
