import { type RulesetNotice, RulesetSocket, type RulesetSubject } from '../../kernel/netfilter/ruleset-notice.ts';
import { follow } from '../follow.ts';
import type { Process, Running } from '../process.ts';
import type { RulesetLayout } from './print-ruleset.ts';
import { Mistake } from './report.ts';
import { TokenStream } from './token-stream.ts';

/** Which changes are to be told. */
export interface Watched {
  readonly kind: RulesetNotice['kind'] | undefined;
  /** Undefined for all, with the end of each transaction. */
  readonly subjects: readonly RulesetSubject[] | undefined;
}

const PARTS: readonly RulesetSubject[] = ['tables', 'chains', 'rules', 'sets', 'elements'];

/** Words for what is watched. */
const SUBJECTS: Readonly<Record<string, readonly RulesetSubject[]>> = {
  tables: ['tables'],
  chains: ['chains'],
  rules: ['rules'],
  sets: ['sets'],
  elements: ['elements'],
  ruleset: [...PARTS, 'objects'],
};

/** Reads `monitor [new|destroy] [tables|chains|rules|sets|elements|ruleset]` or `monitor trace`; throws a Mistake. */
export function parseMonitor(text: string): Watched | 'trace' {
  const tokens = new TokenStream(text);
  tokens.next();
  const end = <T>(watched: T): T => {
    if (!tokens.isEnd) tokens.fail('end of file or newline or semicolon');
    return watched;
  };
  if (tokens.take('trace')) return end('trace');
  const isSubject = () => tokens.token.kind === 'word' && Object.hasOwn(SUBJECTS, tokens.token.text);
  const { token } = tokens;
  if (!tokens.isWord('new', 'destroy') && !isSubject() && token.kind === 'word')
    throw new Mistake(`invalid event ${token.text}`, token);
  const kind = tokens.isWord('new', 'destroy') ? (tokens.next().text as Watched['kind']) : undefined;
  const subjects = isSubject() ? SUBJECTS[tokens.next().text] : kind === undefined ? undefined : PARTS;
  return end({ kind, subjects });
}

/** Tells what changes in the ruleset, until a signal ends it. */
export function monitorChanges(process: Process, { handles }: RulesetLayout, watched: Watched): Running {
  return follow(new RulesetSocket(process.netns), (notice) => {
    if (!isWanted(notice, watched)) return;
    const handle = handles && notice.handle !== undefined ? ` # handle ${notice.handle}` : '';
    process.stdout.write(`${notice.text}${handle}\n`);
  });
}

function isWanted({ subject, kind }: RulesetNotice, watched: Watched): boolean {
  if (watched.kind !== undefined && watched.kind !== kind) return false;
  return watched.subjects?.includes(subject) ?? true;
}
