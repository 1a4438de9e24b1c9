import type { Command } from '../../grammar/command.ts';
import { DOCKER } from '../../grammar/docker/docker.ts';
import { usageOf } from '../../grammar/usage.ts';
import type { Process, Program, Running } from '../process.ts';
import { exec } from './commands/exec.ts';
import { images, pull } from './commands/images.ts';
import { inspect, inspectContainers, inspectNetworks } from './commands/inspect.ts';
import { kill, pruneContainers, rename, restart, rm, start, stop } from './commands/lifecycle.ts';
import { logs } from './commands/logs.ts';
import {
  connectNetwork,
  createNetwork,
  disconnectNetwork,
  listNetworks,
  pruneNetworks,
  removeNetworks,
} from './commands/network.ts';
import { port } from './commands/port.ts';
import { ps } from './commands/ps.ts';
import { create, run } from './commands/run.ts';
import { VERSION, version } from './commands/version.ts';
import { ClientError, DaemonError } from './complaint.ts';
import { type Call, readFlags } from './flags.ts';

/** What a command does; it may wait. */
export type Act = (call: Call) => number | Running;

const VERSION_LINE = `Docker version ${VERSION.text}, build ${VERSION.commit}\n`;

/** The commands by the words that name them. */
const ACTS: Readonly<Record<string, Act>> = {
  'network connect': connectNetwork,
  'network create': createNetwork,
  'network disconnect': disconnectNetwork,
  'network inspect': inspectNetworks,
  'network ls': listNetworks,
  'network prune': pruneNetworks,
  'network rm': removeNetworks,
  'container inspect': inspectContainers,
  'container ls': ps,
  'container prune': pruneContainers,
  'image ls': images,
  create,
  exec,
  images,
  inspect,
  kill,
  logs,
  port,
  ps,
  pull,
  rename,
  restart,
  rm,
  run,
  start,
  stop,
  version,
};

/** docker(1). */
export const docker: Program = (process) => {
  const { argv } = process;
  const [, first] = argv;
  if (first === '--version' || first === '-v') {
    process.stdout.write(VERSION_LINE);
    return 0;
  }
  return dispatch(process, DOCKER, 'docker', 1);
};

/** Finds the command that the words name from `at` on. */
function dispatch(process: Process, group: Command, path: string, at: number): number | Running {
  const word = process.argv[at];
  if (word === undefined || word === '--help' || (word === 'help' && path === 'docker')) {
    process.stdout.write(usageOf(path, group));
    return 0;
  }
  const command = group.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word));
  if (command === undefined) return unknown(process, group, path, at);
  const called = `${path} ${command.name}`;
  if (command.commands !== undefined) return dispatch(process, command, called, at + 1);
  if (command.simulated === false) {
    process.unsimulated(called, at);
    process.stderr.write(`${called}: this is not simulated\n`);
    return 1;
  }
  if (process.argv[at + 1] === '--help') {
    process.stdout.write(usageOf(called, command));
    return 0;
  }
  const key = called.replace(/^docker /, '');
  const act = ACTS[key] ?? ACTS[command.name]!;
  return perform(process, called, command, act, at + 1);
}

function unknown(process: Process, { commands = [] }: Command, path: string, at: number): number {
  const word = process.argv[at]!;
  process.blame(at);
  if (word.startsWith('-'))
    process.stderr.write(
      `unknown ${word.startsWith('--') ? `flag: ${word}` : `shorthand flag: '${word[1]}' in ${word}`}\nSee '${path} --help'.\n`,
    );
  else if (path === 'docker') process.stderr.write(`docker: '${word}' is not a docker command.\nSee 'docker --help'\n`);
  else {
    // A group without a command that it knows shows its usage.
    process.stderr.write(`\nUsage:  ${path} COMMAND\n\n${commands.map(({ name }) => `  ${name}\n`).join('')}`);
  }
  return word.startsWith('-') ? 125 : 1;
}

/** Runs a command; what it throws becomes a message. */
function perform(process: Process, path: string, command: Command, act: Act, first: number): number | Running {
  try {
    const done = act(readFlags(process, path, command, first));
    return typeof done === 'number' ? done : guarded(process, done);
  } catch (thrown) {
    return complain(process, thrown);
  }
}

function* guarded(process: Process, running: Running): Running {
  try {
    return yield* running;
  } catch (thrown) {
    return complain(process, thrown);
  }
}

function complain(process: Process, thrown: unknown): number {
  if (thrown instanceof ClientError) {
    if (thrown.index !== undefined) process.blame(thrown.index);
    process.stderr.write(thrown.message);
    return thrown.status;
  }
  if (!(thrown instanceof DaemonError)) throw thrown;
  process.stderr.write(`Error response from daemon: ${thrown.message}\n`);
  return 1;
}
