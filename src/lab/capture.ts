import { EPOCH } from '../kernel/epoch.ts';
import type { Tracer } from '../kernel/trace.ts';
import { encodeFrame } from '../net/encode.ts';
import { type CapturedFrame, type CaptureInterface, encodePcapng } from '../net/pcapng.ts';

type TappedFrame = Parameters<NonNullable<Tracer['frame']>>[0];

/** Collects the frames of a run into a pcapng file, an interface a device. */
export class Capture {
  private readonly interfaces: CaptureInterface[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly frames: CapturedFrame[] = [];

  /** Takes a frame that a device of the namespace called `netns` sent or received. */
  add(frame: TappedFrame, netns: string): void {
    const { time, src, dst, payload, vlan } = frame;
    const bytes = encodeFrame({ src, dst, payload, vlan });
    this.frames.push({ interface: this.numberOf(netns, frame.device), time: EPOCH * 1_000_000 + time, bytes });
  }

  private numberOf(netns: string, device: string): number {
    const name = `${netns}:${device}`;
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.interfaces.length;
      this.numbers.set(name, number);
      this.interfaces.push({ name, description: `${device} in ${netns}` });
    }
    return number;
  }

  /** The bytes of the file. */
  encode(): Uint8Array {
    return encodePcapng(this.interfaces, this.frames);
  }
}
