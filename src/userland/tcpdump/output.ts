import type { Output } from '../process.ts';

/** What stdio collects of an output that is no terminal before it writes (BUFSIZ of a pipe or file). */
const BUFFER = 4096;

/** Standard output as stdio buffers it: a program that is killed loses what it has not written yet. */
export class BufferedOutput {
  private text = '';

  constructor(
    private readonly output: Output,
    /** `-l`: each line is written at once. */
    private readonly byLine: boolean,
  ) {}

  write(text: string): void {
    this.text += text;
    if (this.byLine) return this.flush();
    while (this.text.length > BUFFER) {
      this.output.write(this.text.slice(0, BUFFER));
      this.text = this.text.slice(BUFFER);
    }
  }

  flush(): void {
    this.output.write(this.text);
    this.text = '';
  }
}
