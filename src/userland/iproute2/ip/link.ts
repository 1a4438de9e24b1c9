import { LINK } from '../../../grammar/iproute2/link.ts';
import { BRIDGE_OPTIONS, BRIDGE_SLAVE_OPTIONS } from '../../../grammar/iproute2/link-kinds.ts';
import type { Session } from '../session.ts';
import { usageText } from './help.ts';
import { addLink } from './link/add.ts';
import { readAttributes } from './link/attributes.ts';
import { kindUsage } from './link/kind.ts';
import { KIND_WORDS } from './link/kinds/index.ts';
import { changeProperty } from './link/property.ts';
import { deleteLink, setLink } from './link/set.ts';
import { showLinks } from './link/show.ts';
import { subcommand } from './subcommand.ts';

const KIND_USAGE: Readonly<Record<string, string>> = {
  veth: kindUsage('veth', [{ name: 'peer' }]),
  bridge: kindUsage('bridge', BRIDGE_OPTIONS),
  bridge_slave: kindUsage('bridge_slave', BRIDGE_SLAVE_OPTIONS),
};

/** `ip link`; `index` is the word `link`. */
export function link(session: Session, index: number): number {
  const command = subcommand(session, LINK, index, 'ip link help');
  switch (command) {
    case 'add':
      return addLink(session, index + 1);
    case 'set':
      return setLink(session, index + 1);
    case 'replace':
      return replaceLink(session, index + 1);
    case 'delete':
      return deleteLink(session, index + 1);
    case 'property':
      return changeProperty(session, index + 1);
    case 'afstats':
      // MPLS runs on no device here.
      return 0;
    case 'help':
      return help(session, index + 1);
    default:
      return showLinks(session, index + 1);
  }
}

/** `ip link replace`: change the device if it exists, else make it. */
function replaceLink(session: Session, index: number): number {
  const read = readAttributes(session, index);
  if (typeof read === 'number') return read;
  const { device, type } = read.attributes;
  if (type === undefined) {
    session.error('Not enough information: "type" argument is required\n', index);
    return 1;
  }
  return device !== undefined && session.device(device) !== undefined
    ? setLink(session, index)
    : addLink(session, index);
}

function help(session: Session, index: number): number {
  const kind = session.argv[index + 1];
  const words = kind === undefined ? undefined : KIND_WORDS[kind];
  const text = words === undefined ? KIND_USAGE[kind ?? ''] : kindUsage(kind!, words.options);
  if (text === undefined) {
    session.die(usageText(session, index));
  }
  session.out.text(text);
  return 0;
}
