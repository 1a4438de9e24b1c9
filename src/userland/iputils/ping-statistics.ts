/** What ping counts (struct ping_rts). Times are in microseconds. */
export class PingStatistics {
  transmitted = 0;
  received = 0;
  repeats = 0;
  errors = 0;
  acknowledged = 0;
  pipeSize = -1;
  least = Number.POSITIVE_INFINITY;
  most = 0;
  timed = 0;
  private sum = 0;
  private squares = 0;
  /** Eight times the round trip, smoothed. */
  private eighths = 0;
  started = 0;
  /** When the last request was sent. */
  last = 0;

  /** A request was answered or refused: how many were under way. */
  acknowledge(sequence: number): void {
    const behind = (this.transmitted - sequence) & 0xffff;
    if (behind > 0x7fff) return;
    this.pipeSize = Math.max(this.pipeSize, behind + 1);
    if (sequence > this.acknowledged) this.acknowledged = sequence;
  }

  /** How many requests nothing has been heard of (in_flight). */
  get underWay(): number {
    const behind = (this.transmitted - this.acknowledged) & 0xffff;
    return behind <= 0x7fff ? behind : this.transmitted - this.received - this.errors;
  }

  time(round: number): void {
    this.least = Math.min(this.least, round);
    this.most = Math.max(this.most, round);
    this.sum += round;
    this.squares += round * round;
    this.eighths += this.timed === 0 ? round * 8 : round - Math.floor(this.eighths / 8);
    this.timed++;
  }

  /** The lines at the end (finish() of ping_common.c). */
  summary(destination: string, withTimes: boolean, isPaced: boolean): string {
    const { transmitted, received, repeats, errors } = this;
    const counted = [
      `${transmitted} packets transmitted, ${received} received`,
      ...(repeats > 0 ? [`+${repeats} duplicates`] : []),
      ...(errors > 0 ? [`+${errors} errors`] : []),
      ...(transmitted > 0
        ? [`${percent(transmitted, received)}% packet loss, time ${Math.floor((this.last - this.started) / 1000)}ms`]
        : []),
    ];
    const times =
      received > 0 && withTimes
        ? `rtt min/avg/max/mdev = ${[this.least, this.average, this.most, this.deviation].map(milliseconds).join('/')} ms`
        : '';
    const pipe = this.pipeSize > 1 ? `${times === '' ? '' : ', '}pipe ${this.pipeSize}` : '';
    const pace =
      received > 0 && !isPaced && transmitted > 1
        ? `${times === '' && pipe === '' ? '' : ', '}ipg/ewma ${milliseconds(this.gap)}/${milliseconds(this.smoothed)} ms`
        : '';
    return `\n--- ${destination} ping statistics ---\n${counted.join(', ')}\n${times}${pipe}${pace}\n`;
  }

  /** The line that SIGQUIT asks for (status() of ping_common.c). */
  brief(): string {
    const { transmitted, received, least, average, smoothed, most } = this;
    const lost = transmitted === 0 ? 0 : Math.floor(((transmitted - received) * 100) / transmitted);
    const times = [least, average, smoothed, most].map(milliseconds).join('/');
    return `\r${received}/${transmitted} packets, ${lost}% loss${received > 0 ? `, min/avg/ewma/max = ${times} ms` : ''}\n`;
  }

  private get average(): number {
    return Math.floor(this.sum / (this.received + this.repeats));
  }

  /** The time from one request to the next. */
  private get gap(): number {
    return Math.floor((this.last - this.started) / (this.transmitted - 1));
  }

  private get smoothed(): number {
    return Math.floor(this.eighths / 8);
  }

  private get deviation(): number {
    const count = this.received + this.repeats;
    return Math.floor(Math.sqrt(Math.max(0, this.squares / count - (this.sum / count) ** 2)));
  }
}

/** Printed as %g: six digits at most. */
function percent(transmitted: number, received: number): string {
  return String(Number((((transmitted - received) * 100) / transmitted).toPrecision(6)));
}

/** Microseconds as milliseconds with three decimals. */
function milliseconds(time: number): string {
  return (time / 1000).toFixed(3);
}
