import type { Kernel } from '../../kernel/kernel.ts';
import { granted, refused } from '../../kernel/result.ts';
import type { Mount } from '../file-system/memory.ts';

/** /proc/uptime: how long the machine has run, and how long its one processor did nothing, in seconds (uptime_proc_show). */
export function uptime(kernel: Kernel): Mount {
  return {
    prefix: '/proc/uptime',
    read: (path) => {
      if (path !== '') return refused('ENOTDIR');
      const seconds = (Math.floor(kernel.now / 10_000) / 100).toFixed(2);
      return granted(`${seconds} ${seconds}\n`);
    },
    write: () => refused('EACCES'),
    kind: (path) => (path === '' ? 'file' : undefined),
    list: () => refused('ENOTDIR'),
  };
}
