import fc from 'fast-check';
import { from, line, type Words } from '../words.ts';

const SYSCTLS = from(
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv4.conf.all.proxy_arp',
  'net.ipv4.conf.all.arp_ignore',
  'net.ipv4.conf.all.arp_announce',
  'net.ipv4.conf.all.accept_local',
  'net.ipv4.conf.default.rp_filter',
  'net.ipv4.icmp_echo_ignore_all',
  'net.ipv4.icmp_echo_ignore_broadcasts',
  'net.ipv4.ip_default_ttl',
  'net.ipv4.conf.lo.forwarding',
  'net.ipv4.ip_nonlocal_bind',
);

export const sysctl = ({ exec, dev }: Words) =>
  fc.oneof(
    line`${exec}sysctl ${from('-w ', '', '-q -w ')}${SYSCTLS}=${from('0', '1', '2', '1', '64', '-1', 'x')}`,
    line`${exec}sysctl ${from('', '-n ', '-e ')}${SYSCTLS}`,
    line`${exec}sysctl -w net.ipv4.conf.${dev}.${from('rp_filter', 'proxy_arp', 'forwarding', 'arp_filter', 'accept_local', 'bogus')}=${from('0', '1', '2')}`,
  );
