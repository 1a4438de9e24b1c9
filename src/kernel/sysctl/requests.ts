import type { Cause } from '../cause.ts';
import type { Netns } from '../netns/netns.ts';
import type { Result } from '../result.ts';

/** Requests about /proc/sys. Keys are paths below /proc/sys with slashes: `net/ipv4/ip_forward`. */
export interface SysctlRequests {
  read(netns: Netns, key: string): Result<string>;
  write(netns: Netns, key: string, text: string): Result;
  /** 'file' or 'directory', undefined when there is no such key. */
  kind(netns: Netns, key: string): 'file' | 'directory' | undefined;
  /** The names below a directory, sorted. */
  list(netns: Netns, directory: string): readonly string[];
  /** The keys of a namespace that differ from their defaults, with who set them. */
  changed(netns: Netns): readonly { readonly key: string; readonly value: string; readonly cause: Cause }[];
}
