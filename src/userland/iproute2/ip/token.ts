import { TOKEN, TOKEN_CHANGE_OPTIONS, TOKEN_OPTIONS } from '../../../grammar/iproute2/token.ts';
import type { Ipv6 } from '../../../net/ipv6.ts';
import { ANY_IPV6, formatIpv6 } from '../../../net/ipv6.ts';
import { Arguments } from '../arguments.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** `ip token`; `index` is the word `token`. */
export function token(session: Session, index: number): number {
  switch (subcommand(session, TOKEN, index, 'ip token help')) {
    case 'help':
      return usage(session, index);
    case 'set':
      return change(session, index + 1, undefined);
    case 'del':
      return change(session, index + 1, ANY_IPV6);
    default:
      return list(session, index + 1);
  }
}

/** Sets the identifier of a device to `token`, or to the one that is given. */
function change(session: Session, index: number, token: Ipv6 | undefined): number {
  const { kernel, netns } = session;
  const args = new Arguments(session, TOKEN_CHANGE_OPTIONS, index);
  let ifindex: number | undefined;
  let at = index;
  let identifier = token;
  // `any` sends no address at all.
  let isEmpty = false;
  while (args.next()) {
    if (args.row?.name === 'dev') {
      args.take();
      // The first device and the first identifier count.
      ifindex ??= args.deviceIndex('dev is invalid\n');
      at = args.index;
      continue;
    }
    if (args.help) usage(session, index);
    if (identifier !== undefined) continue;
    const { address, given, lengthGiven } = args.prefix(6);
    identifier = address as Ipv6;
    isEmpty = !given && !lengthGiven;
  }
  for (const [name, given] of [
    ['token', identifier !== undefined],
    ['"dev" argument', ifindex !== undefined],
  ] as const) {
    if (given) continue;
    session.error(`Not enough information: ${name} is required.\n`, index);
    return 1;
  }
  if (isEmpty) {
    session.refused({ errno: 'EINVAL', extack: 'Attribute failed policy validation' }, at);
    return 2;
  }
  const result = kernel.address.setToken(netns, ifindex!, identifier!);
  if (result.ok) return 0;
  session.refused(result.error, at);
  return 2;
}

/** Lists the identifiers of devices with IPv6. */
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
    const identifier = formatIpv6(link.token);
    out.field('token', identifier, `token ${identifier} `);
    out.field('ifname', link.name, `dev ${link.name}`);
    out.text('\n');
    out.closeObject();
  }
  out.closeDocument();
  return 0;
}
