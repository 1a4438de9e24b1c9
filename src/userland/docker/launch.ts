import type { Process, Running } from '../process.ts';
import { DaemonError } from './complaint.ts';
import { endContainer, inside, startServer } from './containers.ts';
import { homeOf, layerOf } from './files.ts';
import type { Container, Docker } from './state.ts';

/** `sleep` of this many seconds and more outlasts every lab. */
const ENDLESS_SLEEP = 3600;
const NOT_FOUND = 127;

/** Starts the program of a container that was started, in the background. */
export function launch(process: Process, docker: Docker, container: Container): void {
  if (servesItself(container)) return startServer(process, container);
  if (waitsForEver(container)) return;
  const { command, output } = container;
  const pid = process.background(command, inside(process, container), output, (status) => {
    container.inBackground = false;
    if (container.state !== 'running') return;
    endContainer(process, container, status);
    if (container.autoRemove) removeContainer(process, docker, container);
  });
  if (pid === undefined) throw notFound(process, docker, container);
  container.inBackground = true;
  container.programPid = pid;
}

/** Runs it where one waits for it, as `docker run` without `-d` does. */
export function* runAttached(
  process: Process,
  docker: Docker,
  container: Container,
  origins: Process['origins'],
): Running {
  if (servesItself(container)) {
    startServer(process, container);
    // A server ends when somebody stops it.
    yield { ready: () => container.state !== 'running' };
    return container.exitCode;
  }
  const input = container.interactive ? {} : { stdin: { take: () => null, ready: () => true } };
  const running = process.spawn(container.command, origins, { ...inside(process, container), ...input });
  if (running === undefined) throw notFound(process, docker, container);
  const status = yield* running;
  if (container.state === 'running') endContainer(process, container, status);
  if (container.autoRemove && docker.containers.includes(container)) removeContainer(process, docker, container);
  return status;
}

/** The image's own command is a server that is simulated. */
function servesItself({ image, command }: Container): boolean {
  const own = [...image.entrypoint, ...image.command];
  const isOwn = command.length === own.length && command.every((word, at) => word === own[at]);
  return image.serves !== undefined && (isOwn || /(?:^|\/)(?:nginx|httpd|httpd-foreground|whoami)$/.test(command[0]!));
}

/** Programs that only keep the container alive need not be run. */
function waitsForEver({ command, interactive, tty }: Container): boolean {
  const [program = '', ...words] = command;
  const name = program.replace(/^.*\//, '');
  if (name === 'sleep') return /^(?:inf|infinity)$/.test(words[0] ?? '') || seconds(words[0] ?? '') >= ENDLESS_SLEEP;
  if (name === 'tail') return words[0] === '-f' && words[1] === '/dev/null';
  return (tty || interactive) && words.length === 0 && /^(?:ba|z|a)?sh$|^cat$|^python3$/.test(name);
}

function seconds(text: string): number {
  const [, count = '0', unit = 's'] = /^([\d.]+)([smhd]?)$/.exec(text) ?? [];
  return Number(count) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1);
}

function notFound(process: Process, docker: Docker, container: Container): DaemonError {
  endContainer(process, container, NOT_FOUND);
  container.state = 'created';
  if (container.autoRemove) removeContainer(process, docker, container);
  const [program = ''] = container.command;
  const why = program.includes('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return new DaemonError(
    `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: ${JSON.stringify(program)}: ${why}: unknown`,
    NOT_FOUND,
  );
}

/** Forgets a container that does not run, with its files. */
export function removeContainer({ system }: Process, docker: Docker, container: Container): void {
  const { fs, kernel } = system;
  docker.containers.splice(docker.containers.indexOf(container), 1);
  for (const path of [layerOf(container), homeOf(container)]) removeTree(fs, path, kernel.netns.initial);
}

type Files = Process['system']['fs'];

function removeTree(fs: Files, path: string, netns: Process['netns']): void {
  if (fs.kind(path, netns) === 'directory') {
    const names = fs.list(path, netns);
    for (const name of names.ok ? names.value : []) removeTree(fs, `${path}/${name}`, netns);
  }
  fs.remove(path);
}
