import { encodeText } from '../encoding.ts';
import type { Process, Program, Running } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { readFile } from './input.ts';
import { type Options, parseOptions } from './options.ts';

/** md5sum(1) (RFC 1321). */
export const md5sum: Program = (process) => start(process, md5);

/** sha1sum(1) (FIPS 180-4). */
export const sha1sum: Program = (process) => start(process, sha1);

/** sha256sum(1) (FIPS 180-4). */
export const sha256sum: Program = (process) => start(process, sha256);

type Digest = (bytes: Uint8Array) => string;

function start(process: Process, digest: Digest): number | Running {
  const options = parseOptions(process, {
    letters: 'bctwz',
    long: { binary: 'b', check: 'c', text: 't', warn: 'w', zero: 'z', quiet: 'q', status: 's', tag: 'g' },
  });
  if (typeof options === 'number') return options;
  if (options.given.has('c')) {
    process.unsimulated(`${process.argv[0]} -c`);
    return 0;
  }
  return run(process, options, digest);
}

function* run(process: Process, { operands, indexes }: Options, digest: Digest): Running {
  let status = 0;
  for (const [at, path] of (operands.length === 0 ? ['-'] : operands).entries()) {
    const text = path === '-' ? yield* readStandardInput(process) : readFile(process, path, indexes[at]);
    if (text === undefined) status = 1;
    else process.stdout.write(`${digest(encodeText(text))}  ${path}\n`);
  }
  return status;
}

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const rotateRight = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** The message in blocks of 64 bytes, its length in bits at the end. */
function* blocks(bytes: Uint8Array, isLittle: boolean): Generator<number[]> {
  const size = (((bytes.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  const [high, low] = [Math.floor(bytes.length / 2 ** 29), (bytes.length << 3) >>> 0];
  view.setUint32(size - 8, isLittle ? low : high, isLittle);
  view.setUint32(size - 4, isLittle ? high : low, isLittle);
  for (let at = 0; at < size; at += 64) {
    yield Array.from({ length: 16 }, (_, word) => view.getUint32(at + word * 4, isLittle));
  }
}

const hex = (words: readonly number[]): string =>
  words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32) | 0);

function md5(bytes: Uint8Array): string {
  const state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (const block of blocks(bytes, true)) {
    let [a, b, c, d] = state;
    for (let at = 0; at < 64; at += 1) {
      const round = at >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] as number;
      const word = block[[at, 5 * at + 1, 3 * at + 5, 7 * at][round]! % 16] as number;
      const sum = (a + mixed + (SINES[at] as number) + word) | 0;
      [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, SHIFTS[round * 4 + (at % 4)] as number)) | 0];
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
  }
  // Its words are written with the lowest byte first.
  return hex(state).replace(/(..)(..)(..)(..)/g, '$4$3$2$1');
}

function sha1(bytes: Uint8Array): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (const block of blocks(bytes, false)) {
    const words = [...block];
    for (let at = 16; at < 80; at += 1) {
      words.push(rotateLeft(words[at - 3]! ^ words[at - 8]! ^ words[at - 14]! ^ words[at - 16]!, 1));
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let at = 0; at < 80; at += 1) {
      const round = Math.floor(at / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round] as number;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] as number;
      const sum = (rotateLeft(a, 5) + mixed + e + constant + (words[at] as number)) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
    }
    [a, b, c, d, e].forEach((value, at) => {
      state[at] = ((state[at] as number) + value) | 0;
    });
  }
  return hex(state);
}

/** The first 32 bits of the fractions of roots of primes. */
function fractions(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map((prime) => ((root(prime) % 1) * 2 ** 32) | 0);
}

const CUBE_ROOTS = fractions(64, Math.cbrt);
const SQUARE_ROOTS = fractions(8, Math.sqrt);

function sha256(bytes: Uint8Array): string {
  const state = [...SQUARE_ROOTS];
  for (const block of blocks(bytes, false)) {
    const words = [...block];
    for (let at = 16; at < 64; at += 1) {
      const [early, late] = [words[at - 15]!, words[at - 2]!];
      const small0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
      const small1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
      words.push((words[at - 16]! + small0 + words[at - 7]! + small1) | 0);
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let at = 0; at < 64; at += 1) {
      const big1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
      const first = (h + big1 + ((e & f) ^ (~e & g)) + CUBE_ROOTS[at]! + words[at]!) | 0;
      const big0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
      const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, at) => {
      state[at] = ((state[at] as number) + value) | 0;
    });
  }
  return hex(state);
}
