import { TCP_TIMESTAMPS_LENGTH } from '../../../net/tcp.ts';
import { advance, before, distance } from './sequence.ts';
import { bufferSizes, coreSetting } from './settings.ts';
import type { TcpSocket } from './tcp-socket.ts';

const LARGEST_SCALE = 14;

/** What of a buffer of so many bytes is offered to the peer: the other half is for the kernel's own use (tcp_win_from_space). */
function offered(space: number): number {
  return Math.floor(space / 2);
}

/** How much of a buffer is offered once full segments come in, which fill their memory better (scaling_ratio). */
const FULL_SHARE = 0.5918;
/** Segments that are worth a larger window. */
const WORTHWHILE = 256;

/** Data arrived: two segments more may be under way (tcp_grow_window). */
export function growWindow(socket: TcpSocket, length: number): void {
  if (length < WORTHWHILE) return;
  const [, first] = bufferSizes(socket.netns, 'tcp_rmem');
  socket.windowClamp = Math.floor(first * FULL_SHARE);
  const segment = socket.ownMss - (socket.tsOffset === undefined ? 0 : TCP_TIMESTAMPS_LENGTH);
  const most = Math.max(socket.windowClamp - socket.queuedBytes, socket.receiveThreshold);
  socket.receiveThreshold = Math.min(socket.receiveThreshold + 2 * segment, most);
}

/** The first window, a whole number of segments, and the scale (tcp_select_initial_window). */
export function chooseInitialWindow(socket: TcpSocket, mss: number): void {
  const { netns } = socket;
  const [, first, most] = bufferSizes(netns, 'tcp_rmem');
  const space = offered(first);
  socket.windowClamp = space;
  socket.receiveWindow = space > mss ? space - (space % mss) : space;
  socket.receiveWindow = Math.min(socket.receiveWindow, 65535);
  socket.receiveThreshold = socket.receiveWindow;
  const largest = Math.max(most, coreSetting(netns, 'rmem_max'));
  socket.ownScale = Math.max(0, Math.min(Math.floor(Math.log2(largest)) - 15, LARGEST_SCALE));
}

/** The window for the next segment, scaled; what was offered once is never taken back (tcp_select_window). */
export function selectWindow(socket: TcpSocket): number {
  const current = offeredNow(socket);
  const free = Math.min(socket.windowClamp - socket.queuedBytes, socket.receiveThreshold);
  const window = Math.max(
    wanted(socket, current, free),
    Math.ceil(current / (1 << socket.ownScale)) << socket.ownScale,
  );
  socket.receiveWindow = window;
  socket.windowUpdateAt = socket.receiveNext;
  return Math.min(window >> socket.ownScale, 65535);
}

/** What the free space allows: nothing when it is less than a segment; unscaled only whole segments (__tcp_select_window). */
function wanted(socket: TcpSocket, current: number, free: number): number {
  if (free < socket.receiveMss && free < socket.windowClamp / 2) return 0;
  const unit = 1 << socket.ownScale;
  if (socket.scales) return Math.ceil(Math.max(free, 0) / unit) * unit;
  return current <= free - socket.receiveMss ? free - (free % socket.receiveMss) : current;
}

/** What is left of the window that was last offered (tcp_receive_window). */
export function offeredNow(socket: TcpSocket): number {
  return Math.max(0, distance(socket.receiveNext, advance(socket.windowUpdateAt, socket.receiveWindow)));
}

/** True when a segment lies in the window, in part at least (tcp_sequence). */
export function isInWindow(socket: TcpSocket, sequence: number, end: number): boolean {
  return !before(end, socket.windowUpdateAt) && !before(advance(socket.receiveNext, offeredNow(socket)), sequence);
}
