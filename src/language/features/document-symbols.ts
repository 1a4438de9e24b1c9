import type { DocumentSymbol } from 'vscode-languageserver-types';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';
import { ipv4Of } from '../network/ipv4-addresses.ts';
import type { Device } from '../network/network.ts';

/** SymbolKind of the protocol. */
const NAMESPACE = 3;
const INTERFACE = 11;
const FUNCTION = 12;

/** The outline: namespaces with the devices that are in them at the end, devices of the host, functions. */
export function documentSymbolsOf(lab: Analysis): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const place of lab.network.places) {
    const devices = place.devices.flatMap((device) => deviceSymbol(lab, device) ?? []);
    if (place.kind === 'host') symbols.push(...devices);
    const maker = place.kind === 'netns' ? lab.recordOf(lab.history.madeNamespace(place.name)) : undefined;
    if (maker === undefined) continue;
    const word = lab.wordIn(maker, place.name);
    symbols.push(symbol(lab, place.name, 'namespace', NAMESPACE, maker.range, word, devices));
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
