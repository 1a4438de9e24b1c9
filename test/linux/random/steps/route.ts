import fc from 'fast-check';
import { address, from, line, maybe, number, prefix, scope, table, type Words } from '../words.ts';

export const hop = ({ dev }: Words) =>
  fc.oneof(
    line`via ${address}`,
    line`dev ${dev}`,
    line`via ${address} dev ${dev}`,
    line`via ${address} dev ${dev} onlink`,
  );

export const route = (words: Words) => {
  const { ip, dev } = words;
  const extra = maybe(
    fc.oneof(
      line`metric ${number}`,
      line`table ${table}`,
      line`src ${address}`,
      line`scope ${scope}`,
      line`proto ${from('static', 'kernel', 'boot', '42', 'bogus')}`,
      line`mtu ${from('1400', 'lock 1300', 'x')}`,
      line`tos ${from('0x10', '4', '0xff')}`,
    ),
    2,
  );
  return fc.oneof(
    line`${ip} route ${from('add', 'add', 'add', 'append', 'prepend', 'replace', 'change', 'del')} ${prefix} ${hop(words)}${extra}`,
    line`${ip} route add ${from('blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'broadcast', 'unicast', 'nat')} ${prefix}${maybe(line`dev ${dev}`)}${extra}`,
    // Nobody sends there: a random key decides which next hop a flow takes.
    line`${ip} route add 10.9.0.0/16 nexthop ${hop(words)} nexthop ${hop(words)} weight ${from('1', '2', '256', '0')}`,
    line`${ip} route del ${prefix}${extra}`,
    line`${ip} route del ${prefix} ${hop(words)}`,
    line`${ip} route flush ${fc.oneof(line`table ${table}`, line`dev ${dev}`, line`${prefix}`, from('cache', 'scope link', 'proto static'))}`,
  );
};

export const get = ({ ip, dev }: Words) =>
  line`${ip} route get ${address}${maybe(fc.oneof(line`from ${address}`, line`oif ${dev}`, line`from ${address} iif ${dev}`, from('mark 1', 'ipproto tcp dport 80', 'tos 4')))}`;
