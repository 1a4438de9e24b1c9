import type { GetoptOption } from '../../../grammar/getopt.ts';
import { DNAT } from '../../../grammar/iptables/targets/dnat.ts';
import { MASQUERADE } from '../../../grammar/iptables/targets/masquerade.ts';
import { NETMAP } from '../../../grammar/iptables/targets/netmap.ts';
import { REDIRECT } from '../../../grammar/iptables/targets/redirect.ts';
import { SNAT } from '../../../grammar/iptables/targets/snat.ts';
import type { NatRange } from '../../../kernel/netfilter/nat/range.ts';
import type { NatTarget, NetmapTarget, OwnAddressTarget } from '../../../kernel/netfilter/targets/nat.ts';
import { formatIpv4 } from '../../../net/ipv4.ts';
import { formatMask } from '../address.ts';
import { complain } from '../complaint.ts';
import type { Extension, Given, RuleSoFar } from '../extension.ts';
import { parseHostMask, parseHostMask6 } from '../option-value.ts';
import {
  formatNatPorts,
  formatNatRange,
  natFlags,
  parseNatPorts,
  parseNatRange,
  parseNatRange6,
  withFlag,
} from './nat-range.ts';

/** SNAT and DNAT (libipt_SNAT, libipt_DNAT, one library since 1.8.9). */
function natExtension(kind: NatTarget['kind'], options: readonly GetoptOption[]): Extension<NatTarget> {
  const name = options[0]!.name;
  return {
    label: kind,
    options,
    begin(family) {
      let range: NatRange = {};
      const parse = family === 4 ? parseNatRange : parseNatRange6;
      return {
        option(given, rule) {
          const parsed = () => ({ ...range, ...parse(given.value, rule, given.index) });
          range = withFlag(range, given.name) ?? parsed();
        },
        finish: () => ({ kind, range: kind === 'SNAT' ? withoutBase(range) : range }),
      };
    },
    save: ({ range }) => [`${name} ${formatNatRange(range)}`, ...natFlags(range, '--')].join(' '),
    print: ({ range }) => [`to:${formatNatRange(range)}`, ...natFlags(range, '')].join(' '),
  };
}

/** Ports are shifted by DNAT only; SNAT takes the base and forgets it. */
function withoutBase(range: NatRange): NatRange {
  return range.ports?.base === undefined ? range : { ...range, ports: { ...range.ports, base: 0 } };
}

/** MASQUERADE and REDIRECT, whose address is the host's own. */
function ownAddressExtension(
  kind: OwnAddressTarget['kind'],
  options: readonly GetoptOption[],
  title: string,
): Extension<OwnAddressTarget> {
  const parse = (range: NatRange, { name, value, index }: Given, rule: RuleSoFar): NatRange => {
    const flagged = withFlag(range, name);
    if (flagged !== undefined) return flagged;
    const ports = parseNatPorts(value, rule, index);
    if (kind === 'REDIRECT' && ports.base !== undefined)
      complain('Shifted portmap ranges not supported with this kernel', index);
    return { ...range, ports };
  };
  return {
    label: kind,
    options,
    begin() {
      let range: NatRange = {};
      return {
        option(given, rule) {
          range = parse(range, given, rule);
        },
        finish: () => ({ kind, range }),
      };
    },
    save({ range }) {
      const ports = range.ports === undefined ? [] : [`--to-ports ${formatNatPorts(range.ports)}`];
      return [...ports, ...natFlags(range, '--')].join(' ');
    },
    print({ range }) {
      const ports = range.ports === undefined ? [] : [`${title} ${formatNatPorts(range.ports)}`];
      return [...ports, ...natFlags(range, '')].join(' ');
    },
  };
}

export const SNAT_EXTENSION = natExtension('SNAT', SNAT);

export const DNAT_EXTENSION = natExtension('DNAT', DNAT);

export const MASQUERADE_EXTENSION = ownAddressExtension('MASQUERADE', MASQUERADE, 'masq ports:');

export const REDIRECT_EXTENSION = ownAddressExtension('REDIRECT', REDIRECT, 'redir ports');

function formatNetwork({ network, mask, written }: NetmapTarget): string {
  return written ?? `${formatIpv4(network)}${formatMask(mask)}`;
}

/** libipt_NETMAP. */
export const NETMAP_EXTENSION: Extension<NetmapTarget> = {
  label: 'NETMAP',
  options: NETMAP,
  begin(family) {
    let target: NetmapTarget = { kind: 'NETMAP', network: 0, mask: 0 };
    return {
      option(given) {
        if (family === 6) {
          target = { ...target, written: parseHostMask6(given, true) };
          return;
        }
        const { address, mask } = parseHostMask('NETMAP', given);
        target = { kind: 'NETMAP', network: (address & mask) >>> 0, mask };
      },
      finish: () => target,
    };
  },
  save: (target) => `--to ${formatNetwork(target)}`,
  print: (target) => `to:${formatNetwork(target)}`,
};
