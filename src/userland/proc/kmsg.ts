import type { Kernel } from '../../kernel/kernel.ts';
import { LEVELS } from '../../kernel/log/kernel-log.ts';
import { DONE, granted, refused } from '../../kernel/result.ts';
import type { Mount } from '../file-system/memory.ts';

const WARN = 4;

/** /dev/kmsg: a line that is written becomes a message of the kernel's log, `<N>` in front its priority (devkmsg_write). */
export function kernelMessages(kernel: Kernel): Mount {
  return {
    prefix: '/dev/kmsg',
    read: (path) => (path === '' ? granted('') : refused('ENOTDIR')),
    write: (_, text) => {
      const [, number, message = ''] = /^(?:<(\d+)>)?(.*)$/s.exec(text)!;
      const priority = number === undefined ? WARN : Number(number);
      kernel.log.print(kernel.now, LEVELS[priority & 7]!, message.replace(/\n+$/, ''), 'user');
      return DONE;
    },
    kind: (path) => (path === '' ? 'device' : undefined),
    list: () => refused('ENOTDIR'),
  };
}
