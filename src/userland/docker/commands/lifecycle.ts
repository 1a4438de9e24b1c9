import type { Running } from '../../process.ts';
import { ClientError, DaemonError } from '../complaint.ts';
import { containerOf, endContainer, findContainer, startContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';
import { launch, removeContainer } from '../launch.ts';
import type { Container, Docker } from '../state.ts';
import { forEachOperand } from './each.ts';

const MANY = Number.POSITIVE_INFINITY;
/** How long a program gets between SIGTERM and SIGKILL. */
const GRACE = 10;
const SECOND = 1_000_000;
const SIGNALS: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, TERM: 15, USR1: 10, USR2: 12 };

/** `docker start`. */
export function start(call: Call): number {
  const { process } = call;
  expectOperands(call, 1, MANY);
  const docker = dockerOf(process);
  let status = 0;
  for (const { text, index } of call.operands) {
    process.blame(index);
    try {
      const container = findContainer(docker, text);
      if (container.state !== 'running') {
        startContainer(process, docker, container);
        launch(process, docker, container);
      }
      process.stdout.write(`${text}\n`);
    } catch (thrown) {
      if (!(thrown instanceof DaemonError)) throw thrown;
      process.stderr.write(
        `Error response from daemon: ${thrown.message}\nError: failed to start containers: ${text}\n`,
      );
      status = 1;
    }
  }
  return status;
}

/** `docker stop`: SIGTERM, and SIGKILL to whom that does not end. */
export function* stop(call: Call): Running {
  const { process } = call;
  expectOperands(call, 1, MANY);
  const docker = dockerOf(process);
  let status = 0;
  for (const { text, index } of call.operands) {
    try {
      yield* stopOne(call, findContainer(docker, text));
      process.stdout.write(`${text}\n`);
    } catch (thrown) {
      if (!(thrown instanceof DaemonError)) throw thrown;
      process.blame(index);
      process.stderr.write(`Error response from daemon: ${thrown.message}\n`);
      status = 1;
    }
  }
  return status;
}

/** The first process of a container ignores the signals that it does not handle: only servers and an init end by SIGTERM. */
function* stopOne(call: Call, container: Container): Running {
  const { process } = call;
  const { kernel } = process.system;
  if (container.state !== 'running') return 0;
  const signal = signalOf(call.value('--signal') ?? 'TERM');
  if (container.serves && !container.init) end(call, container, 0);
  else if (container.init || signal === SIGNALS.KILL) end(call, container, 128 + signal);
  else {
    const until = kernel.now + Number(call.value('--time') ?? GRACE) * SECOND;
    yield { until, ready: () => container.state !== 'running' };
    if (container.state === 'running') end(call, container, 128 + SIGNALS.KILL!);
  }
  return 0;
}

/** Ends a container, its program too, if one runs. */
function end({ process }: Call, container: Container, status: number): void {
  const docker = dockerOf(process);
  if (container.inBackground) process.signal(container.programPid, SIGNALS.KILL!);
  if (container.state === 'running') endContainer(process, container, status);
  container.exitCode = status;
  if (container.autoRemove && docker.containers.includes(container)) removeContainer(process, docker, container);
}

function signalOf(word: string): number {
  const signal = /^\d+$/.test(word) ? Number(word) : SIGNALS[word.toUpperCase().replace(/^SIG/, '')];
  if (signal === undefined) throw new DaemonError(`invalid signal: ${word}`);
  return signal;
}

/** `docker restart`. */
export function* restart(call: Call): Running {
  const { process } = call;
  expectOperands(call, 1, MANY);
  const docker = dockerOf(process);
  for (const { text, index } of call.operands) {
    process.blame(index);
    const container = findContainer(docker, text);
    yield* stopOne(call, container);
    startContainer(process, docker, container);
    launch(process, docker, container);
    process.stdout.write(`${text}\n`);
  }
  return 0;
}

/** `docker kill`. */
export function kill(call: Call): number {
  const { process } = call;
  expectOperands(call, 1, MANY);
  const docker = dockerOf(process);
  const signal = signalOf(call.value('--signal') ?? 'KILL');
  return forEachOperand(call, ({ text }) => {
    const container = killable(docker, text);
    if (container.state !== 'running')
      throw new DaemonError(`Cannot kill container: ${text}: Container ${container.id} is not running`);
    if (signal === SIGNALS.KILL) end(call, container, 128 + signal);
    else if (container.serves && (signal === SIGNALS.TERM || signal === SIGNALS.INT || signal === SIGNALS.QUIT))
      end(call, container, 0);
    process.stdout.write(`${text}\n`);
  });
}

function killable(docker: Docker, text: string): Container {
  try {
    return findContainer(docker, text);
  } catch (thrown) {
    throw thrown instanceof DaemonError ? new DaemonError(`Cannot kill container: ${text}: ${thrown.message}`) : thrown;
  }
}

/** `docker rm`. */
export function rm(call: Call): number {
  const { process } = call;
  expectOperands(call, 1, MANY);
  const docker = dockerOf(process);
  const force = call.has('--force');
  return forEachOperand(call, ({ text }) => {
    const found = docker.containers.some(({ name, id }) => name === text.replace(/^\//, '') || id.startsWith(text));
    if (!found && force) {
      process.stderr.write(`Error: No such container: ${text}\n`);
      return;
    }
    const container = containerOf(docker, text);
    if (container.state === 'running' && !force)
      throw new DaemonError(
        `You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
      );
    if (container.state === 'running') end(call, container, 128 + SIGNALS.KILL!);
    if (docker.containers.includes(container)) removeContainer(process, docker, container);
    process.stdout.write(`${text}\n`);
  });
}

/** `docker rename`. */
export function rename(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 2, 2);
  const docker = dockerOf(process);
  const [old, wanted] = operands as [(typeof operands)[0], (typeof operands)[0]];
  process.blame(old.index);
  let container: Container;
  try {
    container = findContainer(docker, old.text);
  } catch (thrown) {
    if (!(thrown instanceof DaemonError)) throw thrown;
    process.stderr.write(`Error response from daemon: ${thrown.message}\n`);
    throw new ClientError(`Error: failed to rename container named ${old.text}\n`);
  }
  process.blame(wanted.index);
  const twin = docker.containers.find(({ name }) => name === wanted.text);
  if (twin !== undefined)
    throw new DaemonError(
      `Error when allocating new name: Conflict. The container name "/${wanted.text}" is already in use by container "${twin.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  container.name = wanted.text;
  if (container.netns !== undefined && container.netns.label === old.text) container.netns.label = wanted.text;
  return 0;
}

/** `docker container prune`. */
export function pruneContainers(call: Call): number {
  const { process } = call;
  expectOperands(call, 0, 0);
  const docker = dockerOf(process);
  if (!call.has('--force')) {
    process.stdout.write(
      'WARNING! This will remove all stopped containers.\nAre you sure you want to continue? [y/N] ',
    );
    return 0;
  }
  const stopped = docker.containers.filter(({ state }) => state !== 'running');
  for (const container of stopped) removeContainer(process, docker, container);
  if (stopped.length > 0) process.stdout.write(`Deleted Containers:\n${stopped.map(({ id }) => `${id}\n`).join('')}\n`);
  process.stdout.write('Total reclaimed space: 0B\n');
  return 0;
}
