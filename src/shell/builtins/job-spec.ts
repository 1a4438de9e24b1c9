import type { Job, Shell } from '../shell.ts';

/** The job or process that `%n`, `%%`, `%name` or a process number names. */
export function jobOf(shell: Shell, word: string): Job | undefined {
  if (!word.startsWith('%')) return shell.jobs.find((job) => String(job.task.pid) === word);
  const spec = word.slice(1);
  if (spec === '' || spec === '%' || spec === '+') return shell.jobs.at(-1);
  if (spec === '-') return shell.jobs.at(-2);
  if (spec.startsWith('?')) return shell.jobs.find((job) => job.text.includes(spec.slice(1)));
  return shell.jobs.find((job) => String(job.number) === spec || job.text.startsWith(spec));
}
