import type { DocumentSymbol } from 'vscode-languageserver-types';
import { RT_TABLE_LOCAL, RT_TABLE_MAIN } from '../../kernel/fib/requests.ts';
import { describeRoute, describeRule, tableName } from '../../lab/words.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device, Place } from '../network/network.ts';

/** SymbolKind of the protocol. */
const NAMESPACE = 3;
const INTERFACE = 11;
const FUNCTION = 12;
const ARRAY = 18;
const EVENT = 24;
const OPERATOR = 25;

/** Routes, policy rules and firewall rules of a namespace listed at most. */
const LIMIT = 200;

/**
 * The outline: namespaces with the devices, routes and rules that are in them at the end, those of the host itself at the
 * top, functions.
 */
export function documentSymbolsOf(lab: Analysis): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const place of lab.network.places) {
    if (place.kind === 'internet') continue;
    const devices = place.devices.flatMap((device) => deviceSymbol(lab, device) ?? []);
    const contents = [...devices, ...routesOf(lab, place), ...rulesOf(lab, place), ...chainsOf(lab, place)];
    if (place.kind === 'host') symbols.push(...contents);
    const maker = place.kind === 'netns' ? lab.recordOf(lab.history.madeNamespace(place.name)) : undefined;
    if (maker === undefined) continue;
    const word = lab.wordIn(maker, place.name);
    symbols.push(symbol(lab, place.name, 'namespace', NAMESPACE, maker.range, word, contents));
  }
  for (const { name, range, nameRange } of lab.script.functions)
    symbols.push(symbol(lab, name, 'function', FUNCTION, range, nameRange, []));
  return symbols.sort((a, b) => a.range.start.line - b.range.start.line);
}

function deviceSymbol(lab: Analysis, device: Device): DocumentSymbol | undefined {
  const { link } = device;
  const maker = lab.recordOf(link.cause);
  if (maker === undefined || link.kind === 'loopback') return undefined;
  const addresses = ipv4Of([device]).map(({ local, length }) => `${formatIpv4(local)}/${length}`);
  const detail = [link.kind, ...addresses].join(' ');
  return symbol(lab, link.name, detail, INTERFACE, maker.range, lab.wordIn(maker, link.name), []);
}

/** The routes that commands made. */
function routesOf(lab: Analysis, { routes }: Place): DocumentSymbol[] {
  return routes.slice(0, LIMIT).flatMap((route) => {
    const maker = route.table === RT_TABLE_LOCAL || route.protocol === 'kernel' ? undefined : lab.recordOf(route.cause);
    if (maker === undefined) return [];
    const table = route.table === RT_TABLE_MAIN ? '' : `, table ${tableName(route.table)}`;
    return [symbol(lab, describeRoute(route), `route${table}`, EVENT, maker.range, maker.range, [])];
  });
}

/** The policy rules that commands made. */
function rulesOf(lab: Analysis, { rules }: Place): DocumentSymbol[] {
  return rules.slice(0, LIMIT).flatMap((rule) => {
    const maker = lab.recordOf(rule.cause);
    if (maker === undefined) return [];
    const { selector, action } = describeRule(rule);
    return [symbol(lab, `${selector} ${action}`, `rule ${rule.priority}`, OPERATOR, maker.range, maker.range, [])];
  });
}

/** The chains of packet filters that have rules, and the rules in them. */
function chainsOf(lab: Analysis, { netns }: Place): DocumentSymbol[] {
  return lab.run.kernel.netfilter.chains(netns).flatMap((chain) => {
    const rules = chain.rules.slice(0, LIMIT).flatMap(({ text, cause, number }) => {
      const maker = lab.recordOf(cause);
      return maker === undefined ? [] : [symbol(lab, text, `rule ${number}`, OPERATOR, maker.range, maker.range, [])];
    });
    const maker = lab.recordOf(chain.cause);
    const range = maker?.range ?? (chain.rules.length > 0 ? lab.recordOf(chain.rules[0]!.cause)?.range : undefined);
    if (range === undefined) return [];
    const word = maker === undefined ? range : lab.wordIn(maker, chain.chain);
    return [symbol(lab, `${chain.table} ${chain.chain}`, 'chain', ARRAY, range, word, rules)];
  });
}

function symbol(
  { positions }: Analysis,
  name: string,
  detail: string,
  kind: DocumentSymbol['kind'],
  range: Origin,
  word: Origin,
  children: DocumentSymbol[],
): DocumentSymbol {
  const inside = word.start >= range.start && word.end <= range.end ? word : range;
  return {
    name: name || '?',
    detail,
    kind,
    range: positions.rangeOf(range),
    selectionRange: positions.rangeOf(inside),
    children,
  };
}
