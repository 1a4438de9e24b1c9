import type { Channels } from '../../kernel/link/ethtool/requests.ts';
import type { Request } from './request.ts';

/** `ethtool -l DEVICE` */
export function showChannels(request: Request): number {
  request.noMoreWords();
  const { most, rx, tx } = channelsOf(request);
  const part = (title: string, receive: number, send: number) =>
    `${title}:\nRX:\t\t${receive}\nTX:\t\t${send}\nOther:\t\tn/a\nCombined:\tn/a\n`;
  request.print(
    `Channel parameters for ${request.device().name}:\n${part('Pre-set maximums', most, most)}${part('Current hardware settings', rx, tx)}`,
  );
  return 0;
}

function channelsOf(request: Request): Channels {
  const { system, netns } = request.process;
  const found = system.kernel.ethtool.channels(netns, request.device().ifindex);
  return found.ok ? found.value : request.netlink(found.error.errno, 1);
}

const KINDS = ['rx', 'tx', 'other', 'combined'];
/** Headers, and the nest with the device, before the first number of the message. */
const HEADERS = 24;
const NUMBER = 8;

/** `ethtool -L DEVICE rx N tx N` */
export function setChannels(request: Request): number {
  const { process } = request;
  const wanted = readNumbers(request);
  const link = request.device();
  const now = channelsOf(request);
  const offsetOf = (kind: string) =>
    HEADERS + ((request.name.length + 8) & ~3) + NUMBER * [...wanted.keys()].indexOf(kind);
  for (const [kind, count] of wanted)
    if (count > (kind === 'rx' || kind === 'tx' ? now.most : 0))
      request.netlink('EINVAL', 1, `requested channel count exceeds maximum (offset ${offsetOf(kind)})`);
  const none = [...wanted].find(([kind, count]) => count === 0 && kind !== 'other' && kind !== 'combined');
  if (none !== undefined)
    request.netlink(
      'EINVAL',
      1,
      `requested channel counts would result in no RX or TX channel being configured (offset ${offsetOf(none[0])})`,
    );
  const [rx, tx] = [wanted.get('rx'), wanted.get('tx')];
  process.system.kernel.ethtool.setChannels(process.netns, link.ifindex, {
    ...(rx === undefined ? {} : { rx }),
    ...(tx === undefined ? {} : { tx }),
  });
  return 0;
}

function readNumbers(request: Request): Map<string, number> {
  const numbers = new Map<string, number>();
  const { words } = request;
  for (let i = 0; i < words.length; i += 2) {
    const [kind, text] = [words[i]!, words[i + 1]];
    if (!KINDS.includes(kind)) request.fail(request.indexOf(i), `ethtool (-L): unknown parameter '${kind}'`);
    if (text === undefined) request.fail(request.indexOf(i), `ethtool (-L): no value for parameter '${kind}'`);
    if (!/^\d+$/.test(text))
      request.fail(request.indexOf(i + 1), `ethtool (-L): invalid value '${text}' for parameter '${kind}'`);
    numbers.set(kind, Number(text));
  }
  return numbers;
}
