import type { Process, Wait } from '../process.ts';
import { warn } from './content.ts';
import type { CurlRequest } from './options.ts';
import type { Transfer } from './transfer.ts';

const SECOND = 1_000_000;
/** The longest pause that doubling leads to. */
const LONGEST = 600 * SECOND;
/** Answers that may be others the next time. */
const PASSING_CODES = [408, 429, 500, 502, 503, 504];

const TIMED_OUT = 28;
const NOT_CONNECTED = 7;

/** Why it may go well the next time, as curl puts it (post_per_transfer); undefined when it will not. */
function problemOf({ flags }: CurlRequest, transfer: Transfer, status: number): string | undefined {
  const code = transfer.head?.code ?? 0;
  if (status === TIMED_OUT) return ': timeout';
  if (status === NOT_CONNECTED && flags.has('--retry-connrefused')) return ': connection refused';
  if ((status === 0 || status === 22) && PASSING_CODES.includes(code)) return ': HTTP error';
  return status !== 0 && flags.has('--retry-all-errors') ? ' (retrying all errors)' : undefined;
}

/** How often a transfer was tried, and when to stop. */
export class Retries {
  private left: number;
  private pause = SECOND;
  private readonly begun: number;

  constructor(
    private readonly process: Process,
    private readonly request: CurlRequest,
  ) {
    this.left = Number(request.values.get('--retry')?.at(-1) ?? 0);
    this.begun = process.system.kernel.now;
  }

  /** Waits for the next try; answers false when there is none. */
  *again(transfer: Transfer, status: number): Generator<Wait, boolean, void> {
    const { process, request } = this;
    const { kernel } = process.system;
    const problem = this.left > 0 ? problemOf(request, transfer, status) : undefined;
    const most = request.values.get('--retry-max-time')?.at(-1);
    if (problem === undefined) return false;
    if (most !== undefined && kernel.now - this.begun > Number(most) * SECOND) return false;
    const delay = Number(request.values.get('--retry-delay')?.at(-1) ?? 0) * SECOND;
    const wait = delay > 0 ? delay : this.pause;
    const left = `${this.left} retries left.`;
    if (!request.flags.has('-s'))
      warn(process, `Problem${space(problem)}. Will retry in ${wait / SECOND} seconds. ${left}`);
    yield { until: kernel.now + wait };
    this.left--;
    this.pause = Math.min(this.pause * 2, LONGEST);
    return true;
  }
}

const space = (problem: string) => (problem.startsWith(':') ? ` ${problem}` : problem);
