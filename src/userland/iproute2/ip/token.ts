import { TOKEN, TOKEN_OPTIONS } from '../../../grammar/iproute2/token.ts';
import { Arguments } from '../arguments.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** `ip token`; `index` is the word `token`. */
export function token(session: Session, index: number): number {
  return subcommand(session, TOKEN, index, 'ip token help') === 'help'
    ? usage(session, index)
    : list(session, index + 1);
}

/** Lists the identifiers of devices with IPv6: none was set. */
function list(session: Session, index: number): number {
  const { kernel, netns, out } = session;
  const args = new Arguments(session, TOKEN_OPTIONS, index);
  let ifindex: number | undefined;
  while (args.next()) {
    // Other words are passed over.
    if (args.row?.name !== 'dev') continue;
    args.take();
    ifindex = args.deviceIndex('dev is invalid\n');
  }
  out.openDocument();
  for (const link of kernel.link.dump(netns)) {
    if (link.kind === 'loopback' || link.noArp || !link.inet6) continue;
    if (ifindex !== undefined && link.ifindex !== ifindex) continue;
    out.openObject();
    out.field('token', '::', 'token :: ');
    out.field('ifname', link.name, `dev ${link.name}`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
