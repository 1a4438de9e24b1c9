/** Whether a text is what a pattern of fnmatch(3) says as a whole; `*` takes slashes too. */
export function wildcard(pattern: string, ignoresCase: boolean): (text: string) => boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] as string;
    const set = char === '[' ? /^\[(!|\^)?(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (set !== null) {
      source += `[${set[1] === undefined ? '' : '^'}${(set[2] as string).replace(/[\\\]^]/g, '\\$&')}]`;
      at += set[0].length - 1;
    } else if (char === '*') source += '[\\s\\S]*';
    else if (char === '?') source += '[\\s\\S]';
    else {
      if (char === '\\' && at + 1 < pattern.length) at += 1;
      source += (pattern[at] as string).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    }
  }
  const regexp = new RegExp(`^${source}$`, ignoresCase ? 'i' : '');
  return (text) => regexp.test(text);
}
