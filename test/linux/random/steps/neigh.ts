import fc from 'fast-check';
import { address, from, line, mac, maybe, type Words } from '../words.ts';

export const neigh = ({ ip, dev }: Words) =>
  fc.oneof(
    line`${ip} neigh ${from('add', 'add', 'replace', 'change', 'append')} ${address} lladdr ${mac} dev ${dev}${maybe(line`nud ${from('permanent', 'reachable', 'stale', 'none', 'noarp', 'failed', 'delay', 'bogus')}`)}`,
    line`${ip} neigh del ${address} dev ${dev}`,
    line`${ip} neigh add ${address} dev ${dev}`,
    line`${ip} neigh add proxy ${address} dev ${dev}`,
    line`${ip} neigh flush ${fc.oneof(line`dev ${dev}`, from('all', 'nud stale', ''))}`,
    line`${ip} neigh get ${address} dev ${dev}`,
  );
