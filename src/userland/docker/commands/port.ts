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
  const sorted = [...container.published].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
  if (asked === undefined) {
    for (const each of sorted)
      for (const bound of boundTo(each)) process.stdout.write(`${each.port}/${each.protocol} -> ${bound}\n`);
    return 0;
  }
  const wanted = asked.text.includes('/') ? asked.text : `${asked.text}/tcp`;
  const found = sorted.filter(({ port, protocol }) => wanted === `${port}/${protocol}`);
  if (found.length === 0) {
    throw new ClientError(`Error: No public port '${wanted}' published for ${name!.text}\n`, 1, asked.index);
  }
  for (const bound of found.flatMap(boundTo)) process.stdout.write(`${bound}\n`);
  return 0;
}
