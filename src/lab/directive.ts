import type { Origin } from '../userland/process.ts';

/** What comments of the form `# netlab: …` ask of a run. Directives for the editor (`disable=`) are left to it. */
export interface Directives {
  readonly machine: 'bare' | 'host' | undefined;
  readonly brNetfilter: boolean | undefined;
  readonly bridgeVlans: boolean | undefined;
  /** Directives nobody knows, for a diagnostic. */
  readonly unknown: readonly { readonly text: string; readonly range: Origin }[];
}

const DIRECTIVE = /^[ \t]*#[ \t]*netlab:[ \t]*(.*?)[ \t\r]*$/gm;

let latest: { readonly text: string; readonly directives: Directives } | undefined;

/** The directives of a lab, of which the last one of a kind counts. Those of the text that was asked for last are known. */
export function parseDirectives(text: string): Directives {
  if (latest?.text !== text) latest = { text, directives: read(text) };
  return latest.directives;
}

function read(text: string): Directives {
  let machine: Directives['machine'];
  let brNetfilter: boolean | undefined;
  let bridgeVlans: boolean | undefined;
  const unknown: { text: string; range: Origin }[] = [];
  if (!text.includes('netlab:')) return { machine, brNetfilter, bridgeVlans, unknown };
  for (const match of text.matchAll(DIRECTIVE)) {
    const words = match[1]!;
    const start = match.index + match[0].indexOf(words, match[0].indexOf('netlab:') + 7);
    if (/^machine\s+(bare|host)$/.test(words)) machine = words.endsWith('bare') ? 'bare' : 'host';
    else if (/^br_netfilter\s+(on|off)$/.test(words)) brNetfilter = words.endsWith('on');
    else if (/^bridge_vlans\s+(on|off)$/.test(words)) bridgeVlans = words.endsWith('on');
    else if (!/^(disable|expect)\b/.test(words))
      unknown.push({ text: words, range: { start, end: start + words.length } });
  }
  return { machine, brNetfilter, bridgeVlans, unknown };
}
