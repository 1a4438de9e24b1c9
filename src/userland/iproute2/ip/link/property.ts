import { LINK_PROPERTY_COMMANDS, LINK_PROPERTY_OPTIONS } from '../../../../grammar/iproute2/link.ts';
import { tableOf } from '../../../../grammar/keyword.ts';
import { Arguments } from '../../arguments.ts';
import { EXIT_MINUS_ONE } from '../../exit.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';

const OPERATORS = tableOf(LINK_PROPERTY_COMMANDS);

/** `ip link property`; `index` is the word `property`. */
export function changeProperty(session: Session, index: number): number {
  const word = session.argv[index + 1];
  const operator = word === undefined ? 'help' : OPERATORS.find(word)?.name;
  if (operator === 'help') usage(session, index);
  if (operator === undefined) session.die('Operator required\n', index + 1, EXIT_MINUS_ONE);
  return change(session, index + 1, operator === 'add' ? 'add' : 'delete');
}

function change(session: Session, index: number, how: 'add' | 'delete'): number {
  const args = new Arguments(session, LINK_PROPERTY_OPTIONS, index);
  const names: string[] = [];
  let deviceAt: number | undefined;
  while (args.next()) {
    if (args.row?.name === 'altname') {
      names.push(args.take());
      if (isWrong(args.word)) session.invalid('not a valid altname', args.index);
      continue;
    }
    if (args.help) usage(session, index);
    if (args.word === 'dev') args.take();
    if (deviceAt !== undefined) session.garbage('dev', args.index);
    if (isWrong(args.word)) session.invalid('"dev" not a valid ifname', args.index);
    deviceAt = args.index;
  }
  if (deviceAt === undefined) session.die('Not enough of information: "dev" argument is required.\n', index);
  const ifindex = session.ifindexOf(session.argv[deviceAt]!);
  if (ifindex === undefined) {
    session.noDevice(deviceAt);
    return 1;
  }
  const result = session.kernel.link.changeAltNames(session.netns, ifindex, names, how);
  if (result.ok) return 0;
  session.refused(result.error, args.index);
  return 2;
}

const isWrong = (name: string): boolean => name === '' || /[/\s]/.test(name);
