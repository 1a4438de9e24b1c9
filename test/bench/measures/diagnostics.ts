import { type Measure, median, p95 } from '../measure.ts';
import { Editor, hostAt, lab, OFFICE, type Session, session } from '../typist.ts';

/** The last number of an address again and again, each time another: all that follows is another network then. */
const digits = (host: number): Session => {
  const tail = (number: number) => `.${number}/16 dev eth0`;
  const keys = Array.from({ length: 60 }, (_, i) => ({
    erased: tail(i === 0 ? ((host - 1) % OFFICE) + 1 : 200 + ((i - 1) % 10)).length,
    text: tail(200 + (i % 10)),
  }));
  return [[`ip -n n${host} addr add`, keys]];
};

/** What is measured: the size of the lab, where in it somebody types, and what. */
const TYPED: readonly (readonly [name: string, commands: number, share: number, keys: (host: number) => Session])[] = [
  ['1,000 commands', 1_000, 0.5, session],
  ['1,000 commands, where each key changes all that follows', 1_000, 0.5, digits],
  ['10,000 commands', 10_000, 0.5, (host) => session(host).slice(1, 3)],
  ['10,000 commands, near the end', 10_000, 0.99, session],
];

/** From each key to the diagnostics at the client while somebody types in a lab. */
export default async function diagnostics(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, commands, share, keys] of TYPED) {
    const editor = await Editor.open(lab(commands));
    const samples: number[] = [];
    await editor.type(keys(hostAt(commands, share)), async (key) => {
      samples.push(await editor.diagnosed(key));
    });
    await editor.close();
    measures.push({ name: `key to diagnostics, ${name}, p50`, value: median(samples), unit: 'ms' });
    measures.push({ name: `key to diagnostics, ${name}, p95`, value: p95(samples), unit: 'ms' });
  }
  return measures;
}
