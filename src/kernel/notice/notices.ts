import type { Netns } from '../netns/netns.ts';
import { ReceiveQueue } from '../receive-queue.ts';
import type { Change, Notice, NoticeRequests, NoticeSocket } from './requests.ts';

/** Keeps what happens in a namespace until it is read. */
class NoticeQueue extends ReceiveQueue<Notice> implements NoticeSocket {
  constructor(
    readonly netns: Netns,
    private readonly notices: Notices,
  ) {
    super();
  }

  close(): void {
    this.netns.noticeQueues = this.netns.noticeQueues.filter((each) => each !== this);
    this.notices.everywhere = this.notices.everywhere.filter((each) => each !== this);
  }
}

export type { NoticeQueue };

/** Those who listen to changes (rtnetlink's multicast groups). */
export class Notices implements NoticeRequests {
  /** Those who listen to other namespaces as well. */
  everywhere: readonly NoticeQueue[] = [];

  listen(netns: Netns, all = false): NoticeSocket {
    const queue = new NoticeQueue(netns, this);
    if (all) this.everywhere = [...this.everywhere, queue];
    netns.noticeQueues = [...netns.noticeQueues, queue];
    return queue;
  }
}

/** Tells all who listen in a namespace; `change` is only asked where somebody does (rtnl_notify). */
export function notify(netns: Netns, change: () => Change, deleted = false): void {
  const { everywhere } = netns.kernel.notice;
  if (netns.noticeQueues.length === 0 && everywhere.length === 0) return;
  const notice: Notice = { ...change(), time: netns.kernel.now, deleted };
  for (const queue of netns.noticeQueues) queue.put(notice);
  for (const queue of everywhere) {
    const nsid = queue.netns.nsids.get(netns);
    if (queue.netns !== netns && nsid !== undefined) queue.put({ ...notice, nsid });
  }
}
