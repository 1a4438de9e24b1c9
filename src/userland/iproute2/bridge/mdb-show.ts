import type { BridgeMdbInfo, MdbInfo } from '../../../kernel/link/bridge-mdb-requests.ts';
import { formatMac } from '../../../net/mac.ts';
import { formatIp, type Ip } from '../../../net/prefix.ts';
import { leadingNumber } from '../../stdlib.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import type { Session } from '../session.ts';

/** `bridge mdb show`: groups first, then, with details, the ports that routers are behind. */
export function showGroups(session: Session, index: number): number {
  const { out, kernel, netns } = session;
  const { dev, vid } = wordsOf(session, index);
  const ifindex = dev === undefined ? undefined : session.ifindexOf(session.argv[dev]!);
  if (dev !== undefined && ifindex === undefined) {
    session.noDevice(dev);
    return EXIT_MINUS_ONE;
  }
  const vlan = vid === undefined ? 0 : leadingNumber(session.argv[vid]!);
  const bridges = kernel.mdb.dump(netns).filter((each) => ifindex === undefined || each.ifindex === ifindex);
  out.openDocument();
  out.openObject();
  out.openArray('mdb');
  for (const bridge of bridges)
    for (const group of bridge.groups) if (vlan === 0 || group.vlan === vlan) printGroup(session, bridge, group);
  out.closeArray();
  out.openObject('router');
  if (session.options.details > 0) for (const bridge of bridges) printRouters(session, bridge);
  out.closeObject();
  out.closeObject();
  out.closeDocument();
  return 0;
}

/** The words behind `dev` and `vid`; others are passed over. */
function wordsOf(session: Session, index: number): { readonly dev?: number; readonly vid?: number } {
  const found: { dev?: number; vid?: number } = {};
  for (let i = index + 1; i < session.argv.length; i++) {
    const word = session.argv[i];
    if (word !== 'dev' && word !== 'vid') continue;
    i++;
    if (i >= session.argv.length) session.incomplete();
    if (found[word] !== undefined) session.duplicate(word, i);
    found[word] = i;
  }
  return found;
}

function printGroup(session: Session, bridge: BridgeMdbInfo, info: MdbInfo): void {
  const { out, options } = session;
  out.openObject();
  if (out.json) out.field('index', bridge.ifindex);
  out.field('dev', bridge.bridge, session.paint('ifname', `dev ${bridge.bridge}`));
  out.field('port', info.port, ` port ${info.port}`);
  printAddress(session, 'grp', info.family, info.group);
  if (info.source !== undefined && info.source !== 0) printAddress(session, 'src', info.family, info.source);
  const state = info.permanent ? 'permanent' : 'temp';
  out.field('state', state, ` ${state}`);
  if (options.details > 0) {
    if (info.mode !== undefined) out.field('filter_mode', info.mode, ` filter_mode ${info.mode}`);
    if (info.protocol !== undefined) out.field('protocol', info.protocol, ` proto ${info.protocol} `);
  }
  out.openArray('flags');
  out.closeArray();
  if (info.vlan !== 0) out.field('vid', info.vlan, ` vid ${info.vlan}`);
  if (options.stats > 0) printTimer(session, info.remaining);
  out.newline();
  out.closeObject();
}

function printAddress(session: Session, key: string, family: MdbInfo['family'], address: Ip): void {
  const text = family === 'ether' ? formatMac(address as number) : formatIp(address);
  const shown = ` ${key} ${text}`;
  session.out.field(key, text, family === 'ether' ? shown : session.paint(family, shown));
}

/** Seconds in four columns, and hundredths. */
function printTimer({ out }: Session, remaining: number): void {
  const hundredths = Math.floor(remaining / 10_000);
  const rest = String(hundredths % 100).padStart(2, '0');
  const text = `${String(Math.floor(hundredths / 100)).padStart(4)}.${rest}`;
  out.field('timer', text, ` ${text}`);
}

/** All in a line, or one a line with what is known of it. */
function printRouters(session: Session, { bridge, routers }: BridgeMdbInfo): void {
  const { out, options } = session;
  if (routers.length === 0) return;
  const head = `router ports on ${bridge}: `;
  out.openArray(bridge, options.stats > 0 ? '' : head);
  for (const { port, kind, remaining } of routers) {
    out.openObject();
    out.field('port', port, options.stats > 0 ? head + port : `${port} `);
    if (options.stats > 0) {
      printTimer(session, remaining);
      out.field('type', kind, ` ${kind}`);
      out.text('\n');
    }
    out.closeObject();
  }
  if (options.stats === 0) out.newline();
  out.closeArray();
}
