import type { Program } from '../process.ts';

/** Modules whose work the simulated kernel always does, or that change nothing here. */
const KNOWN =
  /^(bridge|veth|dummy|8021q|br_netfilter|(nf|ip|ip6|x|xt|iptable|ip6table)_?[a-z0-9_]*|nf_conntrack[a-z_]*|nfnetlink[a-z_]*|overlay|tun|vxlan|macvlan)$/;

/** modprobe(8): the kernel of the machine has all it needs; br_netfilter makes bridged frames pass iptables. */
export const modprobe: Program = (process) => {
  const names = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  for (const word of names) {
    const name = word.replaceAll('-', '_');
    if (name === 'br_netfilter') process.system.kernel.loadBridgeNetfilter();
    if (KNOWN.test(name)) continue;
    process.blame(process.argv.indexOf(word));
    process.stderr.write(`modprobe: FATAL: Module ${word} not found in directory /lib/modules/6.1.0\n`);
    return 1;
  }
  return 0;
};
