import type { LogRecord } from '../../kernel/log/kernel-log.ts';
import type { Process, Program, Running } from '../process.ts';
import { LineWriter } from './dmesg-line.ts';
import { parseOptions, type Request } from './dmesg-options.ts';

/** dmesg(1), util-linux 2.38.1: the log of the simulated kernel, which begins empty. */
export const dmesg: Program = (process) => {
  const request = parseOptions(process);
  if (typeof request === 'number') return request;
  const { log } = process.system.kernel;
  // What the console shows is nobody's business here.
  if (request.action === 'console') return 0;
  if (request.action === 'clear') {
    log.clear();
    return 0;
  }
  const writer = new LineWriter(request);
  if (request.follow !== undefined) return follow(process, request, writer);
  print(process, request, writer, log.read());
  if (request.action === 'read-clear') log.clear();
  return 0;
};

function print(process: Process, request: Request, writer: LineWriter, records: readonly LogRecord[]): void {
  const { levels, facilities } = request;
  const wanted = records.filter(
    ({ level, facility }) => levels?.has(level) !== false && facilities?.has(facility) !== false,
  );
  process.stdout.write(wanted.map((record) => `${writer.line(record)}\n`).join(''));
}

/** `-w`, `-W`: until a signal ends it. */
function* follow(process: Process, request: Request, writer: LineWriter): Running {
  const { log } = process.system.kernel;
  let next = log.end;
  if (request.follow === 'all') print(process, request, writer, log.read());
  for (;;) {
    yield { ready: () => log.end > next };
    const records = log.read(next);
    next = log.end;
    print(process, request, writer, records);
  }
}
