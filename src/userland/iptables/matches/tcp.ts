import { TCP } from '../../../grammar/iptables/matches/tcp.ts';
import type { TcpMatch } from '../../../kernel/netfilter/matches/tcp.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseUnsigned } from '../number.ts';
import { joinParts, parsePortRange, portsOrAny, printPorts, savePorts, withTest } from './ports.ts';

/** Flags by their bits, in the order in which they are written. */
const FLAGS = [
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['PSH', 8],
  ['ACK', 16],
  ['URG', 32],
] as const;

const ALL = 63;
/** SYN, RST, ACK and FIN: what `--syn` looks at. */
const SYN_MASK = 23;

function parseFlags(text: string, index: number): number {
  let bits = 0;
  for (const word of text.split(',').filter((one) => one !== '')) {
    const name = word.toUpperCase();
    if (name === 'ALL') bits |= ALL;
    else if (name !== 'NONE') {
      const flag = FLAGS.find(([known]) => known === name);
      bits |= flag === undefined ? complain(`Unknown TCP flag \`${word}'`, index) : flag[1];
    }
  }
  return bits;
}

function formatFlags(bits: number): string {
  const names = FLAGS.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
  return names.length === 0 ? 'NONE' : names.join(',');
}

/** `0x17` with two digits. */
function hexFlags(bits: number): string {
  return `0x${bits.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Flags to look at and those that must be set; undefined where that always holds. */
function flagsOf({ name, value, invert, index, take }: Given): TcpMatch['flags'] {
  if (name === '--syn') return { mask: SYN_MASK, compare: 2, invert };
  const compare = take();
  if (compare === undefined) complain('--tcp-flags requires two args.', index);
  const flags = { mask: parseFlags(value, index), compare: parseFlags(compare, index + 1), invert };
  return flags.mask === 0 && flags.compare === 0 && !invert ? undefined : flags;
}

function optionOf({ value, invert, index }: Given): NonNullable<TcpMatch['option']> {
  const number = parseUnsigned(value, 255, 1);
  return number === undefined ? complain(`Bad TCP option "${value}"`, index) : { number, invert };
}

/** Flags that nothing is looked at for: nf_tables' own test, taken where no option is asked for, leaves them out (add_nft_tcpflags). */
const areIdle = ({ flags, option }: TcpMatch) => flags?.mask === 0 && option === undefined;

function withoutFlags({ flags: _, ...others }: TcpMatch): TcpMatch {
  return others;
}

/** The flags where they are shown: those that nothing is looked at for only when negated. */
const shown = (flags: TcpMatch['flags']) => (flags?.mask === 0 && !flags.invert ? undefined : flags);

/** libxt_tcp. */
export const TCP_EXTENSION: Extension<TcpMatch> = {
  label: 'tcp',
  options: TCP,
  ownChecks: true,
  begin() {
    let match: TcpMatch = { kind: 'tcp' };
    const once = (key: keyof TcpMatch, what: string, index: number) => {
      if (match[key] !== undefined) complain(`Only one ${what} allowed`, index);
    };
    return {
      option(given) {
        const ports = () => portsOrAny(parsePortRange(given, 'tcp'));
        switch (given.name) {
          case '--source-port':
            once('srcPorts', "`--source-port'", given.index);
            match = withTest(match, 'srcPorts', ports());
            break;
          case '--destination-port':
            once('dstPorts', "`--destination-port'", given.index);
            match = withTest(match, 'dstPorts', ports());
            break;
          case '--tcp-option':
            once('option', "`--tcp-option'", given.index);
            match = { ...match, option: optionOf(given) };
            break;
          default:
            once('flags', "of `--syn' or `--tcp-flags' ", given.index);
            match = withTest(match, 'flags', flagsOf(given));
        }
      },
      finish: () => (areIdle(match) ? withoutFlags(match) : match),
      isVoid: () => areIdle(match) && match.srcPorts === undefined && match.dstPorts === undefined,
    };
  },
  save(match) {
    const { srcPorts, dstPorts, option } = match;
    const flags = shown(match.flags);
    return joinParts([
      savePorts('--sport', srcPorts),
      savePorts('--dport', dstPorts),
      option && negated(option.invert, `--tcp-option ${option.number}`),
      flags && negated(flags.invert, `--tcp-flags ${formatFlags(flags.mask)} ${formatFlags(flags.compare)}`),
    ]);
  },
  print(match, numeric) {
    const { srcPorts, dstPorts, option } = match;
    const flags = shown(match.flags);
    const format = numeric ? hexFlags : formatFlags;
    const parts = joinParts([
      printPorts('spt', srcPorts, 'tcp', numeric),
      printPorts('dpt', dstPorts, 'tcp', numeric),
      option && `option=${option.invert ? '!' : ''}${option.number}`,
      flags && `flags:${flags.invert ? '!' : ''}${format(flags.mask)}/${format(flags.compare)}`,
    ]);
    return parts === '' ? 'tcp' : `tcp ${parts}`;
  },
};
