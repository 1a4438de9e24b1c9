import { BRCTL } from './bridge-utils/brctl.ts';
import { COLUMN } from './bsdextrautils/column.ts';
import { WGET } from './busybox/wget.ts';
import type { Command } from './command.ts';
import { CONNTRACK } from './conntrack/conntrack.ts';
import { BASE64 } from './coreutils/base64.ts';
import { CUT } from './coreutils/cut.ts';
import { DATE } from './coreutils/date.ts';
import { HEAD } from './coreutils/head.ts';
import { JOIN } from './coreutils/join.ts';
import { LN } from './coreutils/ln.ts';
import { LS } from './coreutils/ls.ts';
import { MKTEMP } from './coreutils/mktemp.ts';
import { SEQ } from './coreutils/seq.ts';
import { SORT } from './coreutils/sort.ts';
import { STAT } from './coreutils/stat.ts';
import { TAIL } from './coreutils/tail.ts';
import { TEE } from './coreutils/tee.ts';
import { TIMEOUT } from './coreutils/timeout.ts';
import { TR } from './coreutils/tr.ts';
import { UNIQ } from './coreutils/uniq.ts';
import { WC } from './coreutils/wc.ts';
import { CURL } from './curl/curl.ts';
import { DIFF } from './diffutils/diff.ts';
import { DOCKER } from './docker/docker.ts';
import { ETHTOOL } from './ethtool/ethtool.ts';
import { FIND } from './findutils/find.ts';
import { XARGS } from './findutils/xargs.ts';
import { GREP } from './grep/grep.ts';
import { IPERF3 } from './iperf3/iperf3.ts';
import { BRIDGE } from './iproute2/bridge.ts';
import { IP } from './iproute2/ip.ts';
import { SS } from './iproute2/ss.ts';
import { IPSET } from './ipset/index.ts';
import { IPTABLES_COMMANDS } from './iptables/index.ts';
import { ARPING } from './iputils/arping.ts';
import { PING } from './iputils/ping.ts';
import { TRACEPATH } from './iputils/tracepath.ts';
import { JQ } from './jq/jq.ts';
import { MODPROBE } from './kmod/modprobe.ts';
import { GETENT } from './libc-bin/getent.ts';
import { AWK } from './mawk/awk.ts';
import { NCAT } from './ncat/ncat.ts';
import { ARP } from './net-tools/arp.ts';
import { IFCONFIG } from './net-tools/ifconfig.ts';
import { NETSTAT } from './net-tools/netstat.ts';
import { ROUTE } from './net-tools/route.ts';
import { NC } from './netcat-openbsd/nc.ts';
import { NFT } from './nftables/index.ts';
import { SYSCTL } from './procps/sysctl.ts';
import { PYTHON3 } from './python3/python3.ts';
import { SED } from './sed/sed.ts';
import { TCPDUMP } from './tcpdump/tcpdump.ts';
import { TRACEROUTE } from './traceroute/traceroute.ts';
import { DMESG } from './util-linux/dmesg.ts';
import { NSENTER } from './util-linux/nsenter.ts';
import { UNSHARE } from './util-linux/unshare.ts';
import { XXD } from './xxd/xxd.ts';

/** Every program whose language is known. A program is one line here. */
const ALL: readonly Command[] = [
  IP,
  BRIDGE,
  BRCTL,
  ...IPTABLES_COMMANDS,
  NFT,
  CONNTRACK,
  IPSET,
  PING,
  ARPING,
  TRACEROUTE,
  TRACEPATH,
  TCPDUMP,
  ETHTOOL,
  ARP,
  IFCONFIG,
  ROUTE,
  SYSCTL,
  MODPROBE,
  NC,
  NCAT,
  GETENT,
  IPERF3,
  SS,
  NETSTAT,
  CURL,
  PYTHON3,
  DOCKER,
  NSENTER,
  UNSHARE,
  WGET,
  JQ,
  XARGS,
  COLUMN,
  DMESG,
  LS,
  LN,
  STAT,
  HEAD,
  TAIL,
  SORT,
  CUT,
  UNIQ,
  WC,
  TR,
  TEE,
  SEQ,
  DATE,
  TIMEOUT,
  MKTEMP,
  BASE64,
  JOIN,
  DIFF,
  FIND,
  GREP,
  SED,
  AWK,
  XXD,
];

/** Programs by the names they are called by. */
export type Programs = ReadonlyMap<string, Command>;

/** The programs of Netlab. */
export const PROGRAMS: Programs = new Map(
  ALL.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
);
