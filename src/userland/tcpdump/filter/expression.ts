/** What a filter expression says, checked: names are resolved, and only what can be asked of a packet is left. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'constant'; readonly value: boolean }
  /** The protocol of the link layer's payload. */
  | { readonly kind: 'link'; readonly etherType: number }
  /** The protocol of an IPv4 packet. */
  | { readonly kind: 'protocol'; readonly number: number }
  /** The protocol of an IPv6 packet without extension headers. */
  | { readonly kind: 'protocol6'; readonly number: number }
  /** Bytes at an offset of a layer that have, under a mask, a value. */
  | {
      readonly kind: 'bytes';
      readonly layer: Layer;
      readonly offset: number;
      readonly size: number;
      readonly mask: number;
      readonly value: number;
    }
  | { readonly kind: 'mac'; readonly offset: number; readonly mac: number }
  /** Ports of TCP, UDP or SCTP, of the first fragment: offset 0 is the source's, 2 the destination's. */
  | { readonly kind: 'port'; readonly offset: number; readonly first: number; readonly last: number }
  | { readonly kind: 'unfragmented' }
  | { readonly kind: 'relation'; readonly operator: string; readonly left: Arithmetic; readonly right: Arithmetic }
  | { readonly kind: 'outbound' }
  | { readonly kind: 'ifindex'; readonly index: number }
  /** A VLAN tag, of any number or one; what stands to the right of it looks behind the tag. */
  | { readonly kind: 'vlan'; readonly id: number | undefined };

/** Where offsets count from. */
export type Layer = 'link' | 'network' | 'transport';

/** A number made of a packet. */
export type Arithmetic =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'length' }
  | {
      readonly kind: 'load';
      readonly layer: Layer;
      readonly offset: Arithmetic;
      readonly size: number;
      readonly protocol: string;
    }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Arithmetic; readonly right: Arithmetic };

export function and(...all: readonly Expression[]): Expression {
  return all.reduce((left, right) => ({ kind: 'and', left, right }));
}

export function or(...all: readonly Expression[]): Expression {
  return all.reduce((left, right) => ({ kind: 'or', left, right }));
}
