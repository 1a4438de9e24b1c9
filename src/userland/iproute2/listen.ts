import type { Notice } from '../../kernel/notice/requests.ts';
import type { Running } from '../process.ts';
import type { Session } from './session.ts';

/** Prints what the kernel tells of changes, as they happen, until a signal ends it (rtnl_listen). With `all` in other namespaces, too. */
export function* listen(session: Session, print: (notice: Notice) => void, all = false): Running {
  const socket = session.kernel.notice.listen(session.netns, all);
  const printAll = () => {
    for (let notice = socket.take(); notice !== undefined; notice = socket.take()) print(notice);
    session.out.flush();
  };
  try {
    for (;;) {
      yield {
        ready: () => socket.ready,
        // What has happened by then is printed all the same.
        caught: () => {
          printAll();
          return false;
        },
      };
      printAll();
    }
  } finally {
    socket.close();
  }
}
