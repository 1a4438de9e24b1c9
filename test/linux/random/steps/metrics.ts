import fc from 'fast-check';
import { from, line, maybe, number, type Words } from '../words.ts';
import { hop } from './route.ts';

/** Metrics of routes, and routes of several next hops. */
export const metrics = (words: Words) => {
  const { ip } = words;
  const metric = fc.oneof(
    line`${from('mtu', 'advmss', 'window', 'rtt', 'rttvar', 'rto_min', 'ssthresh', 'cwnd', 'initcwnd', 'initrwnd', 'reordering', 'hoplimit', 'quickack')}${maybe(from('lock'), 5)} ${from('1', '10', '100', '1400', '70000', 'x', '1s', '20ms')}`,
    from(
      'features ecn',
      'features x',
      'congctl reno',
      'congctl nosuch',
      'fastopen_no_cookie 1',
      'fastopen_no_cookie 2',
    ),
  );
  const several = line`nexthop ${hop(words)}${maybe(from('weight 2', 'weight 0', 'weight 257'))} nexthop ${hop(words)}`;
  return fc.oneof(
    line`${ip} route ${from('add', 'replace', 'append', 'change')} 10.8.${from('0', '1')}.0/24 ${hop(words)} ${metric}${maybe(metric)}`,
    // Nobody sends there: a random key decides which next hop a flow takes.
    line`${ip} route ${from('add', 'replace', 'append', 'change', 'prepend', 'del')} 10.9.0.0/16 ${several}${maybe(metric, 5)}${maybe(line`metric ${number}`, 5)}`,
    line`${ip} route del 10.9.0.0/16 ${hop(words)}`,
    line`${ip} route add 10.9.1.0/24 ${maybe(metric, 2)} ${several} nexthop ${hop(words)}`,
    line`${ip} route del 10.8.0.0/24 ${metric}`,
  );
};
