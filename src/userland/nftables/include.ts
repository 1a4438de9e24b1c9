import { resolvePath } from '../file-system.ts';
import { wildcard } from '../findutils/wildcard.ts';
import type { Process } from '../process.ts';
import type { OpenIncluded } from './parse-block.ts';

/**
 * The files that an `include` means (nft's scanner_include_file): those that match its pattern, sorted, directories left
 * out. A path that begins with neither `/` nor `.` is looked for in the folders. What has no pattern has to be there.
 */
export function openIncluded(process: Process, folders: readonly string[]): OpenIncluded {
  return (name) => {
    const places = /^[/.]/.test(name) ? [name] : folders.map((folder) => `${folder}/${name}`);
    const isPattern = /[*?[]/.test(name);
    for (const place of places) {
      const paths = matching(process, place);
      if (paths.length === 0) continue;
      return paths.flatMap((file) => {
        const read = process.system.fs.read(resolvePath(process.cwd, file), process.netns);
        return read.ok ? [{ file, text: read.value }] : [];
      });
    }
    return isPattern ? [] : undefined;
  };
}

/** The paths that match, as glob(3) writes them. */
function matching({ cwd, netns, system: { fs } }: Process, pattern: string): string[] {
  let found = [pattern.startsWith('/') ? '/' : ''];
  const parts = pattern.split('/').filter((part) => part !== '');
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    found = found.flatMap((folder) => {
      const names = /[*?[]/.test(part) ? namesIn(folder, part) : [part];
      return names.map((name) => `${folder}${name}${isLast ? '' : '/'}`);
    });
  }
  return found.filter((path) => fs.kind(resolvePath(cwd, path), netns) !== undefined);

  function namesIn(folder: string, part: string): string[] {
    const listed = fs.list(resolvePath(cwd, folder === '' ? '.' : folder), netns);
    const matches = wildcard(part, false);
    return listed.ok
      ? listed.value.filter((name) => matches(name) && (part.startsWith('.') || !name.startsWith('.')))
      : [];
  }
}
