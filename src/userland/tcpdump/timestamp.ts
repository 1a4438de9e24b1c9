const SECOND = 1_000_000;
const DAY = 86_400;

/** Prints the times of packets (tcpdump's ts_print). Times are microseconds since 1970, UTC. */
export class Timestamps {
  private reference: number | undefined;

  constructor(
    /** How often `-t` was given. */
    private readonly style: number,
  ) {}

  print(time: number): string {
    const first = this.reference ?? time;
    switch (this.style) {
      case 1:
        return '';
      case 2:
        return `${Math.floor(time / SECOND)}.${fraction(time)} `;
      case 3:
        this.reference = time;
        return ` ${clock(time - first)} `;
      case 4:
        return `${new Date(Math.floor(time / 1000)).toISOString().slice(0, 10)} ${clock(time)} `;
      case 5:
        this.reference = first;
        return ` ${clock(time - first)} `;
      default:
        return `${clock(time)} `;
    }
  }
}

function clock(time: number): string {
  const seconds = Math.floor(time / SECOND) % DAY;
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}.${fraction(time)}`;
}

function fraction(time: number): string {
  return String(Math.floor(time % SECOND)).padStart(6, '0');
}
