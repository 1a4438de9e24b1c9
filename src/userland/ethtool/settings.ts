import type { LinkSettings } from '../../kernel/link/ethtool/settings.ts';
import type { Request } from './request.ts';

/** How many requests the default view is made of; each is answered for itself. */
const REQUESTS = 5;
const NOTHING = 75;

/** `ethtool DEVICE` */
export function showSettings(request: Request): number {
  const { process } = request;
  const link = request.find();
  if (link === undefined) {
    for (let i = 0; i < REQUESTS; i++) request.complainNoDevice();
    request.print('No data available\n');
    return NOTHING;
  }
  const found = process.system.kernel.ethtool.settings(process.netns, request.device().ifindex);
  const { mode, link: detected } = found.ok ? found.value : { mode: undefined, link: undefined };
  if (mode === undefined && detected === undefined) {
    request.print('No data available\n');
    return NOTHING;
  }
  request.print(`Settings for ${link.name}:\n`);
  if (mode !== undefined) request.print(modeText(mode));
  if (detected !== undefined) request.print(`\tLink detected: ${detected ? 'yes' : 'no'}\n`);
  return 0;
}

/** A device of no hardware supports and advertises nothing. */
function modeText({ speed, duplex, port }: LinkSettings): string {
  const lines = [
    'Supported ports: [  ]',
    'Supported link modes:   Not reported',
    'Supported pause frame use: No',
    'Supports auto-negotiation: No',
    'Supported FEC modes: Not reported',
    'Advertised link modes:  Not reported',
    'Advertised pause frame use: No',
    'Advertised auto-negotiation: No',
    'Advertised FEC modes: Not reported',
    `Speed: ${speed === undefined ? 'Unknown!' : `${speed}Mb/s`}`,
    `Duplex: ${duplex === 'full' ? 'Full' : 'Unknown! (255)'}`,
    'Auto-negotiation: off',
    `Port: ${port === 'tp' ? 'Twisted Pair' : 'Other'}`,
    'PHYAD: 0',
    'Transceiver: internal',
    ...(port === 'tp' ? ['MDI-X: Unknown'] : []),
  ];
  return lines.map((line) => `\t${line}\n`).join('');
}
