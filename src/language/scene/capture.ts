import { Capture } from '../../lab/capture.ts';
import { nameOfNetns } from '../../lab/machine.ts';
import { type LabRun, runLab } from '../../lab/run.ts';
import type { CaptureOf } from '../../protocol/requests.ts';
import { deviceId } from './identity.ts';

/** A pcapng file with the frames of a whole lab, of one of its devices, or of one packet wherever it was seen. */
export function captureOf(run: LabRun, what: CaptureOf): Uint8Array {
  return what.kind === 'packet' ? ofPacket(run, what.command, what.packet) : ofDevices(run, what);
}

function ofPacket(run: LabRun, command: number, packet: number): Uint8Array {
  const capture = new Capture();
  const journey = run.journeys(command).find((each) => each.packet === packet);
  for (const { stage, mac, device, netns, time, before: payload, vlan = null } of journey?.events ?? []) {
    if (mac === undefined || device === undefined || (stage !== 'transmit' && stage !== 'receive')) continue;
    const direction = stage === 'transmit' ? 'out' : 'in';
    const frame = { time, netns: run.kernel.netns.byId(netns), device, direction, ...mac, vlan, payload } as const;
    capture.add(frame, nameOfNetns(run.kernel, netns));
  }
  return capture.encode();
}

/** The lab is run once more, with every device tapped. */
function ofDevices(run: LabRun, what: Exclude<CaptureOf, { kind: 'packet' }>): Uint8Array {
  const capture = new Capture();
  runLab({
    ...run.options,
    trace: false,
    onCommand: () => {},
    onFrame: (frame) => {
      const { netns, device } = frame;
      const { kernel } = netns;
      const link = what.kind === 'lab' ? undefined : kernel.link.find(netns, device);
      if (what.kind === 'lab' || (link !== undefined && deviceId(netns.id, link.ifindex) === what.device))
        capture.add(frame, nameOfNetns(kernel, netns.id));
    },
  });
  return capture.encode();
}
