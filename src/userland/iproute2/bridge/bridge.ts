import { BRIDGE, BRIDGE_PROGRAM_OPTIONS } from '../../../grammar/iproute2/bridge.ts';
import { tableOf } from '../../../grammar/keyword.ts';
import type { Process, Running } from '../../process.ts';
import { runBatch } from '../batch.ts';
import { EXIT_MINUS_ONE, Exit } from '../exit.ts';
import { switchNetns } from '../ip/options.ts';
import { subcommand } from '../ip/subcommand.ts';
import { runProgram } from '../run.ts';
import { Session } from '../session.ts';
import { type FdbMode, modifyEntry } from './fdb.ts';
import { flushEntries } from './fdb-flush.ts';
import { getEntry, showEntries } from './fdb-show.ts';
import { usage } from './help.ts';
import { setPort, showPorts } from './link.ts';
import { modifyGroup } from './mdb.ts';
import { showGroups } from './mdb-show.ts';
import { monitorBridges } from './monitor.ts';
import { modifyVlan } from './vlan.ts';
import { setGlobals, showGlobals } from './vlan-global.ts';
import { setVlanOptions } from './vlan-set.ts';
import { showTunnels, showVlans } from './vlan-show.ts';

const OPTIONS = tableOf(BRIDGE_PROGRAM_OPTIONS);
const OBJECTS = tableOf(BRIDGE.commands!);

/** Reads the options before the object; answers the word of the object and the one that names a batch. */
function readOptions(session: Session): { readonly index: number; readonly batch: number | undefined } {
  const { argv, options } = session;
  let batch: number | undefined;
  let index = 1;
  for (; index < argv.length; index++) {
    const word = argv[index]!;
    if (word === '--') return { index: index + 1, batch };
    if (!word.startsWith('-')) break;
    const text = word.startsWith('--') ? word.slice(1) : word;
    const name = OPTIONS.find(text)?.name;
    if (name === undefined) session.die(`Option "${text}" is unknown, try "bridge help".\n`, index);
    if (name === '-help') usage(session, 0);
    if (name === '-Version') {
      session.out.text('bridge utility, 6.1.0\n');
      throw new Exit(0);
    }
    if (name === '-stats') options.stats++;
    else if (name === '-details') options.details++;
    else if (name === '-oneline') options.oneline = true;
    else if (name === '-timestamp') options.timestamp = true;
    else if (name === '-compressvlans') options.compressVlans = true;
    else if (name === '-json') options.json = true;
    else if (name === '-pretty') options.pretty = true;
    else if (/^-c/.test(name) && name !== '-compressvlans') options.color = !/=(auto|never)$/.test(name);
    else if (name === '-force') options.force = true;
    else if (name === '-4' || name === '-6') options.family = name === '-4' ? 4 : 6;
    else if (name === '-netns') index = switchNetns(session, index + 1);
    else if (name === '-batch' || name === '-family') {
      index++;
      if (index >= argv.length) usage(session, 0);
      if (name === '-batch') batch = index;
      else if (argv[index] === 'help') usage(session, 0);
      else if (argv[index] === 'inet' || argv[index] === 'inet6') options.family = argv[index] === 'inet' ? 4 : 6;
      else session.invalid('invalid protocol family', index);
    }
  }
  return { index, batch };
}

/** Runs the object whose word stands at `index`. */
function runObject(session: Session, index: number): number | Running {
  const word = session.argv[index]!;
  const object = OBJECTS.find(word);
  if (object === undefined) {
    session.error(`Object "${word}" is unknown, try "bridge help".\n`, index);
    return EXIT_MINUS_ONE;
  }
  if (object.simulated === false) {
    session.unsimulated(`bridge ${object.name}: ${object.doc}`, index);
    session.error(`bridge ${object.name} is not simulated\n`, index);
    return EXIT_MINUS_ONE;
  }
  if (object.name === 'help') return usage(session, 0);
  if (object.name === 'monitor') return monitorBridges(session, index);
  const command = subcommand(session, object, index, `bridge ${object.name} help`) || 'show';
  if (command === 'help') return usage(session, index);
  if (object.name === 'vlan') {
    if (command === 'show') return showVlans(session, index + 1);
    if (command === 'global') return runGlobal(session, index + 1);
    if (command === 'tunnelshow') return showTunnels(session, index + 1);
    if (command === 'set') return setVlanOptions(session, index + 1);
    return modifyVlan(session, index + 1, command as 'add' | 'delete');
  }
  if (object.name === 'mdb') {
    if (command === 'show') return showGroups(session, index + 1);
    return modifyGroup(session, index + 1, command as 'add' | 'delete');
  }
  if (object.name === 'link') return command === 'set' ? setPort(session, index + 1) : showPorts(session, index + 1);
  if (command === 'show') return showEntries(session, index + 1);
  if (command === 'get') return getEntry(session, index + 1);
  if (command === 'flush') return flushEntries(session, index + 1);
  return modifyEntry(session, index + 1, command as FdbMode);
}

const GLOBAL = tableOf(
  BRIDGE.commands!.flatMap(({ commands = [] }) => commands.find(({ name }) => name === 'global')?.commands ?? []),
);

/** `bridge vlan global`. */
function runGlobal(session: Session, index: number): number {
  const word = session.argv[index + 1];
  if (word === undefined) return showGlobals(session, index);
  const command = GLOBAL.find(word)?.name;
  if (command === 'set') return setGlobals(session, index + 1);
  return command === 'show' ? showGlobals(session, index + 1) : usage(session, index + 1);
}

/** bridge(8). */
export function bridge(process: Process): number | Running {
  const session = new Session(process);
  return runProgram(session, () => {
    const { index, batch } = readOptions(session);
    if (batch !== undefined) return runBatch(session, batch, (line) => runObject(line, 1));
    if (session.argv[index] === undefined) usage(session, 0);
    return runObject(session, index);
  });
}
