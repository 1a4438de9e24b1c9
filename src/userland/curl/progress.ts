import type { Process } from '../process.ts';

const HEAD = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;
const NOTHING = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';

/** The progress that curl shows where its output is no terminal. */
export class Progress {
  private shown = false;

  constructor(
    private readonly process: Process,
    private readonly silent: boolean,
  ) {}

  begin(): void {
    if (this.silent || this.shown) return;
    this.shown = true;
    this.process.stderr.write(HEAD + NOTHING);
  }

  /** The last line: bytes received of those expected, in so many microseconds. */
  end(received: number, expected: number | undefined, elapsed: number): void {
    if (!this.shown) return;
    const total = five(expected ?? received);
    const percent = received > 0 ? '100' : '  0';
    const speed = elapsed > 0 ? Math.floor((received * 1_000_000) / elapsed) : 0;
    const current = speed > 99999 ? `${Math.floor(speed / 1024)}k` : String(speed);
    const figures = `${percent} ${total}  ${percent} ${five(received)}    0     0 ${current.padStart(6)}      0`;
    this.process.stderr.write(`\r${figures} --:--:-- --:--:-- --:--:-- ${current.padStart(5)}\n`);
  }
}

function five(value: number): string {
  return (value > 99999 ? `${Math.floor(value / 1024)}k` : String(value)).padStart(5);
}
