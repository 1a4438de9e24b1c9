/** Keeps messages until they are read, the oldest first (a netlink socket's sk_receive_queue). */
export class ReceiveQueue<Message> {
  private readonly waiting: Message[] = [];

  put(message: Message): void {
    this.waiting.push(message);
  }

  /** The oldest message that waits; undefined when none does. */
  take(): Message | undefined {
    return this.waiting.shift();
  }

  get ready(): boolean {
    return this.waiting.length > 0;
  }
}
