// @ts-check
/** @type {readonly import('./rule.mjs').Rule[]} What `ip`, `bridge` and `ss` say of chance. */
export const iproute2 = [
  // As many queues as the machine has processors; user-mode Linux counts none for receiving.
  { pattern: /numtxqueues \d+( numrxqueues \d+)?/g, to: 'numtxqueues N' },
  { pattern: /"num_tx_queues":\d+(,"num_rx_queues":\d+)?/g, to: '"num_tx_queues":N' },
  // How long timers of bridges still run.
  // When a bridge was opened on real time is not known to a tenth of a second.
  { pattern: /(hello|tcn|topology_change)_timer +(?!0\.00)\d+\.\d\d/g, to: '$1_timer T' },
  { pattern: /gc_timer +0\.01\b/g, to: 'gc_timer    0.00' },
  { pattern: /gc_timer +(?!0\.00)\d+\.\d\d/g, to: 'gc_timer T' },
  { pattern: /"gc_timer":(?!0\.00)\d+\.\d+/g, to: '"gc_timer":T' },
  // A port that has just sent a message of the spanning tree waits before the next.
  { pattern: /hold_timer +\d+\.\d\d/g, to: 'hold_timer T' },
  { pattern: /"hold_timer":\d+\.\d+/g, to: '"hold_timer":T' },
  { pattern: /forward_delay_timer +\d+\.\d\d/g, to: 'forward_delay_timer T' },
  { pattern: /"forward_delay_timer":\d+\.\d+/g, to: '"forward_delay_timer":T' },
  // A quarter of 125 seconds, in ticks of which a second has 250 or 1,000.
  { pattern: /(startup_query_int(?:erval|vl)"?:? ?)312[45]\b/g, to: '$13124' },
  // What is left of the 260 seconds that a report of a group's members counts, and the 255 of a router's question.
  { pattern: / 2[56]\d\.\d\d\b/g, to: ' 25T.TT' },
  // What is left of the 300 or 600 seconds that something learned of a route lasts.
  { pattern: /\bexpires [25]\d\dsec/g, to: 'expires Tsec' },
  { pattern: /"expires":[25]\d\d\b/g, to: '"expires":T' },
];
