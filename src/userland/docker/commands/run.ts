import { parseIpv4 } from '../../../net/ipv4.ts';
import { parseMac } from '../../../net/mac.ts';
import type { Running } from '../../process.ts';
import { ClientError, DaemonError } from '../complaint.ts';
import { type ContainerRequest, createContainer, startContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';
import { attempt } from '../host.ts';
import { launch, removeContainer, runAttached } from '../launch.ts';
import { parsePublish } from '../ports.ts';
import type { Container } from '../state.ts';
import { pairsOf } from './each.ts';
import { imageOf } from './images.ts';

/** What `docker run` itself cannot do. */
const FAILED = 125;

/** `docker create`. */
export function create(call: Call): number {
  const container = explained(call, () => make(call));
  call.process.stdout.write(`${container.id}\n`);
  return 0;
}

/** `docker run`. */
export function run(call: Call): number | Running {
  const { process } = call;
  const docker = dockerOf(process);
  const container = explained(call, () => make(call));
  const detached = call.has('--detach');
  // Whoever does not wait for the container is told its id whatever becomes of it.
  if (detached) process.stdout.write(`${container.id}\n`);
  explained(call, () => start(call, container), '');
  if (!detached) return attached(call, container);
  explained(call, () => launch(process, docker, container), '');
  return 0;
}

function start(call: Call, container: Container): void {
  const { process, operands } = call;
  const docker = dockerOf(process);
  process.blame(call.indexOf('--publish') ?? call.indexOf('--ip') ?? call.indexOf('--network') ?? operands[0]!.index);
  try {
    startContainer(process, docker, container);
  } catch (thrown) {
    if (container.autoRemove) removeContainer(process, docker, container);
    throw thrown;
  }
  for (const each of call.values('--sysctl')) attempt(process, container.netns!, `sysctl -q -w ${each}`);
}

function* attached(call: Call, container: Container): Running {
  const { process, operands } = call;
  const words = operands.slice(1).map(({ index }) => process.origins[index]);
  const origins = container.command.length === words.length ? words : [];
  try {
    return yield* runAttached(process, dockerOf(process), container, origins);
  } catch (thrown) {
    return explained(
      call,
      () => {
        throw thrown;
      },
      '',
    );
  }
}

/** Refusals of the daemon as `docker run` tells them; one to make the container ends in a word about help. */
function explained<T>({ path }: Call, act: () => T, help: string = `See '${path} --help'.\n`): T {
  try {
    return act();
  } catch (thrown) {
    if (!(thrown instanceof DaemonError)) throw thrown;
    if (path.endsWith('create')) throw thrown;
    throw new ClientError(
      `docker: Error response from daemon: ${thrown.message.replace(/\.$/, '')}.\n${help}`,
      thrown.status === 1 ? FAILED : thrown.status,
    );
  }
}

function make(call: Call): Container {
  const { process, operands } = call;
  expectOperands(call, 1, Number.POSITIVE_INFINITY);
  const docker = dockerOf(process);
  const request = requestOf(call);
  process.blame(call.indexOf('--name') ?? operands[0]!.index);
  const container = createContainer(process, docker, request);
  if (container.networkMode === 'host' && request.ports.length > 0)
    process.stderr.write('WARNING: Published ports are discarded when using host network mode\n');
  return container;
}

function requestOf(call: Call): ContainerRequest {
  const { operands } = call;
  const image = operands[0]!;
  const network = call.value('--network');
  // What is asked of a network counts where one is named.
  const address = network === undefined ? undefined : call.value('--ip');
  if (address !== undefined && parseIpv4(address) === null) throw new DaemonError(`invalid IPv4 address: ${address}`);
  const aliases = network === undefined ? [] : call.values('--network-alias');
  if (aliases.length > 0 && /^(?:default|bridge|host|none|container:.*)$/.test(network!))
    throw new ClientError(
      `docker: network-scoped aliases are only supported for user-defined networks.\nSee '${call.path} --help'.\n`,
      FAILED,
      call.indexOf('--network-alias'),
    );
  const mac = call.value('--mac-address');
  if (mac !== undefined && parseMac(mac) === null)
    throw new ClientError(
      `docker: ${mac} is not a valid mac address.\nSee '${call.path} --help'.\n`,
      FAILED,
      call.indexOf('--mac-address'),
    );
  if (network?.startsWith('container:') && (call.has('--publish') || call.has('--publish-all')))
    throw new DaemonError('conflicting options: port publishing and the container type network mode');
  return {
    name: call.value('--name'),
    image: imageOf(call, image.text, image.index),
    imageName: image.text,
    command: operands.slice(1).map(({ text }) => text),
    entrypoint: call.value('--entrypoint'),
    env: call.values('--env'),
    workdir: call.value('--workdir') ?? '/',
    hostname: call.value('--hostname'),
    network: network ?? 'bridge',
    address,
    mac,
    aliases,
    ports: call.values('--publish').flatMap((text) => portsOf(call, text)),
    publishAll: call.has('--publish-all'),
    exposed: call.values('--expose').map((text) => (text.includes('/') ? text : `${text}/tcp`)),
    capabilities: call.values('--cap-add'),
    privileged: call.has('--privileged'),
    init: call.has('--init'),
    autoRemove: call.has('--rm'),
    interactive: call.has('--interactive'),
    tty: call.has('--tty'),
    extraHosts: call.values('--add-host'),
    dns: call.values('--dns'),
    labels: pairsOf(call.values('--label')),
  };
}

function portsOf(call: Call, text: string) {
  const ports = parsePublish(text);
  if (typeof ports !== 'string') return ports;
  throw new ClientError(
    `docker: ${ports.replace(/\.$/, '')}.\nSee '${call.path} --help'.\n`,
    FAILED,
    call.indexOf('--publish'),
  );
}
