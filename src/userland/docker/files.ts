import { refused } from '../../kernel/result.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import type { FileSystem } from '../file-system.ts';
import type { Process, System } from '../process.ts';
import { programsIn } from './programs.ts';
import { type Container, isUserDefined } from './state.ts';

/** Directories that a container's files begin with. */
const DIRECTORIES = [
  'bin',
  'etc',
  'home',
  'lib',
  'opt',
  'root',
  'run',
  'srv',
  'tmp',
  'usr',
  'usr/share',
  'var',
  'var/log',
  'var/www',
];

/** Where the files of a container lie on the host. */
export function rootOf(container: Container): string {
  return `${layerOf(container)}/merged`;
}

/** The container's own layer of files, which has a number of its own. */
export function layerOf({ id }: Container): string {
  return `/var/lib/docker/overlay2/${id.slice(32)}${id.slice(0, 32)}`;
}

/** Where the files lie that Docker writes for a container: hosts, hostname, resolv.conf. */
export function homeOf({ id }: Container): string {
  return `/var/lib/docker/containers/${id}`;
}

/** Lays out the files of a new container. */
export function layOut({ system }: Process, container: Container): void {
  const root = rootOf(container);
  for (const path of ['', ...DIRECTORIES.map((each) => `/${each}`)]) makePath(system.fs, root + path);
  makePath(system.fs, homeOf(container));
}

function makePath(fs: FileSystem, path: string): void {
  const parts = path.split('/');
  for (let at = 2; at <= parts.length; at++) fs.makeDirectory(parts.slice(0, at).join('/'));
}

/** Writes /etc/hosts, /etc/hostname and /etc/resolv.conf of a container, as its networks are now. */
export function writeHostFiles({ system }: Process, container: Container): void {
  const { fs, kernel } = system;
  const host = kernel.netns.initial;
  const put = (name: string, text: string) => void fs.write(`${rootOf(container)}/etc/${name}`, text, 'truncate', host);
  const copy = (name: string) => {
    const own = fs.read(`/etc/${name}`, host);
    return own.ok ? own.value : '';
  };
  put('hostname', `${container.hostname}\n`);
  if (container.networkMode === 'host') {
    put('hosts', copy('hosts'));
    put('resolv.conf', copy('resolv.conf'));
    return;
  }
  const own = container.endpoints.flatMap(({ live }) =>
    live?.address === undefined ? [] : [`${formatIpv4(live.address)}\t${container.hostname}`],
  );
  const extra = container.extraHosts.map((each) => {
    const [name, ...address] = each.split(/[:=]/);
    return `${address.join(':') === 'host-gateway' ? '172.17.0.1' : address.join(':')}\t${name}`;
  });
  const fixed = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'ff00::0\tip6-mcastprefix',
    'ff02::1\tip6-allnodes',
    'ff02::2\tip6-allrouters',
  ];
  put('hosts', `${[...fixed, ...extra, ...own].join('\n')}\n`);
  const asks = container.endpoints.some(({ network }) => isUserDefined(network));
  const servers = container.dns.map((each) => `nameserver ${each}\n`).join('');
  put('resolv.conf', asks ? 'nameserver 127.0.0.11\noptions ndots:0\n' : servers || copy('resolv.conf'));
}

/** What a process in a container can reach: the container's own files and the programs of its image. */
export function systemOf(process: Process, container: Container): System {
  const { kernel, fs, processes, programs } = process.system;
  return {
    kernel,
    fs: new ContainerFiles(fs, container),
    processes,
    programs: programsIn(programs, container.image.tools),
  };
}

/** Paths of a container, most of which lie in a directory of the host; the kernel's own files are the same everywhere. */
class ContainerFiles implements FileSystem {
  private readonly root: string;
  private readonly readOnly: boolean;

  constructor(
    private readonly fs: FileSystem,
    container: Container,
  ) {
    this.root = rootOf(container);
    this.readOnly = !container.privileged;
  }

  private path(path: string): string {
    if (path === '') return '';
    if (/^\/(?:proc|sys|dev)(?:\/|$)/.test(path)) return path;
    return path === '/' ? this.root : this.root + path;
  }

  read: FileSystem['read'] = (path, netns) => this.fs.read(this.path(path), netns);
  write: FileSystem['write'] = (path, text, how, netns) =>
    this.readOnly && path.startsWith('/proc/sys/')
      ? refused('EROFS')
      : this.fs.write(this.path(path), text, how, netns);
  kind: FileSystem['kind'] = (path, netns) => this.fs.kind(this.path(path), netns);
  list: FileSystem['list'] = (path, netns) => this.fs.list(this.path(path), netns);
  makeDirectory: FileSystem['makeDirectory'] = (path) => this.fs.makeDirectory(this.path(path));
  remove: FileSystem['remove'] = (path) => this.fs.remove(this.path(path));
  status: FileSystem['status'] = (path, netns, of) => {
    const status = this.fs.status(this.path(path), netns, of);
    const target = status?.target;
    return target?.startsWith(`${this.root}/`) ? { ...status!, target: target.slice(this.root.length) } : status;
  };
  /** What a link names is in the container, too. */
  makeLink: FileSystem['makeLink'] = (path, target) =>
    this.fs.makeLink(this.path(path), target.startsWith('/') ? this.path(target) : target);
  change: FileSystem['change'] = (path, changes) => this.fs.change(this.path(path), changes);
  follow: FileSystem['follow'] = (path) => {
    const followed = this.fs.follow(this.path(path));
    const isInside = followed.ok && followed.value.startsWith(`${this.root}/`);
    return isInside ? { ok: true, value: followed.value.slice(this.root.length) } : followed;
  };
}
