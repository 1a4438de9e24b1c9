import { ClientError } from '../complaint.ts';
import { containerOf } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';
import { boundTo } from '../ports.ts';

/** `docker port`: which ports of the host stand for those of a container. */
export function port(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 1, 2);
  const [name, asked] = operands;
  process.blame(name!.index);
  const container = containerOf(dockerOf(process), name!.text);
  const published = container.published.toSorted((a, b) => a.port - b.port || a.hostPort - b.hostPort);
  const show = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);
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
