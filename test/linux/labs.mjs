// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
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

/** A lab that says so is for machines with Docker, which is not among the tools that labs are compared with. @param {string} text */
const needsDocker = (text) => /^# On a real machine this lab needs Docker/m.test(text);

/** @returns {string[]} absolute paths of all labs that real kernels run, in a fixed order */
export function allLabs() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => /\.(?:netlab|sh)$/.test(name))
      .sort()
      .map((name) => join(projectFolder, folder, name))
      .filter((file) => !needsDocker(readFileSync(file, 'utf8'))),
  );
}

/** The name of a lab in reports and recordings. @param {string} file */
export function labName(file) {
  return file.slice(projectFolder.length + 1).replaceAll('\\', '/');
}
