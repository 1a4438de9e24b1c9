import { EPOCH } from '../../kernel/epoch.ts';

/** A file, directory or link as it is kept; what is left out is as usual: root's, from the start, mode 644 or 755. */
export type FileNode = (
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
) & {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
};

/** The files, as plain data, by path. */
export interface MemoryState {
  readonly nodes: readonly (readonly [string, FileNode])[];
}

const DIRECTORIES = [
  '/',
  '/dev',
  '/etc',
  '/home',
  '/proc',
  '/root',
  '/run',
  '/run/netns',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/local',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/var',
  '/var/log',
  '/var/tmp',
];
/** Directories with other permissions than usual. */
const MODES: Readonly<Record<string, number>> = {
  '/tmp': 0o1777,
  '/var/tmp': 0o1777,
  '/root': 0o700,
  '/proc': 0o555,
  '/sys': 0o555,
};
const LINKS: readonly (readonly [string, string])[] = [
  ['/bin', 'usr/bin'],
  ['/sbin', 'usr/sbin'],
  ['/var/run', '/run'],
];
const FILES: readonly (readonly [string, string])[] = [
  ['/etc/hostname', 'netlab\n'],
  ['/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tnetlab\n'],
];

/** What a machine's disk holds before the lab starts; `nameServer` is whom it asks for names. */
export function initialFiles(nameServer: string): MemoryState {
  const files: readonly (readonly [string, string])[] = [...FILES, ['/etc/resolv.conf', `nameserver ${nameServer}\n`]];
  return {
    nodes: [
      ...DIRECTORIES.map((path): readonly [string, FileNode] => {
        const mode = MODES[path];
        return [path, mode === undefined ? { kind: 'directory' } : { kind: 'directory', mode }];
      }),
      ...LINKS.map(([path, target]): readonly [string, FileNode] => [path, { kind: 'link', target }]),
      ...files.map(([path, text]): readonly [string, FileNode] => [path, { kind: 'file', text }]),
    ],
  };
}

/** The permissions and times of a node. */
export function attributesOf(node: FileNode): { mode: number; uid: number; gid: number; mtime: number } {
  const usual = node.kind === 'file' ? 0o644 : node.kind === 'link' ? 0o777 : 0o755;
  return { mode: node.mode ?? usual, uid: node.uid ?? 0, gid: node.gid ?? 0, mtime: node.mtime ?? EPOCH };
}
