import fc from 'fast-check';
import { address, from, line, maybe, prefix, table, type Words } from '../words.ts';

export const rule = ({ ip, dev }: Words) => {
  const selector = fc.oneof(
    line`from ${fc.oneof(prefix, address)}`,
    line`to ${fc.oneof(prefix, address)}`,
    line`iif ${dev}`,
    line`oif ${dev}`,
    line`fwmark ${from('1', '0x2/0xf', 'x')}`,
    line`tos ${from('0x10', '4')}`,
    line`ipproto ${from('tcp', 'icmp', 'bogus')}`,
    line`dport ${from('80', '80-90', '90-80', 'x')}`,
    fc.constant(''),
  );
  const action = fc.oneof(
    line`table ${table}`,
    line`lookup ${table}`,
    from('blackhole', 'prohibit', 'unreachable', 'goto 32766', 'goto 10', 'nop', ''),
    line`table ${table} suppress_prefixlength ${from('0', '24')}`,
  );
  return fc.oneof(
    line`${ip} rule add${maybe(line`pref ${from('10', '100', '32766', '0', 'x')}`, 2)}${maybe(from('not'), 8)} ${selector} ${action}`,
    line`${ip} rule del ${fc.oneof(line`pref ${from('10', '100', '32766', '32767', '0', '5')}`, selector, line`table ${table}`)}`,
    line`${ip} rule ${from('flush', 'show', 'list', 'bogus')}`,
  );
};
