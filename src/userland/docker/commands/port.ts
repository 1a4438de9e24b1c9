import { ClientError } from '../complaint.ts';
import { findContainer } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';
import { boundTo } from '../ports.ts';

/** `docker port`: which ports of the host stand for those of a container. */
export function port(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 1, 2);
  const [name, asked] = operands;
  process.blame(name!.index);
  const container = findContainer(dockerOf(process), name!.text);
  const { published } = container;
  const show = (lines: readonly string[]) => process.stdout.write(`${lines.toSorted(naturally).join('\n')}\n`);
  if (asked === undefined) {
    const lines = published.flatMap((each) =>
      boundTo(each).map((bound) => `${each.port}/${each.protocol} -> ${bound}`),
    );
    if (lines.length > 0) show(lines);
    return 0;
  }
  const wanted = asked.text.includes('/') ? asked.text : `${asked.text}/tcp`;
  const found = published.filter(({ port, protocol }) => wanted === `${port}/${protocol}`);
  if (found.length === 0) {
    throw new ClientError(`Error: No public port '${wanted}' published for ${name!.text}\n`, 1, asked.index);
  }
  show(found.flatMap(boundTo));
  return 0;
}

/** Numbers by their value, all else by its code (sortorder.NaturalLess). */
function naturally(a: string, b: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (part === other) continue;
    const value = Number(part) - Number(other);
    return Number.isNaN(value) || value === 0 ? (part < other ? -1 : 1) : value;
  }
  return left.length - right.length;
}
