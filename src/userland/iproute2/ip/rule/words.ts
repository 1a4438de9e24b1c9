import type { Arguments } from '../../arguments.ts';
import { parseLongLong, parseUnsigned } from '../../number.ts';

/** Reads MARK or MARK/MASK. */
export function readMark(args: Arguments): { readonly mark: number; readonly mask: number | undefined } {
  const { session } = args;
  const word = args.take();
  const slash = word.indexOf('/');
  const text = slash < 0 ? word : word.slice(0, slash);
  const mark = parseUnsigned(text) ?? session.invalid('fwmark value is invalid\n', args.index, text);
  if (slash < 0) return { mark, mask: undefined };
  const maskText = word.slice(slash + 1);
  return { mark, mask: parseUnsigned(maskText) ?? session.invalid('fwmask value is invalid\n', args.index, maskText) };
}

/** Reads PORT or PORT-PORT as sscanf's `%hu-%hu` does: 16 bits, what follows is ignored. */
export function readPorts(args: Arguments, message: string): readonly [number, number] {
  const match = /^\s*([+-]?\d+)(?:-\s*([+-]?\d+))?/.exec(args.take());
  if (match === null) return args.session.invalid(message, args.index);
  const first = Number(match[1]) & 0xffff;
  return [first, match[2] === undefined ? first : Number(match[2]) & 0xffff];
}

/** Reads UID-UID as sscanf's `%u-%u` does: 32 bits. */
export function readUidRange(args: Arguments): readonly [number, number] {
  const match = /^\s*([+-]?\d+)-\s*([+-]?\d+)/.exec(args.take());
  if (match === null) return args.session.invalid('invalid UID range\n', args.index);
  return [Number(BigInt.asUintN(32, BigInt(match[1]!))), Number(BigInt.asUintN(32, BigInt(match[2]!)))];
}

/** Reads the key of a tunnel, of 64 bits; a negative one counts from their end. */
export function readTunId(args: Arguments): bigint {
  const value = parseLongLong(args.take());
  return value ?? args.session.invalid('"tun_id" value is invalid\n', args.index);
}
