/** struct sk_buff, and what stands behind the data of a packet (struct skb_shared_info), in bytes. */
const SKB = 256;
const SHARED_INFO = 320;
/** What a sender keeps free in front of the data: headers of the device, of IPv4 and UDP, and their alignment. */
const HEADROOM = 16 + 20 + 8 + 15;
/** Room for the data of small packets (SKB_SMALL_HEAD_SIZE); others take a power of two. */
const SMALL_HEAD = 576;
/** The longest data of a datagram that an Ethernet frame holds. */
const FRAME_DATA = 1472;

/** The memory that a datagram with so much data takes in a queue (SKB_TRUESIZE), as sent by a program of this machine. */
export function datagramTruesize(length: number): number {
  if (length > FRAME_DATA) return datagramTruesize(FRAME_DATA) + datagramTruesize(length - FRAME_DATA);
  const head = length + HEADROOM + SHARED_INFO;
  return SKB + (head <= SMALL_HEAD ? SMALL_HEAD : 2 ** Math.ceil(Math.log2(head)));
}
