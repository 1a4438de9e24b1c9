import type { SocketInfo } from '../../../kernel/socket/requests.ts';
import { type Ipv4, parseIpv4 } from '../../../net/ipv4.ts';
import { portOfService } from '../../netbase/services.ts';

/** A condition on sockets (ss's `ssfilter`). */
export type Condition = (socket: SocketInfo) => boolean;

/** Why a filter is refused: the words that are printed before ss ends, and whether its usage follows. */
export interface FilterError {
  readonly text: string;
  readonly usage: boolean;
  readonly status: number;
  /** The word to blame, by its place among the words of the filter. */
  readonly at: number;
}

const SYNTAX = 'ss: bison bellows (while parsing filter): "syntax error!" Sorry.\n';

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  eq: (a, b) => a === b,
  '!=': (a, b) => a !== b,
  ne: (a, b) => a !== b,
  neq: (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  ge: (a, b) => a >= b,
  geq: (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  le: (a, b) => a <= b,
  leq: (a, b) => a <= b,
  '>': (a, b) => a > b,
  gt: (a, b) => a > b,
  '<': (a, b) => a < b,
  lt: (a, b) => a < b,
};

/** A word of the filter, taken apart further where it holds brackets or signs. */
interface Token {
  readonly text: string;
  readonly at: number;
}

function tokensOf(words: readonly string[]): Token[] {
  return words.flatMap((word, at) =>
    [...word.matchAll(/[=<>!]=|[()!]|[=<>&|]+|[^\s()=<>!&|]+/g)].map(([text]) => ({ text, at })),
  );
}

/** Parses the condition that the words of a filter make. */
export function parseCondition(
  words: readonly string[],
  hasDevice: (name: string) => boolean,
): Condition | FilterError {
  const parser = new Parser(tokensOf(words), words.length, hasDevice);
  try {
    return parser.all();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.error;
    throw thrown;
  }
}

class Refused {
  constructor(readonly error: FilterError) {}
}

class Parser {
  private position = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
    private readonly hasDevice: (name: string) => boolean,
  ) {}

  all(): Condition {
    const condition = this.either();
    if (this.position < this.tokens.length) this.refuse();
    return condition;
  }

  private refuse(text = SYNTAX, usage = true, status = 255): never {
    const at = this.tokens[Math.min(this.position, this.tokens.length - 1)]?.at ?? this.end - 1;
    throw new Refused({ text, usage, status, at });
  }

  private peek(): string | undefined {
    return this.tokens[this.position]?.text;
  }

  private takes(...texts: string[]): boolean {
    if (!texts.includes(this.peek() ?? '')) return false;
    this.position++;
    return true;
  }

  private either(): Condition {
    let left = this.both();
    while (this.takes('or', '|', '||')) {
      const [a, b] = [left, this.both()];
      left = (socket) => a(socket) || b(socket);
    }
    return left;
  }

  /** Conditions next to each other must both hold, with `and` or without. */
  private both(): Condition {
    let left = this.one();
    while (
      this.takes('and', '&', '&&') ||
      (this.peek() !== undefined && !['or', '|', '||', ')'].includes(this.peek()!))
    ) {
      const [a, b] = [left, this.one()];
      left = (socket) => a(socket) && b(socket);
    }
    return left;
  }

  private one(): Condition {
    if (this.takes('not', '!')) {
      const inner = this.one();
      return (socket) => !inner(socket);
    }
    if (this.takes('(')) {
      const inner = this.either();
      if (!this.takes(')')) this.refuse();
      return inner;
    }
    if (this.takes('sport')) return this.port((socket) => socket.localPort);
    if (this.takes('dport')) return this.port((socket) => socket.remotePort);
    if (this.takes('src')) return this.host((socket) => [socket.localAddress, socket.localPort]);
    if (this.takes('dst')) return this.host((socket) => [socket.remoteAddress, socket.remotePort]);
    // Marks are not told of here, and no socket has any.
    if (this.takes('fwmark')) {
      this.takes('=', '==', 'eq');
      this.word();
      return () => false;
    }
    if (['and', 'or'].includes(this.peek() ?? '')) this.refuse();
    if (this.takes('dev')) {
      this.takes('=', '==', 'eq');
      const name = this.word();
      if (!this.hasDevice(name)) {
        this.position--;
        this.refuse('Cannot parse device.\n', false, 1);
      }
      return (socket) => socket.device === name;
    }
    // A word of its own is the address of the other side.
    return this.host((socket) => [socket.remoteAddress, socket.remotePort]);
  }

  private word(): string {
    const text = this.peek();
    if (text === undefined) this.refuse();
    this.position++;
    return text;
  }

  private port(of: (socket: SocketInfo) => number): Condition {
    const comparison = COMPARISONS[this.peek() ?? ''];
    if (comparison !== undefined) this.position++;
    const text = this.word();
    const port = this.portNumber(text.replace(/^.*:/, ''));
    const compare = comparison ?? COMPARISONS['=']!;
    return (socket) => compare(of(socket), port);
  }

  private portNumber(text: string): number {
    const port = /^\d+$/.test(text) ? Number(text) : portOfService(text);
    // A number that is no port is one that no socket has.
    if (port !== undefined) return port;
    this.position--;
    this.refuse(`Error: "${text}" does not look like a port.\nCannot parse dst/src address.\n`, false, 1);
  }

  /** `ADDRESS[/LENGTH][:PORT]`; `*` is any. */
  private host(of: (socket: SocketInfo) => readonly [Ipv4, number]): Condition {
    const isEqual = !this.takes('!=', 'ne', 'neq');
    if (isEqual) this.takes('=', '==', 'eq');
    const text = this.word().replace(/^inet:/, '');
    // Addresses of IPv6 are those of no socket that has one of IPv4.
    if (/^\[[\da-f:]+\](?::\d+)?$/i.test(text)) return () => !isEqual;
    const [, host = '', port] = /^([^:]*)(?::(.*))?$/.exec(text) ?? [];
    const wanted = port === undefined || port === '' || port === '*' ? undefined : this.portNumber(port);
    const [name = '', length = '32'] = host.split('/');
    const address = name === '' || name === '*' || name === 'all' || name === 'any' ? 0 : parseIpv4(name);
    if (address === null || Number.isNaN(Number(length))) {
      this.position--;
      const message = `Error: an inet prefix is expected rather than "${host}".\nCannot parse dst/src address.\n`;
      this.refuse(message, false, 1);
    }
    const bits = name === '' || name === '*' || name === 'all' || name === 'any' ? 0 : Number(length);
    const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
    return (socket) => {
      const [own, ownPort] = of(socket);
      const fits = (own & mask) >>> 0 === (address & mask) >>> 0 && (wanted === undefined || ownPort === wanted);
      return fits === isEqual;
    };
  }
}
