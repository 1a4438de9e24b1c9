import type { GetoptOption } from '../../getopt.ts';

/** `-j LOG`: notes the packet in the kernel log and goes on. */
export const LOG: readonly GetoptOption[] = [
  {
    name: '--log-level',
    values: ['text'],
    doc: 'Level by name or number, 0 to 7',
    words: ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'],
  },
  { name: '--log-prefix', values: ['text'], doc: 'Text before each line, up to 29 characters' },
  { name: '--log-tcp-sequence', doc: 'TCP sequence numbers' },
  { name: '--log-tcp-options', doc: 'TCP options' },
  { name: '--log-ip-options', doc: 'IP options' },
  { name: '--log-uid', doc: 'User that sent the packet' },
  { name: '--log-macdecode', doc: 'MAC addresses written out' },
];
