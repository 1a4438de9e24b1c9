import type { Errno } from '../../kernel/errno.ts';
import { DONE, granted, type Result, refused } from '../../kernel/result.ts';
import type { FileSystem } from '../file-system.ts';
import type { Process } from '../process.ts';

type Netns = Process['netns'];
type Kind = 'file' | 'directory' | 'device';

/**
 * A part of the tree that others provide: /proc/sys, /proc/net, /run/netns. Paths are relative to `prefix`, '' for the
 * directory itself. `write` is called once for each write(2) with its text; opening a file writes nothing.
 */
export interface Mount {
  /** An absolute path without a slash at its end. */
  readonly prefix: string;
  read(path: string, netns: Netns): Result<string>;
  write(path: string, text: string, how: 'truncate' | 'append', netns: Netns): Result;
  /** Opens a file to be written, where more than its being there is asked. */
  open?(path: string, netns: Netns): Result;
  kind(path: string, netns: Netns): Kind | undefined;
  list(path: string, netns: Netns): Result<readonly string[]>;
}

/** The files, as plain data: paths by kind. A directory has no content. */
export interface MemoryState {
  readonly directories: readonly string[];
  readonly files: readonly (readonly [string, string])[];
}

/** A file system whose state can be copied. */
export interface MemoryFileSystem extends FileSystem {
  snapshot(): MemoryState;
}

const DIRECTORIES = [
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/proc',
  '/root',
  '/run',
  '/run/netns',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
];
const DEVICES: ReadonlySet<string> = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/stdin',
  '/dev/stdout',
  '/dev/stderr',
  '/dev/tty',
]);
const FILES: readonly (readonly [string, string])[] = [
  ['/etc/hostname', 'netlab\n'],
  ['/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tnetlab\n'],
];

/** What a machine's disk holds before the lab starts; `nameServer` is whom it asks for names. */
export function initialFiles(nameServer: string): MemoryState {
  return { directories: DIRECTORIES, files: [...FILES, ['/etc/resolv.conf', `nameserver ${nameServer}\n`]] };
}

/** Makes a file system in memory, with the mounts given; `state` is an earlier `snapshot`. */
export function createFileSystem(mounts: readonly Mount[], state: MemoryState): MemoryFileSystem {
  return new Memory(mounts, state);
}

class Memory implements MemoryFileSystem {
  readonly #directories: Set<string>;
  readonly #files: Map<string, string>;

  constructor(
    private readonly mounts: readonly Mount[],
    state: MemoryState,
  ) {
    this.#directories = new Set(state.directories);
    this.#files = new Map(state.files);
  }

  snapshot(): MemoryState {
    return { directories: [...this.#directories], files: [...this.#files] };
  }

  read(name: string, netns: Netns): Result<string> {
    const path = this.#bound(name, netns);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.read(mounted.path, netns);
    if (DEVICES.has(path)) return path === '/dev/tty' ? refused('ENXIO') : granted('');
    const text = this.#files.get(path);
    return text === undefined ? refused(this.#directories.has(path) ? 'EISDIR' : this.#absence(path)) : granted(text);
  }

  write(name: string, text: string, how: 'truncate' | 'append', netns: Netns): Result {
    const path = this.#bound(name, netns);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return writeMounted(mounted, text, how, netns);
    if (path === '') return refused('ENOENT');
    if (path === '/dev/tty') return refused('ENXIO');
    if (DEVICES.has(path)) return DONE;
    if (this.#directories.has(path)) return refused('EISDIR');
    const old = this.#files.get(path);
    if (old === undefined && !this.#directories.has(parentOf(path))) return refused(this.#absence(path));
    if (old === undefined && isReadOnly(path)) return refused('ENOENT');
    this.#files.set(path, how === 'append' ? (old ?? '') + text : text);
    return DONE;
  }

  kind(path: string, netns: Netns): Kind | undefined {
    if (path === '') return undefined;
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.kind(mounted.path, netns);
    if (DEVICES.has(path)) return 'device';
    if (this.#files.has(path)) return 'file';
    return this.#directories.has(path) || this.#holdsMount(path) ? 'directory' : undefined;
  }

  list(path: string, netns: Netns): Result<readonly string[]> {
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.list(mounted.path, netns);
    if (this.kind(path, netns) !== 'directory') return refused(this.#files.has(path) ? 'ENOTDIR' : this.#absence(path));
    const prefix = path === '/' ? '/' : `${path}/`;
    const names = new Set<string>();
    const paths = [
      ...this.#directories,
      ...this.#files.keys(),
      ...DEVICES,
      ...this.mounts.map((mount) => mount.prefix),
    ];
    for (const each of paths) {
      const name = each.startsWith(prefix) ? each.slice(prefix.length).split('/')[0] : '';
      if (name) names.add(name);
    }
    return granted([...names].sort());
  }

  makeDirectory(path: string): Result {
    if (this.#directories.has(path) || this.#files.has(path) || DEVICES.has(path)) return refused('EEXIST');
    if (path === '' || this.#mounted(path) !== undefined || isReadOnly(path)) return refused('ENOENT');
    if (!this.#directories.has(parentOf(path))) return refused(this.#absence(path));
    this.#directories.add(path);
    return DONE;
  }

  remove(path: string): Result {
    if (this.#mounted(path) !== undefined || DEVICES.has(path)) return refused('EPERM');
    if (this.#files.delete(path)) return DONE;
    if (!this.#directories.has(path)) return refused(this.#absence(path));
    if (path === '/' || this.#holdsMount(path)) return refused('EBUSY');
    const inside = `${path}/`;
    if ([...this.#directories, ...this.#files.keys()].some((each) => each.startsWith(inside))) return refused('EEXIST');
    this.#directories.delete(path);
    return DONE;
  }

  /** Files below /etc/netns/NAME lie over those of /etc for programs in that namespace (ip-netns(8)). */
  #bound(path: string, netns: Netns): string {
    if (netns.name === undefined || !path.startsWith('/etc/')) return path;
    const own = `/etc/netns/${netns.name}${path.slice('/etc'.length)}`;
    return this.#files.has(own) && this.#files.has(path) ? own : path;
  }

  #mounted(path: string): { readonly mount: Mount; readonly path: string } | undefined {
    for (const mount of this.mounts) {
      if (path === mount.prefix) return { mount, path: '' };
      if (path.startsWith(`${mount.prefix}/`)) return { mount, path: path.slice(mount.prefix.length + 1) };
    }
    return undefined;
  }

  #holdsMount(path: string): boolean {
    const inside = path === '/' ? '/' : `${path}/`;
    return this.mounts.some((mount) => mount.prefix.startsWith(inside));
  }

  /** Why there is nothing at a path: something on the way is a file, or nothing is there. */
  #absence(path: string): Errno {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) if (this.#files.has(at)) return 'ENOTDIR';
    return 'ENOENT';
  }
}

function writeMounted(
  { mount, path }: { readonly mount: Mount; readonly path: string },
  text: string,
  how: 'truncate' | 'append',
  netns: Netns,
): Result {
  if (text !== '') return mount.write(path, text, how, netns);
  if (mount.open !== undefined) return mount.open(path, netns);
  const kind = mount.kind(path, netns);
  if (kind === 'directory') return refused('EISDIR');
  return kind === undefined ? refused('ENOENT') : DONE;
}

/** Nothing can be made below /proc and /sys. */
function isReadOnly(path: string): boolean {
  return /^\/(?:proc|sys)\//.test(path);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
