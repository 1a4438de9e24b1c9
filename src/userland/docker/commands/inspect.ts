import { ClientError } from '../complaint.ts';
import { findContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { describeContainer, describeNetwork, toJson } from '../describe.ts';
import { type Call, expectOperands } from '../flags.ts';
import { findImage } from '../images.ts';
import { findNetwork } from '../networks.ts';
import { readTemplate, type Template } from '../template/execute.ts';
import { TemplateError } from '../template/parse.ts';

/** Looks something up by a word; throws where there is none. */
type Lookup = (word: string) => object;

/** `docker inspect`: containers, then networks, then images. */
export function inspect(call: Call): number {
  const docker = dockerOf(call.process);
  const lookups: Record<string, Lookup> = {
    container: (word) => describeContainer(findContainer(docker, word)),
    network: (word) => describeNetwork(docker, findNetwork(docker, word)),
    image: describeImage,
  };
  const type = call.value('--type');
  if (type !== undefined && lookups[type] === undefined)
    throw new ClientError(`"${type}" is not a valid value for --type\n`, 1, call.indexOf('--type'));
  const wanted = type === undefined ? Object.values(lookups) : [lookups[type]!];
  const missing = type === undefined ? 'Error: No such object: ' : `Error: No such ${type}: `;
  return show(call, firstOf(wanted), (word) => missing + word);
}

/** `docker container inspect`. */
export function inspectContainers(call: Call): number {
  const docker = dockerOf(call.process);
  return show(
    call,
    (word) => describeContainer(findContainer(docker, word)),
    (word) => `Error: No such container: ${word}`,
  );
}

/** `docker network inspect`. */
export function inspectNetworks(call: Call): number {
  const docker = dockerOf(call.process);
  return show(
    call,
    (word) => describeNetwork(docker, findNetwork(docker, word)),
    (word) => `Error: No such network: ${word}`,
  );
}

function firstOf(lookups: readonly Lookup[]): Lookup {
  return (word) => {
    let error: unknown;
    for (const lookup of lookups) {
      try {
        return lookup(word);
      } catch (thrown) {
        error ??= thrown;
      }
    }
    throw error;
  };
}

function describeImage(word: string): object {
  const image = findImage(word);
  if (image === undefined) throw new ClientError('');
  const { id, repository, tag, exposed, command, entrypoint } = image;
  return {
    Id: `sha256:${id}`,
    RepoTags: [`${repository}:${tag}`],
    Config: {
      ExposedPorts: Object.fromEntries(exposed.map((each) => [each, {}])),
      Cmd: command.length === 0 ? null : command,
      Entrypoint: entrypoint.length === 0 ? null : entrypoint,
    },
    Architecture: 'amd64',
    Os: 'linux',
  };
}

/** Shows what the operands name, as JSON or as `--format` says; what is missing is told of after the rest. */
function show(call: Call, lookup: Lookup, missing: (word: string) => string): number {
  const { process, operands } = call;
  expectOperands(call, 1, Number.POSITIVE_INFINITY);
  const format = call.value('--format');
  const template = format === undefined || format === 'json' ? undefined : read(call, format);
  const found: object[] = [];
  const errors: string[] = [];
  for (const { text, index } of operands) {
    try {
      found.push(lookup(text));
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      process.blame(index);
      errors.push(`${missing(text)}\n`);
    }
  }
  if (template !== undefined) process.stdout.write(fill(call, template, found) || (errors.length > 0 ? '\n' : ''));
  else if (format === 'json') process.stdout.write(`${toJson(found)}\n`);
  else process.stdout.write(`${toJson(found, 4)}\n`);
  process.stderr.write(errors.join(''));
  return errors.length > 0 ? 1 : 0;
}

function read(call: Call, format: string): Template {
  try {
    return readTemplate(format);
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    throw new ClientError(`template parsing error: template: :1: ${thrown.message}\n`, 64, call.indexOf('--format'));
  }
}

function fill(call: Call, template: Template, found: readonly object[]): string {
  try {
    return found.map((each) => `${template.fill(each)}\n`).join('');
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    call.process.stdout.write('\n');
    throw new ClientError(`template parsing error: ${thrown.message}\n`, 1, call.indexOf('--format'));
  }
}
