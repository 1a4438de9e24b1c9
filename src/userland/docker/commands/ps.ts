import { ClientError, DaemonError } from '../complaint.ts';
import { findContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { humanDuration, timestamp } from '../duration.ts';
import { type Call, expectOperands } from '../flags.ts';
import { shortId } from '../ids.ts';
import { formatPorts } from '../ports.ts';
import type { Container } from '../state.ts';
import { type Columns, explain, list, type Row } from '../table.ts';
import { readTemplate } from '../template/execute.ts';
import { TemplateError } from '../template/parse.ts';

const COLUMNS: Columns = [
  ['ID', 'CONTAINER ID'],
  ['Image', 'IMAGE'],
  ['Command', 'COMMAND'],
  ['RunningFor', 'CREATED'],
  ['Status', 'STATUS'],
  ['Ports', 'PORTS'],
  ['Names', 'NAMES'],
];

/** Headings of fields that are no columns by default. */
const HEADINGS: Row = {
  CreatedAt: 'CREATED AT',
  State: 'STATE',
  Networks: 'NETWORKS',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  Size: 'SIZE',
  LocalVolumes: 'LOCAL VOLUMES',
};

const COMMAND_WIDTH = 20;

/** `docker ps`: the newest first. */
export function ps(call: Call): number {
  const { process } = call;
  expectOperands(call, 0, 0);
  const docker = dockerOf(process);
  const { now } = process.system.kernel;
  checkFormat(call.value('--format'));
  const filters = filtersOf(call);
  const last = call.has('--latest') ? '1' : call.value('--last');
  const all =
    call.has('--all') || last !== undefined || call.values('--filter').some((each) => /^(?:status|exited)=/.test(each));
  const shown = [...docker.containers]
    .reverse()
    .filter((container) => (all || container.state === 'running') && filters.every((fits) => fits(container)))
    .slice(0, last === undefined ? undefined : Number(last));
  const rows = shown.map((container) => rowOf(container, now, call.has('--no-trunc')));
  if (call.has('--quiet')) process.stdout.write(rows.map(({ ID }) => `${ID}\n`).join(''));
  else process.stdout.write(list(rows, COLUMNS, call.value('--format'), HEADINGS));
  return 0;
}

/** The client fills the format in once before it asks for containers (buildContainerListOptions). */
function checkFormat(format: string | undefined): void {
  if (format === undefined || format === 'json') return;
  const fields = [...COLUMNS.map(([field]) => field), ...Object.keys(HEADINGS)];
  let isRead = false;
  try {
    const template = readTemplate(format);
    isRead = true;
    template.fill({ ...Object.fromEntries(fields.map((field) => [field, ''])), Label: {} });
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    const what = isRead ? 'execute' : 'parse';
    throw new ClientError(`failed to ${what} template: ${explain(thrown, '*formatter.ContainerContext')}\n`);
  }
}

function rowOf(container: Container, now: number, full: boolean): Row {
  const { id, imageName, command, created, state, endpoints, name, labels } = container;
  const text = command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  const shown = full || text.length <= COMMAND_WIDTH ? text : `${text.slice(0, COMMAND_WIDTH - 1)}…`;
  return {
    ID: full ? id : shortId(id),
    Image: imageName,
    Command: `"${shown}"`,
    RunningFor: `${humanDuration(now - created)} ago`,
    CreatedAt: `${timestamp(created).slice(0, 19).replace('T', ' ')} +0000 UTC`,
    Status: statusOf(container, now),
    State: state,
    Ports: formatPorts(container),
    Names: name,
    Networks: endpoints.map(({ network }) => network.name).join(','),
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(','),
    Label: labels,
    Mounts: '',
    LocalVolumes: '0',
    Size: '0B',
  };
}

function statusOf({ state, startedAt, finishedAt, exitCode }: Container, now: number): string {
  if (state === 'created') return 'Created';
  if (state === 'running') return `Up ${humanDuration(now - startedAt!)}`;
  return `Exited (${exitCode}) ${humanDuration(now - finishedAt!)} ago`;
}

/** Filters of one kind are alternatives, those of different kinds all have to fit. */
function filtersOf(call: Call): ((container: Container) => boolean)[] {
  const byKey = new Map<string, string[]>();
  for (const text of call.values('--filter')) {
    const at = text.indexOf('=');
    if (at < 0)
      throw new DaemonError(
        `invalid argument "${text}" for "-f, --filter" flag: bad format of filter (expected name=value)`,
      );
    const key = text.slice(0, at);
    byKey.set(key, [...(byKey.get(key) ?? []), text.slice(at + 1)]);
  }
  return [...byKey].map(([key, values]) => {
    const fits = values.map((value) => filterOf(call, key, value));
    return (container: Container) => fits.some((one) => one(container));
  });
}

function filterOf({ process }: Call, key: string, value: string): (container: Container) => boolean {
  switch (key) {
    case 'name': {
      const pattern = patternOf(value);
      return ({ name }) => pattern.test(name) || pattern.test(`/${name}`);
    }
    case 'id':
      return ({ id }) => id.startsWith(value);
    case 'status':
      return ({ state }) => state === value;
    case 'exited':
      return ({ state, exitCode }) => state === 'exited' && exitCode === Number(value);
    case 'ancestor':
      return ({ imageName, image }) =>
        [imageName, image.repository, `${image.repository}:${image.tag}`].includes(value);
    case 'network':
      return ({ endpoints }) => endpoints.some(({ network }) => network.name === value || network.id.startsWith(value));
    case 'label': {
      const [label = '', wanted] = value.split('=');
      return ({ labels }) => Object.hasOwn(labels, label) && (wanted === undefined || labels[label] === wanted);
    }
    case 'publish':
      return ({ published }) => published.some(({ hostPort }) => String(hostPort) === value.replace(/\/\w+$/, ''));
    case 'expose':
      return ({ exposed }) => exposed.includes(value.includes('/') ? value : `${value}/tcp`);
    case 'before':
    case 'since': {
      const docker = dockerOf(process);
      const at = docker.containers.indexOf(findContainer(docker, value));
      return (container) => {
        const own = docker.containers.indexOf(container);
        return key === 'before' ? own < at : own > at;
      };
    }
    default:
      throw new DaemonError(`Invalid filter '${key}'`);
  }
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    return /$^/;
  }
}
