import type { Process } from '../process.ts';

const HEAD = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;
const NOTHING = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';

/** What stands behind a bar (` 100.0%`), and the width without COLUMNS. */
const PERCENT_WIDTH = 7;
const DEFAULT_COLUMNS = 79;

/** The progress that curl shows where its output is no terminal. */
export class Progress {
  private isOpen = false;
  private hasHead = false;

  constructor(
    private readonly process: Process,
    private readonly kind: 'none' | 'table' | 'bar',
  ) {}

  begin(): void {
    if (this.kind === 'none' || this.isOpen) return;
    this.isOpen = true;
    if (this.kind === 'table') this.process.stderr.write((this.hasHead ? '' : HEAD) + NOTHING);
    this.hasHead = true;
  }

  /** The last line: bytes received of those expected, in so many microseconds. */
  end(received: number, expected: number | undefined, elapsed: number): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.kind === 'bar') {
      if (received > 0) this.process.stderr.write(`\r${'#'.repeat(columns(this.process) - PERCENT_WIDTH)} 100.0%`);
      this.process.stderr.write('\n');
      return;
    }
    const total = five(expected ?? received);
    const percent = received > 0 ? '100' : '  0';
    const speed = elapsed > 0 ? Math.floor((received * 1_000_000) / elapsed) : 0;
    const current = speed > 99999 ? `${Math.floor(speed / 1024)}k` : String(speed);
    const figures = `${percent} ${total}  ${percent} ${five(received)}    0     0 ${current.padStart(6)}      0`;
    const spent = Math.floor(elapsed / 1_000_000);
    const whole = expected === undefined || speed === 0 ? 0 : Math.floor(expected / speed);
    const times = `${clock(whole)} ${clock(spent)} ${clock(whole - spent)}`;
    this.process.stderr.write(`\r${figures} ${times} ${current.padStart(5)}\n`);
  }
}

function columns(process: Process): number {
  const given = Number(process.env.get('COLUMNS'));
  return given > 20 && given < 10_000 ? given : DEFAULT_COLUMNS;
}

/** Seconds as `h:mm:ss`; none are dashes (time2str). */
function clock(seconds: number): string {
  if (seconds <= 0) return '--:--:--';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function five(value: number): string {
  return (value > 99999 ? `${Math.floor(value / 1024)}k` : String(value)).padStart(5);
}
