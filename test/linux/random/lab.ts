import fc from 'fast-check';
import { change, look } from './steps.ts';
import { topology } from './topology.ts';

/** Prints each command, to both streams, and its status. */
const HEAD = [
  '# netlab: machine bare',
  '# netlab: br_netfilter on',
  'unordered() { while read -r line; do echo "~ $line"; done; }',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's own
  'known() { while read -r line; do case $line in *REACHABLE | *STALE | *DELAY | *PROBE) line="${line% *} KNOWN" ;; esac; echo "$line"; done; }',
  'x() { echo "\\$ $*"; echo "\\$ $*" >&2; "$@"; echo "[$?]"; }',
];

/** Link states, queues and IPv6 addresses settle within some seconds; neighbours, before the end, within eight. */
const SETTLE = 'sleep 2.37';

/** What is left in a namespace. Tables that Linux prints in the order of a random hash are marked as unordered, and a neighbour is reachable for a random time. */
function dump(namespace: string): string[] {
  const ip = namespace === '' ? 'ip' : `ip -n ${namespace}`;
  const exec = namespace === '' ? '' : `ip netns exec ${namespace} `;
  return [
    `echo "== ${namespace}"`,
    `x ${ip} -d link`,
    `x ${ip} addr`,
    `x ${ip} rule`,
    `x ${ip} -4 route show table all`,
    `${ip} -6 route show table all | unordered`,
    `${ip} neigh | known | unordered`,
    `${exec}bridge fdb | unordered`,
    `x ${exec}iptables -S`,
    `x ${exec}iptables -t nat -S`,
  ];
}

const some = <T>(each: fc.Arbitrary<T>, least: number, most: number) =>
  fc.array(each, { minLength: least, maxLength: most, size: 'max' });

/** A lab as text: a topology, rounds of random changes, a pause, and a look at what has become; and what is left in the end. */
export const randomLab = (_features: string): fc.Arbitrary<string> =>
  topology.chain((made) => {
    const round = fc.tuple(some(change(made), 3, 12), some(look(made), 2, 7));
    return some(round, 2, 3).map((rounds) =>
      [
        ...HEAD,
        ...made.commands.map((each) => `x ${each}`),
        ...rounds.flatMap(([changes, looks]) => [
          ...changes.map((each) => `x ${each}`),
          SETTLE,
          ...looks.map((each) => `x ${each}`),
        ]),
        'sleep 8',
        ...['', ...made.namespaces].flatMap(dump),
        '',
      ].join('\n'),
    );
  });
