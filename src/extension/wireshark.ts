import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { CaptureViewer } from './capture-viewer.ts';

const PLACES = ['/Applications/Wireshark.app/Contents/MacOS/Wireshark', 'C:\\Program Files\\Wireshark\\Wireshark.exe'];

/** Wireshark, where it is installed on the machine that the extension runs on. */
export function findWireshark(): CaptureViewer | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.map((folder) => join(folder, 'wireshark')), ...PLACES];
  const program = candidates.find((path) => existsSync(path));
  if (program === undefined) return undefined;
  return {
    open: async (name, bytes) => {
      const file = join(await mkdtemp(join(tmpdir(), 'netlab-')), name);
      await writeFile(file, bytes);
      spawn(program, [file], { detached: true, stdio: 'ignore' }).unref();
    },
  };
}
