import { ClientError } from '../complaint.ts';
import { type Call, expectOperands } from '../flags.ts';
import { shortId } from '../ids.ts';
import { allImages, findImage, type Image, referenceError } from '../images.ts';
import { type Columns, list } from '../table.ts';

const COLUMNS: Columns = [
  ['Repository', 'REPOSITORY'],
  ['Tag', 'TAG'],
  ['ID', 'IMAGE ID'],
  ['CreatedSince', 'CREATED'],
  ['Size', 'SIZE'],
];

/** The image of a name. Others than those that are simulated are told as such. */
export function imageOf({ process, path }: Call, name: string, index: number): Image {
  process.blame(index);
  const wrong = referenceError(name);
  const runs = /^docker (?:container )?(?:run|create)$/.test(path);
  if (wrong !== undefined && runs) throw new ClientError(`docker: ${wrong}.\nSee '${path} --help'.\n`, 125, index);
  if (wrong !== undefined) throw new ClientError(`${wrong}\n`, 1, index);
  const image = findImage(name);
  if (image !== undefined) return image;
  process.unsimulated(`the image ${name}`, index);
  throw new ClientError(`docker: the image ${name} is not simulated\n`, runs ? 125 : 1, index);
}

/** `docker pull`: every image that is simulated is there. */
export function pull(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 1, 1);
  const { text, index } = operands[0]!;
  const { repository, tag, id } = imageOf(call, text, index);
  const full = `docker.io/${repository.includes('/') ? '' : 'library/'}${repository}:${tag}`;
  if (!call.has('--quiet')) {
    if (!/:[\w.-]+$/.test(text)) process.stdout.write(`Using default tag: ${tag}\n`);
    process.stdout.write(`${tag}: Pulling from ${full.replace(/^docker\.io\//, '').replace(/:[^:]*$/, '')}\n`);
    process.stdout.write(
      `Digest: sha256:${id}\nStatus: Image is up to date for ${text.includes(':') ? text : `${text}:${tag}`}\n`,
    );
  }
  process.stdout.write(`${full}\n`);
  return 0;
}

/** `docker images`. */
export function images(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 0, 1);
  const wanted = operands[0]?.text;
  const shown = allImages().filter(
    ({ repository, tag }) => wanted === undefined || wanted === repository || wanted === `${repository}:${tag}`,
  );
  const rows = shown.map(({ repository, tag, id }) => ({
    Repository: repository,
    Tag: tag,
    ID: call.has('--no-trunc') ? `sha256:${id}` : shortId(id),
    CreatedSince: '2 weeks ago',
    Size: '0B',
  }));
  if (call.has('--quiet')) process.stdout.write(rows.map(({ ID }) => `${ID}\n`).join(''));
  else process.stdout.write(list(rows, COLUMNS, call.value('--format')));
  return 0;
}
