/**
 * Takes lines away from a lab as long as `differs` holds, in ever smaller pieces (delta debugging), and answers what is
 * left: no single line of it can be missed. Comments and the lab's own set-up lines are tried like any other.
 */
export async function shrink(text: string, differs: (smaller: string) => Promise<boolean>): Promise<string> {
  let lines = text.split('\n');
  for (let size = lines.length >> 1; size >= 1; size = size > 1 ? size >> 1 : 0) {
    for (let at = 0; at < lines.length; ) {
      const without = lines.toSpliced(at, size);
      if (await differs(without.join('\n'))) lines = without;
      else at += size;
    }
  }
  return lines.join('\n');
}

/** The same with words in the place of lines, for a script of long lines. */
export async function shrinkWords(text: string, differs: (smaller: string) => Promise<boolean>): Promise<string> {
  let words = text.split(/(?<=[ ;\n])/);
  for (let size = words.length >> 1; size >= 1; size = size > 1 ? size >> 1 : 0) {
    for (let at = 0; at < words.length; ) {
      const without = words.toSpliced(at, size);
      if (await differs(without.join(''))) words = without;
      else at += size;
    }
  }
  return words.join('');
}
