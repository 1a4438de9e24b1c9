import type { Option } from '../../grammar/command.ts';
import { abbreviates, KeywordReader, tableOf } from '../../grammar/keyword.ts';
import type { Family } from '../../net/prefix.ts';
import { type InetPrefix, parseAddress, parsePrefix } from './inet-prefix.ts';
import { macOf, parseLinkAddress } from './link-address.ts';
import { parseInteger, parseUnsigned } from './number.ts';
import type { Session } from './session.ts';

const family = (chosen: Family | undefined): string =>
  chosen === undefined ? 'any valid' : chosen === 4 ? 'inet' : 'inet6';

/** The words of a command behind its object and subcommand, with iproute2's complaints about wrong ones. */
export class Arguments extends KeywordReader<Option> {
  /** `index` is the word before the first one to read. */
  constructor(
    readonly session: Session,
    rows: readonly Option[],
    index: number,
  ) {
    super(session.argv, tableOf(rows), index);
  }

  /** Moves to the next word. Words that are valid but not simulated are passed over with their values, and told. */
  override next(): boolean {
    while (super.next()) {
      const { row } = this;
      if (row?.simulated !== false) return true;
      this.session.unsimulated(`${row.name}: ${row.doc}`, this.index);
      for (const [i] of (row.values ?? []).entries()) {
        const value = this.take();
        if (i === 0 && row.before?.includes(value)) this.take();
      }
    }
    return false;
  }

  /** The next word, which has to be there (iproute2's NEXT_ARG). */
  take(): string {
    return this.value() ?? this.session.incomplete();
  }

  /** True when the current word asks for help, abbreviated or not. */
  get help(): boolean {
    return abbreviates(this.word, 'help');
  }

  /** The current word as an address. */
  address(chosen: Family | undefined): InetPrefix {
    const { word, session } = this;
    this.refuseForeign('address');
    const address = parseAddress(word, chosen);
    if (address !== undefined) return address;
    return session.die(`Error: ${family(chosen)} address is expected rather than "${word}".\n`, this.index, 1);
  }

  /** The current word as a prefix. */
  prefix(chosen: Family | undefined): InetPrefix {
    const { word, session } = this;
    if (session.options.family === 'link') {
      const text = `Error: "${word}" may be inet prefix, but it is not allowed in this context.\n`;
      session.die(text, this.index, 1);
    }
    this.refuseForeign('prefix');
    const prefix = parsePrefix(word, chosen);
    if (prefix !== undefined) return prefix;
    return session.die(`Error: ${family(chosen)} prefix is expected rather than "${word}".\n`, this.index, 1);
  }

  /** Words are not read as addresses of MPLS (labels), and bridges have none. */
  private refuseForeign(what: 'address' | 'prefix'): void {
    const { word, session } = this;
    const { foreignFamily: family } = session;
    if (family !== 'mpls' && family !== 'bridge') return;
    session.die(`Error: ${family} ${what} is expected rather than "${word}".\n`, this.index, 1);
  }

  /** The next word as an unsigned number. */
  unsigned(message: string, most = 0xffffffff): number {
    const value = parseUnsigned(this.take(), most);
    return value ?? this.session.invalid(message, this.index);
  }

  /** The next word as a signed number. */
  integer(message: string): number {
    const value = parseInteger(this.take());
    return value ?? this.session.invalid(message, this.index);
  }

  /** The next word through a table of names. */
  named(parse: (word: string) => number | undefined, message: string): number {
    return parse(this.take()) ?? this.session.invalid(message, this.index);
  }

  /** The octets of the current word; undefined when it is no link layer address, which has been told. */
  linkAddress(): readonly number[] | undefined {
    const octets = parseLinkAddress(this.word);
    if (typeof octets !== 'string') return octets;
    this.session.error(`"${octets}" is invalid lladdr.\n`, this.index);
    return undefined;
  }

  /** `on` or `off`; undefined for anything else. */
  onOff(): boolean | undefined {
    const word = this.take();
    return word === 'on' ? true : word === 'off' ? false : undefined;
  }

  /** `on` or `off` in iproute2's newer manner; undefined for anything else, which has been told. */
  oneOfOnOff(name: string): boolean | undefined {
    const word = this.take();
    if (abbreviates(word, 'off')) return false;
    if (abbreviates(word, 'on')) return true;
    this.session.error(`Error: argument of "${name}" must be one of "off", "on", not "${word}"\n`, this.index);
    return undefined;
  }

  /** The interface index of the current word's device; ends the program when there is none. */
  deviceIndex(message: string): number {
    return this.session.ifindexOf(this.word) ?? this.session.invalid(message, this.index);
  }

  /** The current word as a MAC address; undefined when it is none of six octets. */
  mac(): number | undefined {
    const octets = parseLinkAddress(this.word);
    return typeof octets === 'string' || octets.length !== 6 ? undefined : macOf(octets);
  }
}
