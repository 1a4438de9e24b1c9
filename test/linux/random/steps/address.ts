import fc from 'fast-check';
import { address, cidr, from, line, maybe, scope, type Words } from '../words.ts';

export const addr = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} addr add ${cidr} dev ${dev}${maybe(from('brd +', 'broadcast 10.0.0.255', 'scope link', 'scope host', 'label v0:1', 'noprefixroute', 'metric 50', 'brd -', 'bogus', 'label eth0:x'))}`,
    line`${ip} addr ${from('add', 'del', 'change', 'replace')} ${cidr} dev ${dev}`,
    line`${ip} addr add ${address} peer ${cidr} dev ${dev}`,
    line`${ip} addr del ${fc.oneof(address, cidr)} dev ${dev}`,
    line`${ip} addr flush ${from('dev ', 'dev ', '')}${dev}`,
    line`${ip} addr flush dev ${dev} ${from('scope global', 'to 10.0.0.0/24', 'label v0', 'secondary')}`,
    line`${ip} addr add ${cidr} dev ${dev} scope ${scope}`,
  );
