import fc from 'fast-check';
import { step } from './steps.ts';
import { topology } from './topology.ts';

/**
 * Prints each command, all it says, and its status. Standard output and error go to one file, so that what a command
 * said stands below it; tables whose order on Linux is that of a random hash are sorted.
 */
const HEAD = [
  '# netlab: machine bare',
  '# netlab: br_netfilter on',
  'exec 2>&1',
  'x() { echo "\\$ $*"; "$@"; echo "[$?]"; }',
];

/** Link states and IPv6 addresses settle within two seconds. */
const SETTLE = 'sleep 2.5';

/** What is left in a namespace. */
function dump(namespace: string): string[] {
  const ip = namespace === '' ? 'ip' : `ip -n ${namespace}`;
  const exec = namespace === '' ? '' : `ip netns exec ${namespace} `;
  return [
    `echo "== ${namespace}"`,
    `x ${ip} -d link`,
    `x ${ip} addr`,
    `x ${ip} rule`,
    `x ${ip} -4 route show table all`,
    `${ip} -6 route show table all | sort`,
    `${ip} neigh | sort`,
    `${exec}bridge fdb | sort`,
    `x ${exec}iptables -S`,
    `x ${exec}iptables -t nat -S`,
  ];
}

/** A lab as text: a topology, some rounds of random commands with a pause behind each, and what is left in the end. */
export const randomLab: fc.Arbitrary<string> = topology.chain((made) =>
  fc
    .array(fc.array(step(made), { minLength: 4, maxLength: 14, size: 'max' }), {
      minLength: 2,
      maxLength: 3,
      size: 'max',
    })
    .map((rounds) =>
      [
        ...HEAD,
        ...made.commands.map((each) => `x ${each}`),
        ...rounds.flatMap((round) => [...round.map((each) => `x ${each}`), SETTLE]),
        ...['', ...made.namespaces].flatMap(dump),
        '',
      ].join('\n'),
    ),
);
