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
  /** How often a random device was read. */
  readonly drawn?: number;
  readonly nodes: readonly (readonly [string, FileNode])[];
}

const DIRECTORIES = [
  '/',
  '/dev',
  '/etc',
  '/etc/iproute2',
  '/etc/iproute2/rt_tables.d',
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
/** What Debian 12 says of itself. */
const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;
const FILES: readonly (readonly [string, string])[] = [
  ['/etc/hostname', 'netlab\n'],
  [
    '/etc/iproute2/rt_tables',
    '#\n# reserved values\n#\n255\tlocal\n254\tmain\n253\tdefault\n0\tunspec\n#\n# local\n#\n#1\tinr.ruhep\n',
  ],
  ['/etc/os-release', OS_RELEASE],
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
