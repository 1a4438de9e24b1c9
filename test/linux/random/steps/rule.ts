import fc from 'fast-check';
import { address, from, line, maybe, prefix, table, type Words } from '../words.ts';

export const rule = ({ ip, dev }: Words) => {
  const selector = fc.oneof(
    line`from ${fc.oneof(prefix, address)}`,
    line`to ${fc.oneof(prefix, address)}`,
    line`iif ${dev}`,
    line`oif ${dev}`,
    line`fwmark ${from('1', '0x2/0xf', 'x')}`,
    line`tos ${from('0x10', '4', '0xff', 'lowdelay')}`,
    line`ipproto ${from('tcp', 'udp', 'icmp', '47', 'bogus')}`,
    line`${from('sport', 'dport')} ${from('80', '80-90', '90-80', '0', '65536', 'x')}`,
    line`iif ${dev} from ${prefix}`,
    line`to ${address} ipproto tcp dport 80`,
    line`fwmark 1 tos 0x10`,
    line`protocol ${from('static', '42', 'bogus')} from ${address}`,
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

/** Rules, picked by their selectors. */
export const lookRule = ({ ip, dev }: Words) =>
  line`${ip} ${from('', '-d ', '-j ', '-br ', '-4 ')}rule show ${fc.oneof(
    line`${from('from', 'to', 'src')} ${fc.oneof(prefix, address, from('all'))}`,
    line`${from('iif', 'oif', 'dev')} ${dev}`,
    line`${from('table', 'lookup')} ${table}`,
    from('pref 10', 'pref 100-200', 'pref 32766', 'fwmark 1', 'fwmark 0x2/0xf', 'tos 0x10', 'not', 'ipproto tcp'),
    from(
      'sport 80',
      'dport 80-90',
      'protocol static',
      'protocol kernel',
      'bogus',
      'goto 10',
      'to 10.0.0.0/8 table main',
    ),
  )}`;
