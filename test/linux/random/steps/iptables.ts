import fc from 'fast-check';
import { address, cidr, from, line, maybe, prefix, type Words } from '../words.ts';

const CHAIN = from('INPUT', 'OUTPUT', 'FORWARD', 'MINE', 'PREROUTING', 'NOPE');
export const iptables = ({ exec, dev }: Words) => {
  const match = maybe(
    fc.oneof(
      line`-s ${fc.oneof(address, prefix)}`,
      line`-d ${fc.oneof(address, cidr)}`,
      line`! -s ${address}`,
      line`-i ${dev}`,
      line`-o ${dev}`,
      line`-p ${from('icmp', 'tcp', 'udp', 'icmp --icmp-type echo-request', 'tcp --dport 80', 'udp --sport 53', 'bogus', '47')}`,
      from(
        '-m conntrack --ctstate RELATED,ESTABLISHED',
        '-m state --state NEW',
        '-m comment --comment hello',
        '-m bogus',
      ),
    ),
    2,
  );
  return fc.oneof(
    line`${exec}iptables ${from('-A', '-A', '-I', '-D', '-C')} ${CHAIN}${match}${match} -j ${from('ACCEPT', 'DROP', 'REJECT', 'RETURN', 'MINE', 'NOPE', 'REJECT --reject-with icmp-host-prohibited')}`,
    line`${exec}iptables -t nat -A ${from('POSTROUTING', 'PREROUTING', 'OUTPUT')}${match} -j ${from('MASQUERADE', 'SNAT --to-source 10.0.0.9', 'DNAT --to-destination 10.0.0.1', 'ACCEPT')}`,
    line`${exec}iptables ${from('-N MINE', '-X MINE', '-F', '-F MINE', '-P FORWARD DROP', '-P INPUT ACCEPT', '-P MINE DROP', '-Z', '-D INPUT 1', '-I INPUT 9 -j DROP', '-L -n', '-S', '-S MINE', '-L INPUT -n --line-numbers', '-t nat -S', '-t nat -L -n', '-E MINE YOURS', '-R INPUT 1 -j ACCEPT')}`,
  );
};
