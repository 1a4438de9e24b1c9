import fc from 'fast-check';
import { change, type Features, look } from './steps.ts';
import { topology } from './topology.ts';

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: bash's own */
/** How commands are run and shown. */
const HEAD = [
  '# netlab: machine bare',
  'unordered() { while read -r line; do echo "~ $line"; done; }',
  '# Neighbours: one is reachable for a random time, and Linux forgets one that failed at its next round of all of them.',
  'known() { while read -r line; do case $line in *REACHABLE | *STALE | *DELAY | *PROBE) line="${line% *} KNOWN" ;; *FAILED) continue ;; esac; echo "$line"; done; }',
  '# The command, to both streams, and its status.',
  'x() { echo "\\$ $*"; echo "\\$ $*" >&2; "$@"; echo "[$?]"; }',
  '# Of a usage text, which is our own, only that it was one.',
  'q() { echo "\\$ $*"; said=$("$@" 2> complaint; echo "[$?]"); said+=" $(< complaint)"; case $said in *[Uu]sage:*) echo usage ;; *) echo "$said" ;; esac; }',
  '# Output in the order of a random hash.',
  'lines() { echo "\\$ $*"; "$@" 2>&1 | unordered; }',
  'qlines() { q "$@" | unordered; }',
  '# Without counters, which IPv6 has a part in.',
  'calm() { echo "\\$ $*"; "$@" 2> complaint | while IFS= read -r line; do case $line in *packets* | *errors*) ;; *) echo "$line" ;; esac; done; echo "$(< complaint)"; }',
  '# The columns of a table that hold no counters: the first two and the last.',
  'edges() { echo "\\$ $*"; "$@" 2> complaint | while read -r first second rest; do echo "$first $second ${rest##* }"; done; echo "$(< complaint)"; }',
  '# Neighbours that are to be asked for anew: for how long one is reachable is chance.',
  'forget() { ip neigh flush all; ip -all netns exec ip neigh flush all; } > complaint 2>&1',
  '# A capture, from when it listens until it is over.',
  'capture() { echo "\\$ $*"; forget; : > complaint; "$@" > wire 2> complaint & for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do case $(< complaint) in *listening* | *rror* | *nope* | *such* | *find* | *open*) break ;; esac; sleep 0.1; done; }',
  'captured() { wait; echo "$(< wire)"; }',
];
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: bash's own */

/** How a step's line begins when it is not the command itself. */
const SHOWN = /^(?:x|q|lines|qlines|calm|edges|capture) /;

const run = (step: string) => (SHOWN.test(step) ? step : `x ${step}`);

/** How many commands a lab runs whose output is compared. */
export function commandsOf(lab: string): number {
  return lab.split('\n').filter((line) => SHOWN.test(line)).length;
}

/**
 * Link states, queues and IPv6 addresses settle within some seconds; neighbours, before the end, within eight. Whatever
 * waits in these labs waits for .89 or .445 of a second more than some whole ones: sums of them stay away from the kernel's own
 * timers, of whole seconds and of 1.024.
 */
const SETTLE = 'sleep 2.89';

/** What is left in a namespace. Tables that Linux prints in the order of a random hash are marked as unordered, and a neighbour is reachable for a random time. */
function dump(namespace: string, features: Features): string[] {
  const ip = namespace === '' ? 'ip' : `ip -n ${namespace}`;
  const exec = namespace === '' ? '' : `ip netns exec ${namespace} `;
  return [
    `echo "== ${namespace}"`,
    `x ${ip} -d link`,
    `x ${ip} addr`,
    `x ${ip} rule`,
    `x ${ip} nexthop`,
    `x ${ip} -4 route show table all`,
    `${ip} -6 route show table all | unordered`,
    `${ip} neigh | known | unordered`,
    `${exec}bridge fdb | unordered`,
    ...(features === 'machine' ? [`x ${exec}iptables -S`, `x ${exec}iptables -t nat -S`] : []),
  ];
}

const some = <T>(each: fc.Arbitrary<T>, least: number, most: number) =>
  fc.array(each, { minLength: least, maxLength: most, size: 'max' });

/** A lab as text: a topology, rounds of random changes, a pause, and a look at what has become; and what is left in the end. */
export function randomLab(features: Features): fc.Arbitrary<string> {
  return topology(features).chain((made) => {
    const round = fc.tuple(some(change(made, features), 3, 12), some(look(made, features), 2, 7));
    return some(round, 2, 3).map((rounds) =>
      [
        `# netlab: br_netfilter ${features === 'machine' ? 'on' : 'off'}`,
        `# netlab: bridge_vlans ${features === 'machine' ? 'off' : 'on'}`,
        ...HEAD,
        ...made.commands.map(run),
        // Else it would depend on the machine's load who already has an IPv6 address when the changes begin.
        SETTLE,
        ...rounds.flatMap(([changes, looks]) => [...changes.map(run), SETTLE, ...looks.map(run)]),
        'sleep 8',
        ...['', ...made.namespaces].flatMap((each) => dump(each, features)),
        '',
      ].join('\n'),
    );
  });
}
