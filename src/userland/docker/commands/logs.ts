import { containerOf } from '../containers.ts';
import { dockerOf } from '../daemon.ts';
import { type Call, expectOperands } from '../flags.ts';

/** `docker logs`: what the container's program has printed. */
export function logs(call: Call): number {
  const { process, operands } = call;
  expectOperands(call, 1, 1);
  process.blame(operands[0]!.index);
  const { text } = containerOf(dockerOf(process), operands[0]!.text).output;
  const tail = call.value('--tail');
  const lines = text.replace(/\n$/, '').split('\n');
  if (tail === undefined || tail === 'all' || !/^\d+$/.test(tail)) process.stdout.write(text);
  else if (text !== '' && tail !== '0') process.stdout.write(`${lines.slice(-Number(tail)).join('\n')}\n`);
  return 0;
}
