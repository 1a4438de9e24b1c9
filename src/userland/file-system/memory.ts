import { EPOCH } from '../../kernel/epoch.ts';
import type { Errno } from '../../kernel/errno.ts';
import { DONE, granted, type Result, refused } from '../../kernel/result.ts';
import { encodeText } from '../encoding.ts';
import type { FileStatus, FileSystem } from '../file-system.ts';
import { resolvePath } from '../file-system.ts';
import type { Process } from '../process.ts';
import { readDevice } from './device.ts';
import { attributesOf, type FileNode, type MemoryState } from './node.ts';

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
  /** The permissions of its files, 444 where it does not say. */
  readonly fileMode?: number;
  /** Makes a symbolic link, where that means something. */
  link?(path: string, target: string): Result;
  /** Removes a file, where that is possible. */
  remove?(path: string): Result;
}

/** A file system whose state can be copied. */
export interface MemoryFileSystem extends FileSystem {
  snapshot(): MemoryState;
}

const DEVICES: ReadonlySet<string> = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/random',
  '/dev/urandom',
  '/dev/stdin',
  '/dev/stdout',
  '/dev/stderr',
  '/dev/tty',
]);

/** As many links in one path are followed, no more (path_resolution(7)). */
const MOST_LINKS = 40;

/** Makes a file system in memory, with the mounts given; `state` is an earlier `snapshot`, `clock` counts microseconds. */
export function createFileSystem(
  mounts: readonly Mount[],
  state: MemoryState,
  clock: { readonly now: number },
): MemoryFileSystem {
  return new Memory(mounts, state, clock);
}

class Memory implements MemoryFileSystem {
  readonly #nodes: Map<string, FileNode>;
  /** How often a random device was read. */
  #drawn: number;
  /** The paths of links: most paths lead past none of them. */
  readonly #links: Map<string, string>;

  constructor(
    private readonly mounts: readonly Mount[],
    state: MemoryState,
    private readonly clock: { readonly now: number },
  ) {
    this.#nodes = new Map(state.nodes);
    this.#links = new Map();
    this.#drawn = state.drawn ?? 0;
    for (const [path, node] of this.#nodes) if (node.kind === 'link') this.#links.set(path, node.target);
  }

  snapshot(): MemoryState {
    return { nodes: [...this.#nodes], drawn: this.#drawn };
  }

  read(name: string, netns: Netns): Result<string> {
    const followed = this.follow(name);
    if (!followed.ok) return followed;
    const path = this.#bound(followed.value, netns);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.read(mounted.path, netns);
    if (path === '/dev/tty') return refused('ENXIO');
    if (DEVICES.has(path)) {
      if (path.endsWith('random')) this.#drawn += 1;
      return granted(readDevice(path, this.#drawn));
    }
    const node = this.#nodes.get(path);
    if (node?.kind === 'file') return granted(node.text);
    return refused(node === undefined ? this.#absence(path) : 'EISDIR');
  }

  write(name: string, text: string, how: 'truncate' | 'append', netns: Netns): Result {
    const followed = this.follow(name);
    if (!followed.ok) return followed;
    const path = this.#bound(followed.value, netns);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return writeMounted(mounted, text, how, netns);
    if (path === '') return refused('ENOENT');
    if (path === '/dev/tty') return refused('ENXIO');
    if (path === '/dev/full' && text !== '') return refused('ENOSPC');
    if (DEVICES.has(path)) return DONE;
    const old = this.#nodes.get(path);
    if (old?.kind === 'directory') return refused('EISDIR');
    if (old === undefined && !this.#isDirectory(parentOf(path))) return refused(this.#absence(path));
    if (old === undefined && isReadOnly(path)) return refused('ENOENT');
    const before = old?.kind === 'file' ? old : { kind: 'file' as const, text: '' };
    if (old !== undefined && how === 'append' && text === '') return DONE;
    this.#put(path, { ...before, text: how === 'append' ? before.text + text : text, mtime: this.#now });
    return DONE;
  }

  kind(name: string, netns: Netns): Kind | undefined {
    const followed = this.follow(name);
    if (!followed.ok || name === '') return undefined;
    const path = followed.value;
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.kind(mounted.path, netns);
    if (DEVICES.has(path)) return 'device';
    const node = this.#nodes.get(path);
    if (node?.kind === 'file') return 'file';
    return node?.kind === 'directory' || this.#holdsMount(path) ? 'directory' : undefined;
  }

  status(name: string, netns: Netns, of: 'target' | 'link' = 'target'): FileStatus | undefined {
    const path = of === 'target' ? this.follow(name) : granted(this.#followParent(name));
    if (!path.ok || name === '') return undefined;
    const node = this.#nodes.get(this.#bound(path.value, netns));
    if (this.#mounted(path.value) === undefined && node !== undefined) return statusOf(node);
    const kind = this.kind(path.value, netns);
    if (kind === undefined) return undefined;
    const mode = kind === 'device' ? 0o666 : kind === 'directory' ? 0o555 : this.#mounted(path.value)?.mount.fileMode;
    return { kind, mode: mode ?? 0o444, uid: 0, gid: 0, size: 0, mtime: EPOCH };
  }

  list(name: string, netns: Netns): Result<readonly string[]> {
    const followed = this.follow(name);
    if (!followed.ok) return followed;
    const path = followed.value;
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.list(mounted.path, netns);
    if (this.kind(path, netns) !== 'directory') return refused(this.#nodes.has(path) ? 'ENOTDIR' : this.#absence(path));
    const prefix = path === '/' ? '/' : `${path}/`;
    const names = new Set<string>();
    const paths = [...this.#nodes.keys(), ...DEVICES, ...this.mounts.map((mount) => mount.prefix)];
    for (const each of paths) {
      const name = each.startsWith(prefix) ? each.slice(prefix.length).split('/')[0] : '';
      if (name) names.add(name);
    }
    return granted([...names].sort());
  }

  makeDirectory(name: string): Result {
    const path = this.#followParent(name);
    const refusal = this.#cannotMake(path);
    if (refusal !== undefined) return refused(refusal);
    this.#put(path, { kind: 'directory', mtime: this.#now });
    return DONE;
  }

  makeLink(name: string, target: string): Result {
    const path = this.#followParent(name);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.link?.(mounted.path, target) ?? refused('EPERM');
    if (target === '') return refused('ENOENT');
    const refusal = this.#cannotMake(path);
    if (refusal !== undefined) return refused(refusal);
    this.#put(path, { kind: 'link', target, mtime: this.#now });
    return DONE;
  }

  remove(name: string): Result {
    const path = this.#followParent(name);
    const mounted = this.#mounted(path);
    if (mounted !== undefined) return mounted.mount.remove?.(mounted.path) ?? refused('EPERM');
    if (DEVICES.has(path)) return refused('EPERM');
    const node = this.#nodes.get(path);
    if (node === undefined) return refused(this.#absence(path));
    if (node.kind === 'directory') {
      if (path === '/' || this.#holdsMount(path)) return refused('EBUSY');
      const inside = `${path}/`;
      if ([...this.#nodes.keys()].some((each) => each.startsWith(inside))) return refused('EEXIST');
    }
    this.#nodes.delete(path);
    this.#links.delete(path);
    this.#touchParent(path);
    return DONE;
  }

  change(name: string, changes: Partial<Pick<FileStatus, 'mode' | 'uid' | 'gid' | 'mtime'>>): Result {
    const followed = this.follow(name);
    if (!followed.ok) return followed;
    const path = followed.value;
    const node = this.#nodes.get(path);
    if (node !== undefined) this.#nodes.set(path, { ...node, ...changes });
    else if (DEVICES.has(path)) return DONE;
    else return refused(this.#mounted(path) === undefined ? this.#absence(path) : 'EPERM');
    return DONE;
  }

  follow(name: string): Result<string> {
    let path = name;
    for (let count = 0; ; count += 1) {
      const link = this.#linkIn(path);
      if (link === undefined) return granted(path);
      if (count === MOST_LINKS) return refused('ELOOP');
      path = resolvePath(parentOf(link), this.#links.get(link) as string) + path.slice(link.length);
    }
  }

  /** The path with the links on the way to its last part followed. */
  #followParent(name: string): string {
    if (name === '' || name === '/') return name;
    const parent = this.follow(parentOf(name));
    if (!parent.ok) return name;
    return `${parent.value === '/' ? '' : parent.value}${name.slice(name.lastIndexOf('/'))}`;
  }

  /** The first link on the way of a path. */
  #linkIn(path: string): string | undefined {
    for (const link of this.#links.keys()) {
      if (path.startsWith(link) && (path.length === link.length || path[link.length] === '/')) return link;
    }
    return undefined;
  }

  get #now(): number {
    return EPOCH + this.clock.now / 1_000_000;
  }

  #put(path: string, node: FileNode): void {
    const isNew = !this.#nodes.has(path);
    this.#nodes.set(path, node);
    if (node.kind === 'link') this.#links.set(path, node.target);
    if (isNew) this.#touchParent(path);
  }

  /** A directory changes when something in it is made or removed. */
  #touchParent(path: string): void {
    const parent = this.#nodes.get(parentOf(path));
    if (parent !== undefined) this.#nodes.set(parentOf(path), { ...parent, mtime: this.#now });
  }

  #isDirectory(path: string): boolean {
    return this.#nodes.get(path)?.kind === 'directory';
  }

  #cannotMake(path: string): Errno | undefined {
    if (this.#nodes.has(path) || DEVICES.has(path)) return 'EEXIST';
    const mounted = this.#mounted(path);
    if (mounted?.path === '') return 'EEXIST';
    if (path === '' || mounted !== undefined || isReadOnly(path)) return 'ENOENT';
    return this.#isDirectory(parentOf(path)) ? undefined : this.#absence(path);
  }

  /** Files below /etc/netns/NAME lie over those of /etc for programs in that namespace (ip-netns(8)). */
  #bound(path: string, netns: Netns): string {
    if (netns.name === undefined || !path.startsWith('/etc/')) return path;
    const own = `/etc/netns/${netns.name}${path.slice('/etc'.length)}`;
    return this.#nodes.get(own)?.kind === 'file' && this.#nodes.get(path)?.kind === 'file' ? own : path;
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
    for (let at = parentOf(path); at !== '/'; at = parentOf(at))
      if (this.#nodes.get(at)?.kind === 'file') return 'ENOTDIR';
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

const DIRECTORY_SIZE = 4096;

function statusOf(node: FileNode): FileStatus {
  const attributes = attributesOf(node);
  if (node.kind === 'file') return { kind: 'file', size: encodeText(node.text).length, ...attributes };
  if (node.kind === 'directory') return { kind: 'directory', size: DIRECTORY_SIZE, ...attributes };
  return { kind: 'link', size: encodeText(node.target).length, target: node.target, ...attributes };
}
