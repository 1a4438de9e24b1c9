import type { Arithmetic, Expression, Layer } from './expression.ts';

/** A packet as a filter sees it. */
export interface Packet {
  readonly bytes: Uint8Array;
  /** Length on the wire, link header included. */
  readonly length: number;
  /** Where the link layer's payload begins, and its protocol. */
  readonly network: number;
  readonly etherType: number;
  readonly outgoing: boolean;
  readonly ifindex: number;
}

/** Whether a packet passes a filter. One that a load reaches beyond does not (bpf(4)). */
export function matches(expression: Expression, packet: Packet): boolean {
  const run = new Evaluation(packet);
  const result = run.holds(expression);
  return result && !run.beyond;
}

const ETHERTYPE_VLANS = [0x8100, 0x88a8, 0x9100];
const ETHERTYPE_IP = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
const IPV6_HLEN = 40;

class Evaluation {
  beyond = false;
  private network: number;
  private etherType: number;

  constructor(private readonly packet: Packet) {
    this.network = packet.network;
    this.etherType = packet.etherType;
  }

  holds(expression: Expression): boolean {
    if (this.beyond) return false;
    switch (expression.kind) {
      case 'and':
        return this.holds(expression.left) && this.holds(expression.right);
      case 'or':
        return this.holds(expression.left) || this.holds(expression.right);
      case 'not':
        return !this.holds(expression.of);
      case 'constant':
        return expression.value;
      case 'link':
        return this.etherType === expression.etherType;
      case 'protocol':
        return this.etherType === ETHERTYPE_IP && this.load('network', 9, 1) === expression.number;
      case 'protocol6':
        return this.etherType === ETHERTYPE_IPV6 && this.load('network', 6, 1) === expression.number;
      case 'bytes':
        return (
          (this.load(expression.layer, expression.offset, expression.size) & expression.mask) >>> 0 === expression.value
        );
      case 'mac':
        return (
          this.load('link', expression.offset, 2) * 0x100000000 + this.load('link', expression.offset + 2, 4) ===
          expression.mac
        );
      case 'port': {
        const port = this.load('transport', expression.offset, 2);
        return port >= expression.first && port <= expression.last;
      }
      case 'unfragmented':
        return (this.load('network', 6, 2) & 0x1fff) === 0;
      case 'relation':
        return compare(expression.operator, this.value(expression.left), this.value(expression.right));
      case 'outbound':
        return this.packet.outgoing;
      case 'ifindex':
        return this.packet.ifindex === expression.index;
      case 'vlan':
        return this.enterVlan(expression.id);
    }
  }

  private enterVlan(id: number | undefined): boolean {
    if (!ETHERTYPE_VLANS.includes(this.etherType)) return false;
    const tag = this.load('network', 0, 2) & 0xfff;
    this.etherType = this.load('network', 2, 2);
    this.network += 4;
    return id === undefined || id === tag;
  }

  private value(arithmetic: Arithmetic): number {
    switch (arithmetic.kind) {
      case 'number':
        return arithmetic.value >>> 0;
      case 'length':
        return this.packet.length;
      case 'load':
        return this.load(arithmetic.layer, this.value(arithmetic.offset), arithmetic.size);
      case 'operation':
        return this.operate(arithmetic.operator, this.value(arithmetic.left), this.value(arithmetic.right));
    }
  }

  /** Unsigned 32-bit arithmetic; a division by zero rejects the packet. */
  private operate(operator: string, left: number, right: number): number {
    if ((operator === '/' || operator === '%') && right === 0) {
      this.beyond = true;
      return 0;
    }
    return OPERATIONS[operator]!(left, right) >>> 0;
  }

  private load(layer: Layer, offset: number, size: number): number {
    const { bytes } = this.packet;
    let at = offset;
    if (layer !== 'link') at += this.network;
    if (layer === 'transport')
      at += this.etherType === ETHERTYPE_IPV6 ? IPV6_HLEN : ((bytes[this.network] ?? 0) & 15) * 4;
    if (at + size > bytes.length) {
      this.beyond = true;
      return 0;
    }
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + bytes[at + i]!;
    return value;
  }
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => Math.imul(left, right),
  '/': (left, right) => Math.floor(left / right),
  '%': (left, right) => left % right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => (right > 31 ? 0 : left << right),
  '>>': (left, right) => (right > 31 ? 0 : left >>> right),
};

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    default:
      return left <= right;
  }
}
