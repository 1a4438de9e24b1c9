import { formatIpv4 } from '../../../net/ipv4.ts';
import { dockerIn } from '../../../userland/docker/daemon.ts';
import { formatSubnet } from '../../../userland/docker/ipam.ts';
import { usersOf } from '../../../userland/docker/networks.ts';
import { formatPorts } from '../../../userland/docker/ports.ts';
import type { Done } from '../../../userland/docker/state.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { hoverOnNetns } from './netns.ts';

/** Commands listed at most. */
const LIMIT = 40;

/** The word `docker`: which ordinary commands this line of the lab stands for. */
export function hoverOnDocker({ text, record, network }: Word): string | undefined {
  const docker = dockerIn(network.kernel);
  if (text !== 'docker' || record === undefined || docker === undefined) return undefined;
  const done = docker.commands.filter(({ cause }) => cause === record.index);
  if (done.length === 0) return undefined;
  const lines = done.slice(0, LIMIT).map(written);
  if (done.length > LIMIT) lines.push(`# … and ${done.length - LIMIT} more`);
  return paragraphs('What this line does, in ordinary commands:', `\`\`\`bash\n${lines.join('\n')}\n\`\`\``);
}

/** A command, with the way into the namespace that it was run in. */
function written({ netns, line }: Done): string {
  const { label, id } = netns;
  if (id === 0) return line;
  const entry = label === undefined ? '' : `nsenter -t $(docker inspect -f '{{.State.Pid}}' ${label}) -n `;
  return `${entry}${line}`;
}

/** A container: what runs in it, its networks and ports, and its namespace. */
export function hoverOnContainer(word: Word): string | undefined {
  const { text, network } = word;
  const container = dockerIn(network.kernel)?.containers.find(({ name, id }) => name === text || id.startsWith(text));
  if (container === undefined) return undefined;
  const { name, imageName, state, endpoints } = container;
  const rows = endpoints.map((endpoint) => [
    code(endpoint.network.name),
    endpoint.live?.address === undefined ? '' : code(formatIpv4(endpoint.live.address)),
    endpoint.live?.hostDevice ? code(endpoint.live.hostDevice) : '',
    endpoint.network.driver === 'bridge' ? code(endpoint.network.device) : '',
  ]);
  const ports = formatPorts(container);
  return paragraphs(
    `Container **${code(name)}** of the image ${code(imageName)}, ${state}.`,
    table(['network', 'address', 'its end on the host', 'bridge'], rows),
    ports === '' ? undefined : `Ports: ${code(ports)}`,
    state === 'running' && container.netns?.label === name ? hoverOnNetns({ ...word, text: name }) : undefined,
  );
}

/** A network of Docker: its subnet, its bridge, and who is in it. */
export function hoverOnNetwork({ text, network }: Word): string | undefined {
  const docker = dockerIn(network.kernel);
  const found = docker?.networks.find(({ name, id }) => name === text || id.startsWith(text));
  if (docker === undefined || found === undefined) return undefined;
  const { name, driver, device, subnet, gateway, internal } = found;
  const where = subnet === undefined ? '' : `, ${code(formatSubnet(subnet))}`;
  const bridge = driver === 'bridge' ? ` on the bridge ${code(device)}` : '';
  const way = gateway === undefined ? '' : internal ? '; no way out' : `; gateway ${code(formatIpv4(gateway))}`;
  const rows = usersOf(docker, found).map((container) => {
    const live = container.endpoints.find((each) => each.network === found)?.live;
    return [
      code(container.name),
      live?.address === undefined ? '' : code(formatIpv4(live.address)),
      live?.device ?? '',
    ];
  });
  return paragraphs(
    `Network **${code(name)}** (${driver})${where}${bridge}${way}.`,
    table(['container', 'address', 'device'], rows) || 'No container is in it.',
  );
}
