// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/project.mjs';

/** Folders whose labs are held against the real kernel. */
const FOLDERS = [
  'examples',
  'examples/seed',
  'examples/docker',
  'examples/in-the-wild',
  'test/linux/labs',
  'test/linux/shell',
];

/** @returns {string[]} absolute paths of all labs, in a fixed order */
export function allLabs() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => /\.(?:netlab|sh)$/.test(name))
      .sort()
      .map((name) => join(projectFolder, folder, name)),
  );
}

/** The name of a lab in reports and recordings. @param {string} file */
export function labName(file) {
  return file.slice(projectFolder.length + 1).replaceAll('\\', '/');
}
