import type { Match } from '../../kernel/netfilter/matches/index.ts';
import type { DeviceTest, RuleSpec, RuleWords } from '../../kernel/netfilter/rule.ts';
import type { Target } from '../../kernel/netfilter/targets/index.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { formatIpv6 } from '../../net/ipv6.ts';
import { formatMask } from './address.ts';
import { formatMask6 } from './address6.ts';
import { formatDevice } from './device.ts';
import { negated } from './extension.ts';
import { matchExtension } from './matches/index.ts';
import { formatProtocol } from './protocol.ts';
import { extensionOf } from './targets/index.ts';

/** A rule's tests and target before they are put into words. */
export type Unworded = Omit<RuleSpec, 'words'>;

/** Puts a rule into the words of iptables-save, part by part. */
export function wordsOf(rule: Unworded): RuleWords {
  const { source, destination, source6, destination6, inDevice, outDevice, protocol, fragment, matches, target } = rule;
  const address = (option: string, test: RuleSpec['source'], test6: RuleSpec['source6']) =>
    (test && negated(test.invert, `${option} ${formatIpv4(test.address)}${formatMask(test.mask)}`)) ??
    (test6 && negated(test6.invert, `${option} ${formatIpv6(test6.address)}${formatMask6(test6.mask)}`));
  const device = (option: string, test: DeviceTest | undefined) =>
    test && negated(test.invert, `${option} ${formatDevice(test)}`);
  return withoutUndefined({
    source: address('-s', source, source6),
    destination: address('-d', destination, destination6),
    inDevice: device('-i', inDevice),
    outDevice: device('-o', outDevice),
    protocol: protocol && negated(protocol.invert, `-p ${formatProtocol(protocol.number)}`),
    fragment: fragment && negated(fragment.invert, '-f'),
    matches: matches.map(saveMatch),
    target: target === undefined ? '' : saveTarget(target),
  });
}

function saveMatch(match: Match): string {
  const text = matchExtension(match.kind)!.save(match);
  return text === '' ? `-m ${match.kind}` : `-m ${match.kind} ${text}`;
}

function saveTarget(target: Target): string {
  switch (target.kind) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return `-j ${target.kind}`;
    case 'jump':
      return `${target.goto ? '-g' : '-j'} ${target.chain}`;
    default: {
      const extension = extensionOf(target);
      const text = extension.save(target);
      return text === '' ? `-j ${extension.label}` : `-j ${extension.label} ${text}`;
    }
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
