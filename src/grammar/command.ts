/**
 * The command language as data. A command is a tree of rows; the engines beside this file parse, abbreviate, complete
 * and document from the same rows, so what a command accepts, offers and refuses never disagrees.
 */

/** What a value is, for checking its form, completing it, colouring it and finding its definition. */
export type ValueType =
  | 'netns'
  | 'new-netns'
  | 'device'
  | 'new-device'
  | 'bridge'
  | 'vrf'
  | 'master'
  | 'new-bridge'
  | 'link-kind'
  | 'address'
  | 'prefix'
  | 'interface-address'
  | 'mac'
  | 'route-table'
  | 'route-type'
  | 'scope'
  | 'route-protocol'
  | 'nud-state'
  | 'number'
  | 'vlan'
  | 'nexthop'
  | 'nexthop-group'
  | 'mark'
  | 'time'
  | 'on-off'
  | 'port'
  | 'ip-protocol'
  | 'iptables-table'
  | 'chain'
  | 'new-chain'
  | 'ipset'
  | 'container'
  | 'new-container'
  | 'docker-network'
  | 'new-docker-network'
  | 'new-ipset'
  | 'target'
  | 'match'
  | 'policy'
  | 'conntrack-state'
  | 'icmp-type'
  | 'sysctl-key'
  | 'sysctl-assignment'
  | 'host'
  | 'file'
  | 'program'
  | 'text';

/** One option or keyword: a row. Adding an option is adding one of these. */
export interface Option {
  /** As written: `via`, `-n`, `--dport`. */
  readonly name: string;
  /** Other spellings (`address` for `addr`, `--destination-port` for `--dport`). */
  readonly aliases?: readonly string[];
  /** Other spellings of which any abbreviation is taken too (`txqlen` for `txqueuelen`). */
  readonly prefixAliases?: readonly string[];
  /** Words that may stand before the first value (`lock` of `mtu lock 1400`, `inet6` of `via inet6 ADDRESS`). */
  readonly before?: readonly string[];
  /**
   * What may follow once this option and its first value have been given, by that value, or by `''` for a flag: after
   * `type bridge` the words of bridges (keyword style: instead of the command's own), after `-m conntrack` the options
   * of that match (getopt style: besides them).
   */
  readonly opens?: Readonly<Record<string, Continuation>>;
  /** Values that follow, in order; none for a flag. */
  readonly values?: readonly ValueType[];
  /** A fixed list of words the (first) value may be, where there is one. */
  readonly words?: readonly string[];
  /** What the words mean, where that needs saying: one line each, no full stop. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** One line of documentation, our own words, no full stop. */
  readonly doc: string;
  /** `prefix`: any abbreviation is taken (iproute2's matches()), the first row in order wins. `exact`: the whole word. */
  readonly match?: 'exact' | 'prefix';
  /** May be negated with `!` (iptables) or `not` (ip rule). */
  readonly invertible?: boolean;
  readonly repeatable?: boolean;
  readonly required?: boolean;
  /** The name of an option that has to be given besides. */
  readonly also?: string;
  /** Names of options that exclude this one. */
  readonly excludes?: readonly string[];
  /** False for what real Linux has but Netlab does not simulate yet: accepted by the parser, reported as not simulated. */
  readonly simulated?: false;
}

/** Options and positionals that a word opens. */
export interface Continuation {
  readonly options: readonly Option[];
  readonly positionals?: readonly Positional[];
}

/** A value without a keyword of its own: `ADDRESS` of `ip addr add`, `DESTINATION` of ping. */
export interface Positional {
  readonly name: string;
  readonly value: ValueType;
  readonly doc: string;
  readonly optional?: boolean;
  /** The only words it may be; other words belong to the next positional (`blackhole` before a route's prefix). */
  readonly words?: readonly string[];
  /** The keyword that names it explicitly (`local`, `to`, `dev`), where there is one. */
  readonly keyword?: string;
  /** Takes the rest of the line: a command that is run (`program`: `ip netns exec NAME COMMAND…`), or more values of its type. */
  readonly rest?: boolean;
}

/** A command or subcommand. */
export interface Command {
  readonly name: string;
  /** The abbreviation that people write instead of the name (`addr` for `address`). */
  readonly written?: string;
  readonly aliases?: readonly string[];
  /** Other spellings of which any abbreviation is taken too (`show` for `list`). */
  readonly prefixAliases?: readonly string[];
  readonly doc: string;
  /** `keyword`: iproute2's words; `getopt`: options with dashes, then positionals. */
  readonly style: 'keyword' | 'getopt';
  readonly match?: 'exact' | 'prefix';
  readonly options: readonly Option[];
  readonly positionals?: readonly Positional[];
  readonly commands?: readonly Command[];
  /** The subcommand that is meant when none is named (`show` of `ip addr`). */
  readonly defaultCommand?: string;
  /** The Debian package the program comes from, on programs only. */
  readonly package?: string;
  readonly simulated?: false;
}
