import type { ReceiveQueue } from '../kernel/receive-queue.ts';
import type { Running } from './process.ts';

/** Hands on each message that comes into a queue, until a signal ends the program; the queue is closed then. */
export function* follow<Message>(
  queue: ReceiveQueue<Message> & { close(): void },
  hand: (message: Message) => void,
): Running {
  try {
    for (;;) {
      yield { ready: () => queue.ready };
      for (let message = queue.take(); message !== undefined; message = queue.take()) hand(message);
    }
  } finally {
    queue.close();
  }
}
