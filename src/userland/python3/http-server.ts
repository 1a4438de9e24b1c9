import { Getopt, GetoptTable } from '../../grammar/getopt.ts';
import { PYTHON3 } from '../../grammar/python3/python3.ts';
import { usageOf } from '../../grammar/usage.ts';
import { ERRNO, type Errno, strerror } from '../../kernel/errno.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { SIGINT } from '../coreutils/signals.ts';
import { resolvePath } from '../file-system.ts';
import { lookupHost, RESOLVE_ERRORS } from '../netbase/resolver.ts';
import type { Process, Running } from '../process.ts';
import { openSocket } from '../socket.ts';
import { Threads } from '../threads.ts';
import { serveRequest } from './http-request.ts';
import { traceback } from './traceback.ts';

const TABLE = new GetoptTable(PYTHON3.options);
const BACKLOG = 5;

interface ServerRequest {
  readonly port: number;
  readonly bind: string | undefined;
  readonly directory: string;
}

/** `python3 -m http.server` (Python 3.11); its words begin at `first`. */
export function httpServer(process: Process, first: number): number | Running {
  const request = parse(process, first);
  return typeof request === 'number' ? request : run(process, request);
}

function parse(process: Process, first: number): ServerRequest | number {
  const fail = (index: number, message: string) => {
    process.blame(index);
    process.stderr.write(`usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\n`);
    process.stderr.write(`server.py: error: ${message}\n`);
    return 2;
  };
  let port = 8000;
  let bind: string | undefined;
  let directory = process.cwd;
  const operands: number[] = [];
  const scan = new Getopt(process.argv, [TABLE], 'permute', first);
  for (let step = scan.next(); step !== undefined; step = scan.next()) {
    if (step.kind === 'error') return fail(step.index, `unrecognized arguments: ${process.argv[step.index]}`);
    if (step.kind === 'operand') {
      operands.push(step.index);
      continue;
    }
    const { name, simulated } = step.option;
    if (name === '-h') {
      process.stdout.write(usageOf('python3', PYTHON3));
      return 0;
    }
    if (simulated === false) process.unsimulated(`http.server ${step.name}`, step.index);
    if (name === '-b') bind = step.value;
    if (name === '-d') directory = resolvePath(process.cwd, step.value || '.');
  }
  const [at, more] = operands;
  if (at !== undefined) {
    const text = process.argv[at]!;
    if (!/^[+-]?\d+$/.test(text)) return fail(at, `argument port: invalid int value: '${text}'`);
    port = Number(text);
  }
  if (more !== undefined) return fail(more, `unrecognized arguments: ${process.argv[more]}`);
  return { port, bind, directory };
}

function* run(process: Process, { port, bind, directory }: ServerRequest): Running {
  const { kernel } = process.system;
  const address = bind === undefined ? 0 : yield* lookupHost(process, bind);
  if (typeof address !== 'number') {
    const number = address === 'EAI_AGAIN' ? -3 : -2;
    process.stderr.write(traceback('resolve', `socket.gaierror: [Errno ${number}] ${RESOLVE_ERRORS[address]}`));
    return 1;
  }
  const holder = { name: 'python3', pid: process.pid, fd: 3 };
  const listener = openSocket(process, 'tcp', holder);
  listener.setOptions({ reuseAddress: true });
  const bound = listener.bind(address, port & 0xffff);
  const listening = bound.ok ? listener.listen(BACKLOG) : bound;
  if (!listening.ok) {
    process.stderr.write(traceback('bind', osError(listening.error.errno)));
    return 1;
  }
  const shown = `${formatIpv4(address)}`;
  const { port: actual } = listener.local();
  process.stdout.write(`Serving HTTP on ${shown} port ${actual} (http://${shown}:${actual}/) ...\n`);
  const threads = new Threads(() => kernel.now);
  let interrupted = false;
  const caught = (signal: number) => {
    interrupted = signal === SIGINT;
    return interrupted;
  };
  try {
    while (!interrupted) {
      for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) {
        socket.holder = { ...holder, fd: 4 };
        threads.start(serveRequest(process, socket, directory));
      }
      threads.step();
      yield { ...threads.wait(() => listener.readable()), caught };
    }
    process.stdout.write('\nKeyboard interrupt received, exiting.\n');
    return 0;
  } finally {
    threads.stop();
    listener.close();
  }
}

function osError(errno: Errno): string {
  return `OSError: [Errno ${ERRNO[errno][0]}] ${strerror(errno)}`;
}
