import { groupId, groupName, userId, userName } from '../base-passwd/ids.ts';
import { errorText } from '../file-system/error.ts';
import { type FileStatus, resolvePath } from '../file-system.ts';
import type { Process, Program } from '../process.ts';
import { viewOf } from '../process-view.ts';
import { type ModeChange, parseMode, permissionText } from './mode.ts';
import { misused, type Options, parseOptions } from './options.ts';
import { quote } from './quote.ts';

const LONG = { recursive: 'R', verbose: 'v', changes: 'c', silent: 'f', quiet: 'f', reference: 'r' };

/** A word behind which a mode such as `-x` is no option. */
const HIDDEN = '\0';

/** chmod(1): octal and symbolic modes, `-R`, `-v`, `-c`, `-f`, `--reference`. */
export const chmod: Program = (process) => {
  // A mode may begin with a dash.
  const argv = process.argv.map((word, at) => (at > 0 && /^-[rwxXstugo]+(?:,|$)/.test(word) ? HIDDEN + word : word));
  const options = parseOptions(viewOf(process, { argv }), { letters: 'Rvcfr:', long: LONG });
  if (typeof options === 'number') return options;
  const { given } = options;
  const operands = options.operands.map((word) => word.replace(HIDDEN, ''));
  const reference = given.get('r');
  if (operands.length === 0) return misused(process, 'missing operand');
  if (reference === undefined && operands.length === 1)
    return misused(process, `missing operand after ${quote(operands[0] as string)}`);
  const change = reference === undefined ? parseMode(operands[0] as string) : modeOf(process, reference);
  if (change === undefined) {
    if (reference !== undefined) return refuse(process, `failed to get attributes of ${quote(reference)}`, 'ENOENT');
    process.blame(options.indexes[0] as number);
    return misused(process, `invalid mode: ${quote(operands[0] as string)}`);
  }
  const first = reference === undefined ? 1 : 0;
  return eachPath(process, options, operands.slice(first), first, (path, written, status) => {
    const mode = change(status);
    const done = process.system.fs.change(path, { mode });
    if (!done.ok) return refuse(process, `changing permissions of ${quote(written)}`, done.error.errno);
    if (given.has('v') || (given.has('c') && mode !== status.mode))
      process.stdout.write(changed(written, status.mode, mode));
    return 0;
  });
};

function modeOf(process: Process, path: string): ModeChange | undefined {
  const status = process.system.fs.status(resolvePath(process.cwd, path), process.netns);
  return status === undefined ? undefined : () => status.mode;
}

function changed(written: string, from: number, to: number): string {
  const shown = (mode: number) => `${mode.toString(8).padStart(4, '0')} (${permissionText(mode)})`;
  if (from === to) return `mode of ${quote(written)} retained as ${shown(to)}\n`;
  return `mode of ${quote(written)} changed from ${shown(from)} to ${shown(to)}\n`;
}

/** chown(1) and chgrp(1). */
export const chown: Program = (process) => {
  const options = parseOptions(process, { letters: 'Rvcfhr:', long: LONG });
  if (typeof options === 'number') return options;
  const { operands, given, indexes } = options;
  if (operands.length === 0) return misused(process, 'missing operand');
  const [spec = '', ...files] = operands;
  if (files.length === 0) return misused(process, `missing operand after ${quote(spec)}`);
  const owner = ownerOf(process.argv[0] as string, spec);
  if (typeof owner === 'string') {
    process.blame(indexes[0] as number);
    process.stderr.write(`${process.argv[0]}: ${owner}: ${quote(spec)}\n`);
    return 1;
  }
  return eachPath(process, options, files, 1, (path, written, status) => {
    const done = process.system.fs.change(path, owner);
    if (!done.ok) return refuse(process, `changing ownership of ${quote(written)}`, done.error.errno);
    if (given.has('v')) {
      const after = { ...status, ...owner };
      const name = ({ uid, gid }: Pick<FileStatus, 'uid' | 'gid'>) => {
        const user = owner.uid === undefined ? '' : (userName(uid) ?? String(uid));
        return owner.gid === undefined ? user : `${user}:${groupName(gid) ?? gid}`;
      };
      const [from, to] = [name(status), name(after)];
      const isSame = status.uid === after.uid && status.gid === after.gid;
      const file = quote(written);
      process.stdout.write(
        isSame ? `ownership of ${file} retained as ${to}\n` : `changed ownership of ${file} from ${from} to ${to}\n`,
      );
    }
    return 0;
  });
};

/** What `user:group` says, or what is wrong with it. */
function ownerOf(program: string, spec: string): { uid?: number; gid?: number } | string {
  const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
  if (program.endsWith('chgrp')) {
    const gid = groupId(spec) ?? number(spec);
    return gid === undefined ? 'invalid group' : { gid };
  }
  const [user = '', group] = spec.split(/[:.]/, 2);
  const uid = user === '' ? undefined : (userId(user) ?? number(user));
  if (user !== '' && uid === undefined) return 'invalid user';
  const gid =
    group === undefined || group === '' ? (group === '' ? uid : undefined) : (groupId(group) ?? number(group));
  if (group !== undefined && group !== '' && gid === undefined) return 'invalid group';
  return { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
}

function refuse(process: Process, what: string, errno: Parameters<typeof errorText>[0]): number {
  process.stderr.write(`${process.argv[0]}: ${what}: ${errorText(errno)}\n`);
  return 1;
}

/** Does something to files, and with `-R` to all that is in directories. */
function eachPath(
  process: Process,
  { given, indexes }: Options,
  files: readonly string[],
  first: number,
  act: (path: string, written: string, status: FileStatus) => number,
): number {
  const { fs } = process.system;
  const visit = (written: string): number => {
    const path = resolvePath(process.cwd, written);
    const status = fs.status(path, process.netns);
    if (status === undefined) {
      if (given.has('f')) return 1;
      return refuse(process, `cannot access ${quote(written)}`, 'ENOENT');
    }
    let failed = act(path, written, status);
    if (!given.has('R') || status.kind !== 'directory') return failed;
    const names = fs.list(path, process.netns);
    for (const name of names.ok ? names.value : []) {
      const inside = `${path === '/' ? '' : path}/${name}`;
      if (fs.status(inside, process.netns, 'link')?.kind !== 'link') failed = visit(`${written}/${name}`) || failed;
    }
    return failed;
  };
  let status = 0;
  files.forEach((file, at) => {
    if (visit(file) === 0) return;
    status = 1;
    process.blame(indexes[at + first] as number);
  });
  return status;
}
