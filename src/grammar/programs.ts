import type { Command } from './command.ts';
import { BRIDGE } from './iproute2/bridge.ts';
import { IP } from './iproute2/ip.ts';

/** Every program whose language is known. A program is one line here. */
const ALL: readonly Command[] = [IP, BRIDGE];

/** Programs by the names they are called by. */
export type Programs = ReadonlyMap<string, Command>;

/** The programs of Netlab. */
export const PROGRAMS: Programs = new Map(
  ALL.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
);
