import { bash } from '../shell/bash.ts';
import { awkPackage } from '../userland/awk/index.ts';
import { bridgeUtils } from '../userland/bridge-utils/index.ts';
import { bsdextrautils } from '../userland/bsdextrautils/index.ts';
import { conntrackPackage } from '../userland/conntrack/index.ts';
import { coreutils } from '../userland/coreutils/index.ts';
import { curlPackage } from '../userland/curl/index.ts';
import { debianutils } from '../userland/debianutils/index.ts';
import { diffutils } from '../userland/diffutils/index.ts';
import { dockerPackage } from '../userland/docker/index.ts';
import { ethtoolPackage } from '../userland/ethtool/index.ts';
import { findutils } from '../userland/findutils/index.ts';
import { iperfPackage } from '../userland/iperf3/index.ts';
import { iproute2 } from '../userland/iproute2/index.ts';
import { ipsetPackage } from '../userland/ipset/index.ts';
import { iptablesPrograms } from '../userland/iptables/index.ts';
import { iputils } from '../userland/iputils/index.ts';
import { jqPackage } from '../userland/jq/index.ts';
import { kmod } from '../userland/kmod/index.ts';
import { lackingPrograms } from '../userland/lacking/index.ts';
import { pagers } from '../userland/less/index.ts';
import { libcBin } from '../userland/libc-bin/index.ts';
import { ncatPackage } from '../userland/ncat/index.ts';
import { ncursesBin } from '../userland/ncurses-bin/index.ts';
import { netTools } from '../userland/net-tools/index.ts';
import { netcatOpenbsd } from '../userland/netcat-openbsd/index.ts';
import { nftablesPackage } from '../userland/nftables/index.ts';
import type { Program } from '../userland/process.ts';
import { procps } from '../userland/procps/index.ts';
import { pythonPackage } from '../userland/python3/index.ts';
import { sedPackage } from '../userland/sed/index.ts';
import { tcpdumpPackage } from '../userland/tcpdump/index.ts';
import { traceroutePackage } from '../userland/traceroute/index.ts';
import { utilLinux } from '../userland/util-linux/index.ts';
import { dumps } from '../userland/xxd/index.ts';

/** Every program of the machine, by the name it is called by. A package is a line. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['bash', bash],
  ['sh', bash],
  ...lackingPrograms,
  ...coreutils,
  ...iproute2,
  ...bridgeUtils,
  ...iptablesPrograms,
  ...nftablesPackage,
  ...conntrackPackage,
  ...ipsetPackage,
  ...iputils,
  ...procps,
  ...netTools,
  ...kmod,
  ...traceroutePackage,
  ...awkPackage,
  ...sedPackage,
  ...tcpdumpPackage,
  ...ethtoolPackage,
  ...netcatOpenbsd,
  ...ncatPackage,
  ...curlPackage,
  ...pythonPackage,
  ...libcBin,
  ...iperfPackage,
  ...dockerPackage,
  ...utilLinux,
  ...diffutils,
  ...debianutils,
  ...ncursesBin,
  ...pagers,
  ...dumps,
  ...jqPackage,
  ...findutils,
  ...bsdextrautils,
]);
