import type { Expression } from '../../kernel/netfilter/nft/expression.ts';
import { newLimit } from '../../kernel/netfilter/nft/limit.ts';
import { objectKey } from '../../kernel/netfilter/nft/object.ts';
import { addSet } from '../../kernel/netfilter/nft/requests.ts';
import type { Value } from '../../kernel/netfilter/nft/set.ts';
import type { Comparand, Comparison, NativeRule, Rate, Statement } from '../../kernel/netfilter/nft/statement.ts';
import { Evaluator, isInterval, NoFamily, type Typed } from './evaluate-expression.ts';
import { isRange } from './evaluate-value.ts';
import { evaluateNat } from './nat.ts';
import { typeOfExpression } from './print-expression.ts';
import { printStatement } from './print-statement.ts';
import { headerOfType } from './protocol.ts';
import { grantedBy, Refused, refusedWith } from './refused.ts';
import { evaluateReject } from './reject.ts';
import { Mistake } from './report.ts';
import type { Expr, RateSyntax, RuleSyntax, Stmt } from './syntax.ts';
import { type DataType, type Style, typeOf } from './types.ts';

const TERMINAL: readonly Stmt['kind'][] = ['reject', 'snat', 'dnat', 'masquerade', 'redirect'];
const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug', 'audit'];

/** The most bits that are read at once. */
const MAX_BITS = 128;

/** How readers see a rule. */
const PLAIN: Style = {
  numeric: false,
  services: false,
  numericPriority: false,
  numericProtocol: false,
  numericTime: false,
  ids: false,
};

/** Gives a rule its meaning. */
export class RuleEvaluator extends Evaluator {
  private readonly statements: Statement[] = [];
  /** Tests of a protocol that go without saying once a field of that protocol follows. */
  private pending: { readonly at: number; readonly header: string } | undefined;

  rule({ statements, comment }: RuleSyntax): NativeRule {
    let last: Stmt | undefined;
    for (const stmt of statements) {
      if (last !== undefined && isTerminal(last))
        throw new Mistake('Statement after terminal statement has no effect', stmt, [last]);
      last = stmt;
      this.add(stmt);
      this.refuseConntrack(stmt);
    }
    const { process } = this;
    return {
      statements: this.statements,
      comment,
      needsConntrack: this.statements.some(wantsConntrack),
      words: this.statements.map((each) =>
        printStatement(each, { style: PLAIN, stateless: true, terse: false, process, family: this.table.family }),
      ),
    };
  }

  private add(stmt: Stmt): void {
    if (stmt.kind !== 'match' && stmt.kind !== 'reject') this.pending = undefined;
    switch (stmt.kind) {
      case 'match':
        return this.match(stmt);
      case 'verdict':
        this.statements.push({ kind: 'verdict', verdict: this.verdict(stmt.verdict, stmt.verdict.chain ?? stmt) });
        return;
      case 'vmap': {
        this.wantFamily(stmt.key);
        const key = this.selector(stmt.key);
        const { set } = this.mappings(stmt.mappings, key, 'verdict');
        this.statements.push({ kind: 'vmap', key: key.expression, set });
        return;
      }
      case 'log':
        this.statements.push(log(stmt));
        return;
      case 'reject':
        return this.reject(stmt);
      case 'snat':
      case 'dnat':
      case 'masquerade':
      case 'redirect':
        this.statements.push(evaluateNat(stmt, this));
        return;
      case 'set':
        return this.set(stmt);
      case 'kept': {
        const object = this.table.objects.get(objectKey(stmt.type, stmt.name.text));
        if (object === undefined)
          throw new Refused(
            'Could not process rule: No such file or directory',
            stmt.type.startsWith('ct ') ? stmt.name : stmt,
          );
        this.statements.push({ kind: 'object', object });
        return;
      }
      case 'inert':
        this.process.unsimulated('nft synproxy');
        this.statements.push({ kind: 'inert', text: stmt.text });
        return;
      case 'notrack':
        this.statements.push({ kind: 'notrack' });
        return;
      case 'fwd':
      case 'dup': {
        const { family } = this.table;
        if (family !== 'netdev' && !(stmt.kind === 'dup' && (family === 'ip' || family === 'ip6')))
          throw new Mistake('unsupported family', stmt);
        if (family !== 'netdev') return this.refuse(stmt.kind, stmt);
        this.statements.push({ kind: stmt.kind, device: this.operand(stmt.device, typeOf('iface_index'), 32) });
        return;
      }
      case 'update':
        return this.update(stmt);
      case 'meter':
        return this.meter(stmt);
      case 'unsimulated':
        return this.refuse(stmt.what, stmt);
      default:
        this.statements.push(this.stateful(stmt));
    }
  }

  /** Connection tracking sees packets of IP, not frames. */
  private refuseConntrack(stmt: Stmt): void {
    const { family } = this.table;
    if (family === 'ip' || family === 'ip6' || family === 'inet' || !wantsConntrack(this.statements.at(-1)!)) return;
    this.process.unsimulated(`nft ct in tables of family ${family}`);
    if (stmt.kind === 'match' && stmt.left.kind === 'field' && /^ct [sd]addr$/.test(stmt.left.name))
      throw refusedWith('EAFNOSUPPORT', stmt.left);
    throw new Refused('Could not process rule: Protocol error', stmt.kind === 'match' ? stmt.left : stmt);
  }

  /** As a kernel does that lacks it. */
  private refuse(what: string, stmt: Stmt): never {
    this.process.unsimulated(`nft ${what}`);
    throw new Refused('Could not process rule: No such file or directory', stmt);
  }

  private set(stmt: Stmt & { readonly kind: 'set' }): void {
    const { types, bits, expression } = this.selector(stmt.target);
    if (expression.kind !== 'field') return this.refuse('change of bits without a name', stmt);
    const { name } = expression;
    // Helpers are objects of a table, which are not simulated.
    if (name === 'ct helper') throw new Refused('Could not process rule: No such file or directory', stmt.value);
    const type = typeOfExpression(expression);
    this.checkValue(stmt, type, bits);
    const value = withoutFamily(
      () => this.operand(stmt.value, types[0]!, bits),
      () => {
        const text = `datatype mismatch: expected ${type.description}, expression has type invalid`;
        return new Mistake(text, stmt.value, [stmt]);
      },
    );
    this.statements.push({ kind: 'set', target: name, value });
  }

  /** A field is set to another only where that has the same type, or is a number without one (__stmt_evaluate_arg). */
  private checkValue(stmt: Stmt & { readonly kind: 'set' }, type: DataType, bits: number): void {
    const { value } = stmt;
    const isSegmentSize = stmt.target.kind === 'field' && stmt.target.name === 'tcp option maxseg size';
    if (isSegmentSize || !(value.kind === 'field' || value.kind === 'raw')) return;
    if (value.kind === 'field' && /^ct (?:ip6? )?[sd]addr$/.test(value.name) && value.direction === undefined) return;
    const from = withoutFamily(
      () => this.selector(value),
      () => new Mistake(`datatype mismatch: expected ${type.description}, expression has type invalid`, value, [stmt]),
    );
    const [own] = from.types;
    const isNumber = own!.name === 'integer' || own!.name === 'raw';
    const isOfPacket = value.kind === 'raw' || !/^(?:meta|ct|rt|socket) /.test(value.name);
    const length = isNumber && isOfPacket && from.bits !== bits ? ` with length ${from.bits}` : '';
    if (length === '' && (isNumber || own!.name === type.name)) return;
    const text = `datatype mismatch: expected ${type.description}, expression has type ${own!.description}${length}`;
    throw new Mistake(text, value, [stmt]);
  }

  private reject(stmt: Stmt & { readonly kind: 'reject' }): void {
    if (this.table.family === 'bridge' || this.table.family === 'arp')
      this.refuse('reject in tables of family bridge', { ...stmt, ...stmt.keyword });
    if (this.table.family === 'netdev') this.process.unsimulated('nft reject in tables of family netdev');
    if (stmt.type === 'tcp reset' && (this.table.family === 'ip' || this.table.family === 'ip6'))
      this.dropImpliedBy(['tcp']);
    const rejection = evaluateReject(stmt, this, this.statements.length === 0);
    const [first] = rejection;
    // What it says of the family comes first of all.
    if (first?.kind === 'match' && isField(first.left, 'meta nfproto')) this.statements.unshift(rejection.shift()!);
    this.statements.push(...rejection);
  }

  override stateful(stmt: Stmt): Statement {
    const { now } = this.process.system.kernel;
    switch (stmt.kind) {
      case 'counter':
        return { kind: 'counter', packets: stmt.packets, bytes: stmt.bytes };
      case 'quota':
        return { kind: 'quota', over: stmt.over, bytes: stmt.bytes, used: stmt.used };
      case 'connlimit':
        return { kind: 'connlimit', over: stmt.over, count: stmt.count, connections: [] };
      case 'limit': {
        const rate = rateOf(stmt);
        if (stmt.rate === 0) throw new Refused('Could not process rule: Invalid argument', stmt);
        return { kind: 'limit', rate, state: newLimit(rate, now) };
      }
      case 'object': {
        const object = this.table.objects.get(objectKey(stmt.type, stmt.name.text));
        if (object === undefined) throw new Refused('Could not process rule: No such file or directory', stmt.name);
        return { kind: 'object', object };
      }
      default:
        return super.stateful(stmt);
    }
  }

  private match(stmt: Stmt & { readonly kind: 'match' }): void {
    const { left: written, right: wanted } = stmt;
    const left = withoutFamily(
      () => this.selector(written),
      () => new Mistake("Can't parse symbolic invalid expressions", firstValueOf(wanted)),
    );
    if (left.bits > MAX_BITS) {
      // The rule has its number already when the kernel looks at what is in it.
      this.table.nextHandle();
      throw new Refused('Could not process rule: Value too large for defined data type', stmt);
    }
    this.implyEcho(left);
    if (left.types.length > 1 && wanted.kind !== 'set' && wanted.kind !== 'reference')
      throw new Mistake('Use concatenations with sets and maps, not singleton values', written, [wanted]);
    if (
      left.expression.kind === 'field' &&
      left.expression.name.startsWith('ct proto-') &&
      !this.protocols.transportSpan
    )
      throw new Mistake("Can't parse symbolic invalid expressions", wanted);
    const test = this.test(left, stmt.op, wanted, written);
    this.dropImplied(left);
    const match: Statement = { kind: 'match', ...test };
    this.noteProtocol(match, stmt);
    this.statements.push(match);
    this.remember(match);
  }

  /** The comparison that a test stands for. */
  private test(
    left: Typed,
    written: string | undefined,
    wanted: Expr,
    leftExpr: Expr,
  ): { left: Expression; op: Comparison; right: Comparand } {
    const type = left.types[0]!;
    const { expression } = left;
    const op = (written === undefined || written === '!' ? '==' : written) as Comparison;
    if (wanted.kind === 'reference' || wanted.kind === 'set') {
      const set = this.setOf(wanted, left, leftExpr);
      const [only, ...more] = set.elements;
      const isOne =
        set.anonymous &&
        more.length === 0 &&
        left.types.length === 1 &&
        wanted.kind === 'set' &&
        wanted.elements.length === 1;
      if (!isOne) this.wantFamily(leftExpr);
      if (!isOne || only?.key === undefined) return { left: expression, op, right: { kind: 'set', set } };
      this.table.handles--;
      const [interval] = only.key;
      if (!isInterval(only.key)) return { left: expression, op, right: { kind: 'value', value: interval!.low } };
      const isPrefix = wanted.elements[0]!.key.kind !== 'range';
      return {
        left: expression,
        op,
        right: { kind: 'interval', interval: interval!, written: isPrefix ? 'prefix' : 'range' },
      };
    }
    if (wanted.kind === 'boolean' && expression.kind === 'fib') {
      return { left: { ...expression, present: true }, op, right: { kind: 'value', value: wanted.value ? 1 : 0 } };
    }
    const read = this.values.range(wanted, type, left.bits);
    if (isRange(read)) {
      const { low, high } = read.interval;
      // A time of the day that ends before it begins goes over midnight.
      if (low > high) {
        const interval = { low: high, high: low };
        return {
          left: expression,
          op: op === '!=' ? '==' : '!=',
          right: { kind: 'interval', interval, written: 'range' },
        };
      }
      return { left: expression, op, right: { kind: 'interval', ...read } };
    }
    if (left.shift !== undefined)
      return { left: expression, op, right: { kind: 'value', value: Number(read) * 2 ** left.shift } };
    return simplify(expression, type, written, op, read);
  }

  /** A test of an echo's number wants an echo. */
  private implyEcho({ expression }: Typed): void {
    if (expression.kind !== 'field' || (expression.name !== 'icmp id' && expression.name !== 'icmp sequence')) return;
    if (this.statements.some((each) => each.kind === 'match' && isField(each.left, 'icmp type'))) return;
    const elements = ['echo-reply', 'echo-request'].map((text) => symbolElement(text));
    const wanted: Expr = { kind: 'set', elements, start: 0, end: 0 };
    const key: Typed = { expression: { kind: 'field', name: 'icmp type' }, types: [typeOf('icmp_type')], bits: 8 };
    const set = this.setOf(wanted, key, wanted);
    this.statements.push({ kind: 'match', left: key.expression, op: '==', right: { kind: 'set', set } });
  }

  /** A field of a protocol makes the test of that protocol before it needless. */
  private dropImplied({ expression }: Typed): void {
    this.dropImpliedBy(headersOf(expression));
  }

  private dropImpliedBy(headers: readonly string[]): void {
    if (this.pending === undefined || !headers.includes(this.pending.header)) return;
    const { at } = this.pending;
    const implied = this.statements[at]!;
    if (implied.kind === 'match') this.statements[at] = { ...implied, implied: true };
    this.pending = undefined;
  }

  /** What a test says of the packet's protocols. */
  private noteProtocol({ left, op, right }: Statement & { kind: 'match' }, stmt: Stmt & { kind: 'match' }): void {
    if (left.kind !== 'field') return;
    const isTransport = left.name === 'ip protocol' || left.name === 'meta l4proto' || left.name === 'ip6 nexthdr';
    if (isTransport && op === '==' && right.kind === 'set') this.protocols.transportSpan = stmt;
    if (op !== '==' || right.kind !== 'value') return;
    if (isTransport) this.protocols.saysTransport(Number(right.value), stmt);
    if (left.name === 'meta protocol' || left.name === 'ether type') this.protocols.saysNetwork(Number(right.value));
    if (left.name === 'meta nfproto') this.protocols.saysNetwork(right.value === 2 ? 0x0800 : 0x86dd);
  }

  /** Notes a test of the protocol that a later field may make needless. */
  private remember({ left, op, right }: Statement & { kind: 'match' }): void {
    if (left.kind !== 'field' || op !== '==' || right.kind !== 'value') return;
    const at = this.statements.length - 1;
    const { family } = this.table;
    const isFrame = family === 'bridge' || family === 'netdev';
    if (left.name === 'ether type' || (left.name === 'meta protocol' && isFrame)) {
      const header = headerOfType(Number(right.value));
      if (header !== undefined) this.pending = { at, header };
    } else if (left.name === 'meta protocol' && (family === 'ip' || family === 'ip6')) {
      this.statements[at] = { ...(this.statements[at] as Statement & { kind: 'match' }), implied: true };
    } else if (left.name === 'meta nfproto') this.pending = { at, header: right.value === 2 ? 'ip' : 'ip6' };
    else if (left.name === 'meta l4proto' || (left.name === 'ip protocol' && family === 'ip')) {
      const header = this.protocols.transport;
      if (header !== undefined) this.pending = { at, header };
    }
  }

  /** A set of the rule's own that has a name. */
  private meter({ name, size, key: written, timeout, statements }: Stmt & { readonly kind: 'meter' }): void {
    const key = this.selector(written);
    const description = {
      keyTypes: key.types.map((type) => type.name),
      dataTypes: undefined,
      constant: false,
      interval: false,
      dynamic: true,
      timed: timeout !== undefined,
      size: size ?? 65535,
      meter: true,
    };
    const set = grantedBy(addSet(this.table, name.text, description, true, this.cause), name);
    const own = statements.map((each) => this.stateful(each));
    const op = timeout === undefined ? 'add' : 'update';
    this.statements.push({ kind: 'update', op, set, key: key.expression, timeout, statements: own });
  }

  private update(stmt: Stmt & { readonly kind: 'update' }): void {
    const set = this.named({ kind: 'reference', name: stmt.set.text, start: stmt.set.start, end: stmt.set.end });
    const key = this.selector(stmt.key);
    const expected = set.description.keyTypes.map(typeOf);
    if (String(expected.map(({ name }) => name)) !== String(key.types.map(({ name }) => name))) {
      const [a, b] = [expected, key.types].map((types) => types.map(({ description }) => description).join(' . '));
      throw new Mistake(`datatype mismatch: expected ${a}, expression has type ${b}`, stmt.key, [stmt]);
    }
    const data =
      stmt.data === undefined
        ? undefined
        : this.operand(stmt.data, typeOf(set.description.dataTypes?.[0] ?? 'integer'), 32);
    const statements = stmt.statements.map((each) => this.stateful(each));
    this.statements.push({
      kind: 'update',
      op: stmt.op,
      set,
      key: key.expression,
      data,
      timeout: stmt.timeout,
      statements,
    });
  }
}

/** A test of bits or of a network, in its usual form. */
function simplify(
  left: Expression,
  type: DataType,
  written: string | undefined,
  op: Comparison,
  value: Value,
): { left: Expression; op: Comparison; right: Comparand } {
  if (type.bitmask && typeof value === 'number') {
    if (written === undefined) return { left, op, right: { kind: 'bits', mask: value } };
    if (written === '!') return { left, op: '!=', right: { kind: 'bits', mask: value } };
    const mask = maskOf(left);
    if (mask !== undefined && value === 0 && (op === '==' || op === '!='))
      return { left: mask.of, op: op === '==' ? '!=' : '==', right: { kind: 'bits', mask: mask.by } };
  }
  const mask = type.name === 'ipv4_addr' ? maskOf(left) : undefined;
  if (mask !== undefined && (op === '==' || op === '!=') && typeof value === 'number') {
    const host = ~mask.by >>> 0;
    if ((host & (host + 1)) === 0 && host !== 0) {
      const interval = { low: value, high: (value | host) >>> 0 };
      return { left: mask.of, op, right: { kind: 'interval', interval, written: 'prefix' } };
    }
  }
  return { left, op, right: { kind: 'value', value } };
}

/** The parts of `FIELD & CONSTANT`. */
function maskOf(left: Expression): { readonly of: Expression; readonly by: number } | undefined {
  if (left.kind !== 'bitwise' || left.op !== '&' || left.by.kind !== 'value') return undefined;
  return { of: left.of, by: Number(left.by.value) };
}

function isField(expression: Expression, name: string): boolean {
  return expression.kind === 'field' && expression.name === name;
}

/** Where the family of an address is not known nft goes on, and finds more. */
function withoutFamily<T>(read: () => T, more: () => Mistake): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof NoFamily ? error.before(more()) : error;
  }
}

/** The first value of those that something is compared with. */
function firstValueOf(expr: Expr): Expr {
  return expr.kind === 'set' ? firstValueOf(expr.elements[0]!.key) : expr;
}

function headersOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'field':
      // An address of a connection says its family as one of a packet does.
      return [
        expression.name
          .replace(/^ct (?=ip)/, '')
          .replace(/^ct (?=[sd]addr)/, 'ip ')
          .split(' ')[0]!,
      ];
    case 'bitwise':
      return headersOf(expression.of);
    case 'concat':
      return expression.parts.flatMap(headersOf);
    default:
      return [];
  }
}

function symbolElement(text: string) {
  const span = { start: 0, end: 0 };
  const key: Expr = { kind: 'symbol', text, quoted: false, ...span };
  return { key, data: undefined, comment: undefined, timeout: undefined, expires: undefined, statements: [], ...span };
}

function isTerminal(stmt: Stmt): boolean {
  return stmt.kind === 'verdict' ? stmt.verdict.kind !== 'continue' : TERMINAL.includes(stmt.kind);
}

/** A rate with its burst: five packets unless it says otherwise, no bytes. */
export function rateOf({ rate, unit, bytes, burst, over }: RateSyntax): Rate {
  return { rate, unit: unit as Rate['unit'], bytes, burst: burst ?? (bytes ? 0 : 5), over };
}

function log(stmt: Stmt & { readonly kind: 'log' }): Statement {
  const { prefix, level, levelSpan, flags, group, snaplen, threshold } = stmt;
  const number = level === undefined ? undefined : LOG_LEVELS.indexOf(level);
  if (number !== undefined && number < 0) throw new Mistake('invalid log level', levelSpan!);
  return { kind: 'log', prefix, level: number, flags, group, snaplen, threshold };
}

/** Whether a statement asks connection tracking. */
function wantsConntrack(statement: Statement): boolean {
  switch (statement.kind) {
    case 'snat':
    case 'dnat':
    case 'masquerade':
    case 'redirect':
    case 'connlimit':
      return true;
    case 'match':
      return asksConntrack(statement.left);
    case 'vmap':
    case 'update':
      return asksConntrack(statement.key);
    case 'set':
      return statement.target.startsWith('ct ') || asksConntrack(statement.value);
    default:
      return false;
  }
}

function asksConntrack(expression: Expression): boolean {
  switch (expression.kind) {
    case 'field':
      return expression.name.startsWith('ct ');
    case 'bitwise':
      return asksConntrack(expression.of) || asksConntrack(expression.by);
    case 'concat':
      return expression.parts.some(asksConntrack);
    case 'map':
      return asksConntrack(expression.key);
    default:
      return false;
  }
}
