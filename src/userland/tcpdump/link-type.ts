import type { CapturedFrame, PacketType } from '../../kernel/socket/requests.ts';
import { encodePacket } from '../../net/encode.ts';
import { etherTypeOf } from '../../net/ethernet.ts';
import { ByteWriter } from '../../net/writer.ts';

/** A kind of link header, with its number in capture files (pcap-linktype(7)). */
export interface LinkType {
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly headerLength: number;
}

export const EN10MB: LinkType = { number: 1, name: 'EN10MB', description: 'Ethernet', headerLength: 14 };
/** What devices of any kind share, in the form `tcpdump` without `-i` gets. */
export const LINUX_SLL: LinkType = { number: 113, name: 'LINUX_SLL', description: 'Linux cooked v1', headerLength: 16 };
/** What `-i any` gets: it names the device as well. */
export const LINUX_SLL2: LinkType = {
  number: 276,
  name: 'LINUX_SLL2',
  description: 'Linux cooked v2',
  headerLength: 20,
};

export const LINK_TYPES: readonly LinkType[] = [EN10MB, LINUX_SLL, LINUX_SLL2];

/** PACKET_HOST … PACKET_OUTGOING. */
const PACKET_TYPES: readonly PacketType[] = ['host', 'broadcast', 'multicast', 'otherhost', 'outgoing'];
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;

/** The bytes of a frame as a capture of a link type has them. */
export function captureBytes(frame: CapturedFrame, linkType: LinkType): Uint8Array {
  const writer = new ByteWriter();
  const etherType = etherTypeOf(frame.payload);
  const type = PACKET_TYPES.indexOf(frame.type);
  const hardware = frame.loopback ? ARPHRD_LOOPBACK : ARPHRD_ETHER;
  if (linkType === EN10MB) writer.mac(frame.dst).mac(frame.src).u16(etherType);
  else if (linkType === LINUX_SLL) writer.u16(type).u16(hardware).u16(6).mac(frame.src).u16(0).u16(etherType);
  else writer.u16(etherType).u16(0).u32(frame.ifindex).u16(hardware).u8(type).u8(6).mac(frame.src).u16(0);
  return writer.raw(encodePacket(frame.payload, 'offloaded')).finish();
}
