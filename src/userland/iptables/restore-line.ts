/** The words of a line of iptables-restore: quotes keep blanks together, a backslash in them the next character (add_param_to_argv). */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  let started = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quoted) {
      if (char === '\\') word += line[++i] ?? '';
      else if (char !== '"') word += char;
      else {
        // A word ends where its quotes do.
        words.push(word);
        word = '';
        quoted = false;
        started = false;
      }
    } else if (char === '"') {
      quoted = true;
      started = true;
    } else if (char === ' ' || char === '\t') {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += char;
      started = true;
    }
  }
  // What is not closed goes on to the end of the line, and takes it in.
  if (started) words.push(quoted ? `${word}\n` : word);
  return words;
}

/** `[PACKETS:BYTES]` of a chain; undefined for anything else. */
export function readCounters(
  text: string | undefined,
): { readonly packets: number; readonly bytes: number } | undefined {
  const [, packets, bytes] = /^\[(\d+):(\d+)/.exec(text ?? '') ?? [];
  return packets === undefined ? undefined : { packets: Number(packets), bytes: Number(bytes) };
}
