import fc from 'fast-check';
import { from, line, number, type Words } from '../words.ts';

const bridge = from('br0', 'br0', 'br0', 'br1', 'nope');
const seconds = from('0', '1', '4', '15', '20.5', '30', '300', '1000000', '-1', 'x', '');

/** brctl that changes something. */
export const brctl = ({ exec, dev }: Words) =>
  fc.oneof(
    line`q ${exec}brctl ${from('addbr', 'delbr')} ${from('br0', 'br1', 'br1', 'eth0', 'waytoolongforabridge', '')}`,
    line`q ${exec}brctl ${from('addif', 'addif', 'delif')} ${bridge} ${dev}`,
    line`q ${exec}brctl ${from('setageing', 'setfd', 'sethello', 'setmaxage')} ${bridge} ${seconds}`,
    line`q ${exec}brctl setbridgeprio ${bridge} ${number}`,
    line`q ${exec}brctl ${from('setpathcost', 'setportprio')} ${bridge} ${dev} ${number}`,
    line`q ${exec}brctl hairpin ${bridge} ${dev} ${from('on', 'off', 'yes', '1', 'x', '')}`,
    line`q ${exec}brctl stp ${bridge} ${from('on', 'off', 'no', 'x', '')}`,
    line`q ${exec}brctl ${from('bogus', 'show bogus', 'showmacs', 'showstp', '-V', '--version', 'addif br0', 'stp')}`,
  );

/** brctl that shows. */
export const lookBrctl = ({ exec }: Words) =>
  fc.oneof(
    line`q ${exec}brctl show ${from('', 'br0', 'br1', 'br0 br1', 'lo', 'nope')}`,
    line`q ${exec}brctl showmacs ${bridge}`,
    line`q ${exec}brctl showstp ${bridge}`,
  );
