import type { Kernel } from '../../kernel/kernel.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { DONE, granted, refused } from '../../kernel/result.ts';
import type { Mount } from '../file-system/memory.ts';
import type { ProcessTable } from '../process-table.ts';
import { bondFile, bondsOf } from './bonding.ts';
import { classNet } from './class-net.ts';
import { conntrackStatisticsTable, conntrackTable } from './conntrack.ts';
import { igmpTable } from './igmp.ts';
import { kernelMessages } from './kmsg.ts';
import { arpTable, deviceTable, routeTable } from './net.ts';
import { hashlimitFiles, recentFiles } from './netfilter.ts';
import { netstatFile, snmpFile } from './snmp.ts';
import {
  packetTable,
  raw6Table,
  rawTable,
  socketCounts,
  tcp6Table,
  tcpTable,
  udp6Table,
  udpTable,
  unixTable,
} from './sockets.ts';
import { uptime } from './uptime.ts';

const NET_FILES = {
  arp: arpTable,
  route: routeTable,
  dev: deviceTable,
  igmp: igmpTable,
  nf_conntrack: conntrackTable,
  tcp: tcpTable,
  tcp6: tcp6Table,
  udp: udpTable,
  udp6: udp6Table,
  raw: rawTable,
  raw6: raw6Table,
  unix: unixTable,
  packet: packetTable,
  sockstat: socketCounts,
  snmp: snmpFile,
  netstat: netstatFile,
  'stat/nf_conntrack': conntrackStatisticsTable,
} as const;

/** The kernel's own files: /proc/sys, /proc/net, /sys/class/net and the names of namespaces. */
export function kernelMounts(kernel: Kernel, processes: ProcessTable): readonly Mount[] {
  return [
    sys(kernel),
    bonding(kernel),
    recentFiles(kernel),
    hashlimitFiles(kernel),
    net(kernel),
    classNet(kernel),
    kernelMessages(kernel),
    uptime(kernel),
    netnsNames(kernel, processes),
  ];
}

function sys(kernel: Kernel): Mount {
  return {
    prefix: '/proc/sys',
    fileMode: 0o644,
    read: (path, netns) => kernel.sysctl.read(netns, path),
    write: (path, text, _how, netns) => kernel.sysctl.write(netns, path, text),
    kind: (path, netns) => kernel.sysctl.kind(netns, path),
    list: (path, netns) => granted(kernel.sysctl.list(netns, path)),
  };
}

function net(kernel: Kernel): Mount {
  const file = (path: string) =>
    Object.hasOwn(NET_FILES, path) ? NET_FILES[path as keyof typeof NET_FILES] : undefined;
  return {
    prefix: '/proc/net',
    read: (path, netns) => {
      const make = file(path);
      return make === undefined
        ? refused(path === '' || path === 'stat' ? 'EISDIR' : 'ENOENT')
        : granted(make(kernel, netns));
    },
    write: (path) => refused(file(path) === undefined ? 'ENOENT' : 'EACCES'),
    kind: (path) => (path === '' || path === 'stat' ? 'directory' : file(path) === undefined ? undefined : 'file'),
    list: (path) => {
      const names = Object.keys(NET_FILES);
      const below = path === '' ? names : names.filter((name) => name.startsWith(`${path}/`));
      const first = below.map((name) => name.slice(path === '' ? 0 : path.length + 1).split('/')[0]!);
      return granted([...new Set(first)].sort());
    },
  };
}

/** /proc/net/bonding, a file a bond. */
function bonding(kernel: Kernel): Mount {
  const find = (path: string, netns: Netns) => bondsOf(kernel, netns).find(({ name }) => name === path);
  return {
    prefix: '/proc/net/bonding',
    read: (path, netns) => {
      const bond = find(path, netns);
      if (bond !== undefined) return granted(bondFile(kernel, netns, bond));
      return refused(path === '' ? 'EISDIR' : 'ENOENT');
    },
    write: () => refused('EACCES'),
    kind: (path, netns) => (path === '' ? 'directory' : find(path, netns) === undefined ? undefined : 'file'),
    list: (_, netns) =>
      granted(
        bondsOf(kernel, netns)
          .map(({ name }) => name)
          .sort(),
      ),
  };
}

/** A link to /proc/PID/ns/net names the namespace of a process, as a file bound there does; only it can be removed. */
function netnsNames(kernel: Kernel, processes: ProcessTable): Mount {
  return {
    prefix: '/run/netns',
    link: (name, target) => {
      const pid = Number(/^\/proc\/(\d+)\/ns\/net$/.exec(target)?.[1] ?? Number.NaN);
      const netns = processes.netnsOf(pid) ?? kernel.netns.ofProcess(pid);
      if (netns === undefined) return refused('ENOENT');
      const bound = kernel.netns.bind(name, netns);
      if (bound.ok) netns.links.add(name);
      return bound;
    },
    remove: (name) => {
      const netns = kernel.netns.find(name);
      if (netns === undefined) return refused('ENOENT');
      return netns.links.delete(name) ? kernel.netns.delete(name) : refused('EBUSY');
    },
    read: (path) =>
      path === '' ? refused('EISDIR') : kernel.netns.find(path) === undefined ? refused('ENOENT') : granted(''),
    write: () => DONE,
    kind: (path) => (path === '' ? 'directory' : kernel.netns.find(path) === undefined ? undefined : 'file'),
    list: () =>
      granted(
        kernel.netns
          .list()
          .map((each) => each.name)
          .sort(),
      ),
  };
}
