import fc from 'fast-check';
import { from, line, mac, type Words } from '../words.ts';

export const bridge = ({ ip, dev, exec }: Words) =>
  fc.oneof(
    line`${exec}brctl ${from('show', 'addbr br1', 'delbr br1', 'delbr br0', 'stp br0 off', 'show br0')}`,
    line`${exec}brctl ${from('addif', 'delif')} ${from('br0', 'br1')} ${dev}`,
    line`${exec}bridge ${from('link', '-d link')}`,
    line`${exec}bridge fdb ${from('add', 'del', 'replace', 'append')} ${mac} dev ${dev} ${from('master', 'self', 'master static', 'master temp', '')}`,
    line`${exec}bridge link set dev ${dev} ${from('cost 10', 'priority 8', 'hairpin on', 'learning off', 'flood off', 'isolated on', 'state 0', 'guard on')}`,
    line`${ip} link set br0 type bridge ${from('ageing_time 20000', 'forward_delay 400', 'hello_time 100', 'priority 4096', 'max_age 3000', 'forward_delay 1')}`,
  );
