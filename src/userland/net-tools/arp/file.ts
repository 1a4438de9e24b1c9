import { setEntry } from './change.ts';
import { type ArpRequest, Exit } from './request.ts';

const FILE = '/etc/ethers';

/** `arp -f [FILE]`: entries as -s takes them, a line each. A line that is wrong is told of and passed over. */
export function readFile(request: ArpRequest): number {
  const { process, words } = request;
  const name = words[0]?.text ?? FILE;
  const index = words[0]?.index ?? 0;
  const path = name.startsWith('/') ? name : `${process.cwd}/${name}`;
  const text = process.system.fs.read(path, process.netns);
  if (!text.ok) return request.fail(index, `arp: cannot open etherfile ${name} !`);
  const complain = (what: string, line: number) => {
    process.blame(index);
    process.stderr.write(`arp: ${what} on line ${line} of etherfile ${name} !\n`);
  };
  const lines = text.value.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [at, line] of lines.entries()) {
    if (request.flags.has('-v')) process.stderr.write(`>> ${line}\n`);
    const fields = line.trim().split(/\s+/);
    if (line.startsWith('#') || fields[0] === '') continue;
    if (fields.length < 2) complain('format error', at + 1);
    else if (!isSet(request, fields, index)) complain('cannot set entry', at + 1);
  }
  return 0;
}

function isSet(request: ArpRequest, fields: readonly string[], index: number): boolean {
  try {
    return (
      setEntry(
        request,
        fields.map((text) => ({ text, index })),
      ) === 0
    );
  } catch (end) {
    if (end instanceof Exit) return false;
    throw end;
  }
}
