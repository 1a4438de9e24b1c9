const LINE = '- - - - - - - - - - - - - - - - - - - - - - - - -\n';

/** Figures of a stream over a time: microseconds since the start of the test. */
export interface Figures {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** Of a TCP sender. */
  readonly retransmissions?: number;
  readonly congestionWindow?: number;
  /** Of UDP: datagrams in all, and of a receiver how many were lost, and the jitter in microseconds. */
  readonly packets?: number;
  readonly lost?: number;
  readonly jitter?: number;
}

/** A number with its unit as iperf3 writes it (unit_snprintf): three digits that count. */
function unit(value: number, kind: 'Byte' | 'bit', format: string | undefined): string {
  const base = kind === 'Byte' ? 1024 : 1000;
  const letters = ['', 'K', 'M', 'G', 'T'];
  let power = 0;
  if (format !== undefined && kind === 'bit') power = Math.max(letters.indexOf(format.toUpperCase()), 0);
  else while (value >= base ** (power + 1) && power < 4) power++;
  const scaled = value / base ** power;
  const digits = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${scaled.toFixed(digits).padStart(4)} ${letters[power]}${kind}`;
}

const seconds = (time: number) => (time / 1_000_000).toFixed(2);

/** How iperf3 prints: the heads, the lines of intervals, those of the summary. */
export class Reporter {
  constructor(
    private readonly print: (text: string) => void,
    private readonly udp: boolean,
    /** This side sends. */
    private readonly sends: boolean,
    private readonly format: string | undefined,
    /** The head over TCP's intervals names a sender's figures: a client's always does. */
    private readonly namesRetries: boolean = sends,
  ) {}

  private line(id: string, { from, to, bytes }: Figures): string {
    const rate = to > from ? (bytes * 8_000_000) / (to - from) : 0;
    const span = `${seconds(from).padStart(6)}-${seconds(to).padEnd(6)} sec`;
    return `[${id.padStart(3)}] ${span}  ${unit(bytes, 'Byte', this.format)}s  ${unit(rate, 'bit', this.format)}s/sec`;
  }

  head(): void {
    const tail = this.udp
      ? this.sends
        ? '         Total Datagrams'
        : '         Jitter    Lost/Total Datagrams'
      : this.namesRetries
        ? '         Retr  Cwnd'
        : '';
    this.print(`[ ID] Interval           Transfer     Bitrate${tail}\n`);
  }

  interval(id: string, figures: Figures): void {
    const line = this.line(id, figures);
    if (this.udp && this.sends) this.print(`${line}  ${figures.packets ?? 0}  \n`);
    else if (this.udp) this.print(`${line}  ${lossText(figures)}  \n`);
    else if (!this.sends) this.print(`${line}                  \n`);
    else if (figures.congestionWindow === undefined) this.print(`${line}  ${retries(figures)}             \n`);
    else this.print(`${line}  ${retries(figures)}   ${unit(figures.congestionWindow, 'Byte', this.format)}s       \n`);
  }

  separator(): void {
    this.print(LINE);
  }

  summaryHead(hasSender: boolean): void {
    const tail = this.udp ? '         Jitter    Lost/Total Datagrams' : hasSender ? '         Retr' : '';
    this.print(`${LINE}[ ID] Interval           Transfer     Bitrate${tail}\n`);
  }

  summary(id: string, figures: Figures, role: 'sender' | 'receiver'): void {
    const line = this.line(id, figures);
    if (this.udp) this.print(`${line}  ${lossText(figures)}  ${role}\n`);
    else if (role === 'sender') this.print(`${line}  ${retries(figures)}             sender\n`);
    else this.print(`${line}                  receiver\n`);
  }
}

function retries({ retransmissions = 0 }: Figures): string {
  return String(retransmissions).padStart(3);
}

function lossText({ packets = 0, lost = 0, jitter = 0 }: Figures): string {
  const share = packets > 0 ? (100 * lost) / packets : 0;
  return `${(jitter / 1000).toFixed(3)} ms  ${lost}/${packets} (${Number(share.toPrecision(2))}%)`;
}
