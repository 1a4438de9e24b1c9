import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** A VLAN of the command's namespace: the ports that are in it and the devices that tag for it, as of the line. */
export function hoverOnVlan({ text, network, place, line, index }: Word): string | undefined {
  const id = Number(text);
  if (!Number.isInteger(id)) return undefined;
  const onBridges = network.kernel.bridgeVlan.dump(place.netns);
  const bridges = place.devices.filter(({ link }) => link.kind === 'bridge');
  const ports = onBridges.flatMap(({ dev, vlans }) => {
    const vlan = vlans.find((each) => each.id === id);
    return vlan === undefined ? [] : [[code(dev), vlan.untagged ? 'without a tag' : 'tagged', vlan.pvid ? 'PVID' : '']];
  });
  const devices = place.devices.filter(({ link }) => link.vlan?.id === id);
  const heeded = bridges.some(({ link }) => link.bridge?.vlanFiltering);
  const onPort = line.argv[index - 1]?.startsWith('v') === true;
  return paragraphs(
    `**VLAN ${id}** in ${code(place.name)}`,
    table(['port', 'frames leave', ''], ports),
    onPort && bridges.length > 0 && !heeded ? '**No bridge here heeds VLANs** (`vlan_filtering` is 0).' : undefined,
    devices.length === 0 ? undefined : `Devices: ${devices.map(({ link }) => code(link.name)).join(', ')}.`,
  );
}
