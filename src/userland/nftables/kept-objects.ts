import type { KeptKind } from '../../kernel/netfilter/nft/object.ts';
import type { KeptSyntax } from './syntax.ts';

/** The lines of an object without effect, as a listing shows them. */
export function linesOf(kind: KeptKind, said: KeptSyntax, family: string): string[] {
  const l3proto = `l3proto ${said.get('l3proto') ?? family}`;
  const line = (key: string) => (said.has(key) ? [`${key} ${said.get(key)}`] : []);
  switch (kind) {
    case 'ct helper':
      return [`type "${said.get('type')}" protocol ${said.get('protocol')}`, l3proto];
    case 'ct timeout':
      return [...line('protocol'), l3proto, ...line('policy')];
    case 'ct expectation':
      return [...['protocol', 'dport', 'timeout', 'size'].flatMap(line), l3proto];
    case 'synproxy': {
      const options = ['timestamp', 'sack-perm'].filter((each) => said.has(each));
      return [...['mss', 'wscale'].flatMap(line), ...(options.length > 0 ? [options.join(' ')] : [])];
    }
    case 'flowtable':
      return [...['hook', 'devices', 'flags'].flatMap(line), ...(said.has('counter') ? ['counter'] : [])];
  }
}
