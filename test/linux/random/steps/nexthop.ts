import fc from 'fast-check';
import { from, line, maybe, prefix, type Words } from '../words.ts';
import { hop } from './route.ts';

const id = from('1', '2', '3', '1', '10', '0', 'x');

/** Next hop objects, groups of them, and routes that use them. */
export const nexthop = (words: Words) => {
  const { ip, dev } = words;
  return fc.oneof(
    line`${ip} nexthop ${from('add', 'add', 'replace')} id ${id} ${hop(words)}${maybe(from('proto static', 'scope link', 'proto bogus', 'scope host'), 6)}`,
    line`${ip} nexthop add id ${id} blackhole`,
    line`${ip} nexthop ${from('add', 'replace')} id ${from('10', '11')} group ${from('1', '1/2', '2/1', '1,2/2,3', '1/1', '10', '9', 'x')}${maybe(from('type resilient buckets 8', 'type mpath'), 6)}`,
    line`${ip} nexthop del id ${id}`,
    line`${ip} nexthop flush${maybe(fc.oneof(line`dev ${dev}`, from('id 1', 'proto static')), 2)}`,
    line`${ip} nexthop ${from('show', 'list', 'get id 1', 'show id 2', 'get id 10', 'bogus')}`,
    line`${ip} nexthop show ${fc.oneof(line`dev ${dev}`, from('groups', 'master br0', 'bogus'))}`,
    // Nobody sends there: a random key decides which next hop of a group a flow takes.
    line`${ip} route ${from('add', 'replace')} 10.9.0.0/16 nhid ${from('1', '2', '10', '11')}${maybe(from('metric 5', 'table 100', 'src 10.0.0.1'), 6)}`,
    line`${ip} route ${from('add', 'del')} ${prefix} nhid ${from('1', '2', '3')}`,
  );
};
