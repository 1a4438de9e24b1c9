/** The way from a directory to a path, both absolute and normal. */
export function relativePath(path: string, from: string): string {
  const to = path.split('/').filter((part) => part !== '');
  const start = from.split('/').filter((part) => part !== '');
  let same = 0;
  while (same < to.length && same < start.length && to[same] === start[same]) same += 1;
  return [...start.slice(same).map(() => '..'), ...to.slice(same)].join('/') || '.';
}
