import { EPOCH } from '../../kernel/epoch.ts';
import { LEVELS, type LogRecord } from '../../kernel/log/kernel-log.ts';
import { formatTime } from '../coreutils/printf.ts';
import type { Request } from './dmesg-options.ts';

const SECOND = 1_000_000;
const FACILITY_BITS = { kern: 0, user: 1 } as const;

/** Writes messages one after the other, as each time may be told from the one before. */
export class LineWriter {
  private last: number | undefined = undefined;
  private lastMinute = '';

  constructor(private readonly request: Request) {}

  /** A message as a line, without a newline. */
  line({ time, facility, level, text }: LogRecord): string {
    const { raw, decode, escapes } = this.request;
    const shown = escapes ? escaped(text) : text;
    if (raw)
      return `<${(FACILITY_BITS[facility] | LEVELS.indexOf(level)).toString(16)}>[${seconds(time, 12)}] ${shown}`;
    const head = decode ? `${facility.padEnd(6)}:${level.padEnd(6)}: ` : '';
    return head + this.stamp(time) + shown;
  }

  private stamp(time: number): string {
    const since = time - (this.last ?? time);
    this.last = time;
    const { delta } = this.request;
    const passed = `<${seconds(since, 12)}>`;
    const at = EPOCH + time / SECOND;
    switch (this.request.time) {
      case 'time':
        return `[${seconds(time, 12)}${delta ? ` ${passed}` : ''}] `;
      case 'notime':
        return delta ? `[${passed}] ` : '';
      case 'delta':
        return `[${passed}] `;
      case 'ctime':
        return `[${formatTime('%a %b %e %H:%M:%S %Y', at)}${delta ? ` ${passed}` : ''}] `;
      case 'iso':
        return `${formatTime('%Y-%m-%dT%H:%M:%S', at)},${String(time % SECOND).padStart(6, '0')}+00:00 `;
      case 'reltime':
        return delta ? `[${passed}] ` : this.relative(at, since);
    }
  }

  /** The minute where it is another one than before, else what has passed. */
  private relative(at: number, since: number): string {
    const minute = formatTime('%b%e %H:%M', at);
    const isNew = minute !== this.lastMinute;
    this.lastMinute = minute;
    return isNew ? `[${minute}] ` : `[${`+${seconds(since, 0)}`.padStart(11)}] `;
  }
}

function seconds(microseconds: number, width: number): string {
  const fraction = String(microseconds % SECOND).padStart(6, '0');
  return `${Math.floor(microseconds / SECOND)}.${fraction}`.padStart(width);
}

/** Unprintable characters in hexadecimal digits. */
function escaped(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
