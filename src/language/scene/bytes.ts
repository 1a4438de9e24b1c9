import type { TraceEvent } from '../../kernel/trace.ts';
import { encodeFrame } from '../../net/encode.ts';
import type { NetworkPacket } from '../../net/ethernet.ts';
import type { FrameScene, HopScene } from '../../protocol/scene.ts';
import { bytesOf } from './layers.ts';

/** Bytes of a frame that are shown; what follows is only data. */
const MOST = 256;

/** Collects the bytes that a journey's packets consist of at their hops, each once. */
export class FrameTable {
  private readonly places = new Map<string, number>();
  readonly frames: FrameScene[] = [];

  /** What a packet is as it comes to a hop, and as it leaves it. */
  at({ mac, vlan, before, after, decision }: TraceEvent): Pick<HopScene, 'bytes' | 'bytesAfter'> {
    const shown = decision?.kind === 'vxlan' && decision.action === 'encapsulate' ? (after ?? before) : before;
    const header = decision?.kind === 'vxlan' ? undefined : mac;
    const encoded = (packet: NetworkPacket) =>
      header === undefined ? bytesOf(packet) : encodeFrame({ ...header, payload: packet, vlan: vlan ?? null });
    const bytes = this.add(encoded(shown));
    if (after === undefined || after === shown || decision?.kind === 'vxlan') return { bytes };
    const bytesAfter = this.add(encoded(after));
    return bytesAfter === bytes ? { bytes } : { bytes, bytesAfter };
  }

  private add(bytes: Uint8Array): number {
    const hex = Array.from(bytes.subarray(0, MOST), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const key = `${bytes.length} ${hex}`;
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.frames.push({ hex, length: bytes.length }) - 1;
      this.places.set(key, place);
    }
    return place;
  }
}
