import { OPTIONS } from '../../grammar/iptables/options.ts';
import { VERSION } from './complaint.ts';

/** The answer to -h: our own words, made of the same rows as the parser. */
export const HELP = `${VERSION}\n\n${OPTIONS.map(({ name, aliases, doc }) => {
  const names = [name, ...(aliases ?? [])].join(', ');
  return `  ${names.padEnd(34)} ${doc}`;
}).join('\n')}\n`;
