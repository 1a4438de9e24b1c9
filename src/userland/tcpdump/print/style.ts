/** How packets are printed. */
export interface Style {
  /** `-e`: with the link header. */
  readonly link: boolean;
  /** `-q`: less. */
  readonly quiet: boolean;
  /** How often `-v` was given. */
  readonly verbose: number;
  /** `-S`: sequence numbers of TCP as they are. */
  readonly absolute: boolean;
  /** `-K`: checksums are not looked at. */
  readonly unchecked: boolean;
  /** An address by its name, or as it is with `-n`. */
  host(address: number): string;
  /** A port by its service, or its number with `-n`. */
  port(port: number, protocol: 'tcp' | 'udp'): string;
  /** The name of a device. */
  device(ifindex: number): string;
  /** The name of an IP protocol, undefined with `-n` or without one. */
  protocol(number: number): string | undefined;
  /** Numbers that TCP conversations began with, by their ends. */
  readonly conversations: Map<string, { readonly lower: number; readonly upper: number }>;
}
