import type { Arithmetic, Expression } from './expression.ts';
import { and, or } from './expression.ts';
import { isImpossible } from './impossible.ts';
import { type Token, tokensOf } from './lexer.ts';
import { type Direction, FilterError, type Host, type Names, Primitives, type Qualifiers } from './primitives.ts';

const SYNTAX = "can't parse filter expression: syntax error";

/** Words that name a protocol in front of something else, or alone. */
const PROTOCOLS = new Set('ether arp rarp ip ip6 tcp udp sctp icmp icmp6 igmp igrp pim vrrp ah esp'.split(' '));
const ADDRESS_KINDS = new Set(['host', 'net', 'port', 'portrange', 'gateway']);
const RELATIONS = new Set(['=', '!=', '>', '<', '>=', '<=']);
/** Binary operators of arithmetic, those that bind weakest first (libpcap's grammar.y). */
const PRECEDENCE = [['|', '^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '%']];

/** A filter, or what is wrong with its text, in libpcap's words. */
export type Parsed =
  | { readonly ok: true; readonly filter: Expression | undefined }
  | { readonly ok: false; readonly message: string; readonly unsimulated?: string };

/** Reads a filter expression (pcap-filter(7)). An empty one lets everything pass. */
export function parseFilter(text: string, names: Names): Parsed {
  const tokens = tokensOf(text);
  if (tokens === undefined) return { ok: false, message: SYNTAX };
  if (tokens.length === 0) return { ok: true, filter: undefined };
  try {
    const filter = new Parser(tokens, new Primitives(names)).whole();
    if (isImpossible(filter)) return { ok: false, message: 'expression rejects all packets' };
    return { ok: true, filter };
  } catch (thrown) {
    if (!(thrown instanceof FilterError)) throw thrown;
    const { message, unsimulated } = thrown;
    return { ok: false, message, ...(unsimulated === undefined ? {} : { unsimulated }) };
  }
}

class Parser {
  private at = 0;
  /** What the last primitive said in front of its value, which a bare value after `and` or `or` takes over. */
  private qualifiers: Qualifiers | undefined;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly primitives: Primitives,
  ) {}

  whole(): Expression {
    const expression = this.expression();
    if (this.at < this.tokens.length) this.fail();
    return expression;
  }

  private get kind(): string {
    return this.tokens[this.at]?.kind ?? '';
  }

  private fail(message = SYNTAX): never {
    throw new FilterError(message);
  }

  private accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.at++;
    return true;
  }

  private expect(kind: string): Token {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind !== kind) this.fail();
    this.at++;
    return token;
  }

  /** Terms joined by `and` and `or`, which bind alike. */
  private expression(): Expression {
    let left = this.term();
    for (;;) {
      const operator = this.kind;
      if (operator !== 'and' && operator !== 'or') return left;
      this.at++;
      const right = this.isValue() ? this.value(this.qualifiers) : this.term();
      left = { kind: operator, left, right };
    }
  }

  /** A value without qualifiers; a number may also begin arithmetic. */
  private isValue(): boolean {
    if (['name', 'dotted', 'mac', 'ipv6'].includes(this.kind)) return true;
    if (this.kind !== 'number') return false;
    const next = this.tokens[this.at + 1]?.kind ?? '';
    return !RELATIONS.has(next) && !PRECEDENCE.flat().includes(next);
  }

  private term(): Expression {
    if (this.accept('!')) return { kind: 'not', of: this.term() };
    const relation = this.attempt(() => this.relation());
    if (relation !== undefined) {
      this.qualifiers = undefined;
      return relation;
    }
    if (this.accept('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    return this.primitive();
  }

  /** Tries what may begin like something else: anything that is not a complaint about its meaning takes it back. */
  private attempt<T>(parse: () => T): T | undefined {
    const { at } = this;
    try {
      return parse();
    } catch (thrown) {
      if (!(thrown instanceof FilterError) || thrown.message !== SYNTAX) throw thrown;
      this.at = at;
      return undefined;
    }
  }

  private primitive(): Expression {
    const protocol = PROTOCOLS.has(this.kind) ? this.tokens[this.at++]!.kind : undefined;
    const direction = this.direction();
    if (direction !== undefined || ADDRESS_KINDS.has(this.kind) || this.kind === 'proto') {
      const kind =
        ADDRESS_KINDS.has(this.kind) || (this.kind === 'proto' && direction === undefined)
          ? this.tokens[this.at++]!.kind
          : 'default';
      this.qualifiers = { protocol, direction: direction ?? 'default', kind };
      return this.values(this.qualifiers);
    }
    this.qualifiers = undefined;
    if (this.accept('broadcast')) return this.primitives.broadcast(protocol);
    if (this.accept('multicast')) return this.primitives.multicast(protocol);
    if (protocol !== undefined) {
      // What cannot follow is found before the meaning is.
      if (!['', 'and', 'or', ')'].includes(this.kind)) this.fail();
      return this.primitives.protocol(protocol);
    }
    return this.other();
  }

  private direction(): Direction | undefined {
    const first = this.kind;
    if (first !== 'src' && first !== 'dst') return undefined;
    this.at++;
    const joint = this.kind;
    const second = this.tokens[this.at + 1]?.kind;
    if ((joint !== 'and' && joint !== 'or') || (second !== 'src' && second !== 'dst') || second === first) return first;
    // `src host A and dst host B` has its kind of address between; here the two directions stand side by side.
    this.at += 2;
    return joint === 'and' ? 'both' : 'default';
  }

  private other(): Expression {
    const { kind } = this;
    this.at++;
    switch (kind) {
      case 'less':
        return this.lengthIs('<=', this.expect('number').value);
      case 'greater':
        return this.lengthIs('>=', this.expect('number').value);
      case 'inbound':
        return { kind: 'not', of: { kind: 'outbound' } };
      case 'outbound':
        return { kind: 'outbound' };
      case 'ifindex':
        return { kind: 'ifindex', index: this.expect('number').value };
      case 'vlan': {
        const id = this.kind === 'number' ? this.tokens[this.at++]!.value : undefined;
        if (id !== undefined && id > 4095) this.fail(`VLAN tag ${id} greater than maximum 4095`);
        return { kind: 'vlan', id };
      }
      case 'unsimulated':
        throw new FilterError(SYNTAX, this.tokens[this.at - 1]!.text);
      default:
        return this.fail();
    }
  }

  private lengthIs(operator: string, value: number): Expression {
    return { kind: 'relation', operator, left: { kind: 'length' }, right: { kind: 'number', value } };
  }

  /** One value, or several in parentheses. */
  private values(qualifiers: Qualifiers): Expression {
    if (!this.accept('(')) return this.value(qualifiers);
    let left = this.values(qualifiers);
    while (this.kind === 'and' || this.kind === 'or') {
      const joint = this.tokens[this.at++]!.kind;
      const right = this.values(qualifiers);
      left = joint === 'and' ? and(left, right) : or(left, right);
    }
    this.expect(')');
    return left;
  }

  private value(qualifiers: Qualifiers | undefined): Expression {
    if (this.accept('!')) return { kind: 'not', of: this.value(qualifiers) };
    const token = this.tokens[this.at];
    if (token === undefined || !['name', 'dotted', 'mac', 'ipv6', 'number'].includes(token.kind)) this.fail();
    this.at++;
    if (qualifiers === undefined) this.fail('syntax error in filter expression');
    return this.primitives.value(qualifiers, this.host(token));
  }

  /** A value with the mask that may follow it. */
  private host(token: Token): Host {
    const masked = token.kind === 'dotted' || token.kind === 'ipv6';
    if (masked && this.accept('/')) return { token, prefixLength: this.expect('number').value };
    if (token.kind === 'dotted' && this.accept('mask')) return { token, mask: this.expect('dotted').text };
    return { token };
  }

  private relation(): Expression {
    const left = this.arithmetic(0);
    const operator = this.kind;
    if (!RELATIONS.has(operator)) this.fail();
    this.at++;
    const right = this.arithmetic(0);
    const needed = [...protocolsIn(left), ...protocolsIn(right)].map((name) => this.primitives.carrier(name));
    return and(...needed, { kind: 'relation', operator, left, right });
  }

  private arithmetic(level: number): Arithmetic {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.operand();
    let left = this.arithmetic(level + 1);
    while (operators.includes(this.kind)) {
      const operator = this.tokens[this.at++]!.kind;
      const right = this.arithmetic(level + 1);
      if (operator === '/' && right.kind === 'number' && right.value === 0) this.fail('division by zero');
      if (operator === '%' && right.kind === 'number' && right.value === 0) this.fail('modulus by zero');
      left = { kind: 'operation', operator, left, right };
    }
    return left;
  }

  private operand(): Arithmetic {
    if (this.kind === 'number') return { kind: 'number', value: this.tokens[this.at++]!.value };
    if (this.accept('len')) return { kind: 'length' };
    if (this.accept('-'))
      return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: this.operand() };
    if (this.accept('(')) {
      const inner = this.arithmetic(0);
      this.expect(')');
      return inner;
    }
    if (!PROTOCOLS.has(this.kind) || this.tokens[this.at + 1]?.kind !== '[') this.fail();
    const protocol = this.tokens[this.at]!.kind;
    this.at += 2;
    const offset = this.arithmetic(0);
    const size = this.accept(':') ? this.expect('number').value : 1;
    this.expect(']');
    return this.primitives.load(protocol, offset, size);
  }
}

/** The protocols whose bytes a number is made of. */
function protocolsIn(arithmetic: Arithmetic): readonly string[] {
  if (arithmetic.kind === 'operation') return [...protocolsIn(arithmetic.left), ...protocolsIn(arithmetic.right)];
  return arithmetic.kind === 'load' ? [arithmetic.protocol, ...protocolsIn(arithmetic.offset)] : [];
}
