import fc from 'fast-check';
import { from, line, maybe, prefix, table, type Words } from '../words.ts';

export const show = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} ${from('', '-br ', '-o ', '-d ', '-4 ')}addr show${maybe(fc.oneof(line`dev ${dev}`, from('up', 'scope global', 'to 10.0.0.0/24', 'primary', 'secondary', 'type bridge', 'type veth')))}`,
    line`${ip} ${from('', '-br ', '-o ', '-d ')}link show${maybe(fc.oneof(line`${dev}`, from('up', 'type bridge', 'type veth', 'master br0', 'nomaster')))}`,
    line`${ip} -4 route ${from('', 'show', 'list')}${maybe(fc.oneof(line`table ${table}`, line`dev ${dev}`, line`${prefix}`, from('table 254', 'scope link', 'proto kernel', 'type local', 'root 10.0.0.0/8', 'match 10.0.0.1', 'exact 10.0.0.0/24', 'via 10.0.0.1', 'cache')), 2)}`,
    line`${ip} rule`,
    line`${ip} ${from('-j', '-j -p', '-j -d')} ${from('addr', 'link', 'route', 'rule', 'route show table local')}`,
  );
