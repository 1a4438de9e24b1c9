import type { RouteDecision } from '../../../kernel/fib/requests.ts';
import { explainRoute } from '../../../lab/explain/route.ts';
import { describeRoute } from '../../../lab/words.ts';
import type { Ipv4 } from '../../../net/ipv4.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** Routes that lost, listed at most. */
const LIMIT = 8;

/** The routing decision of the command's namespace for an address, as of the line. */
export function decide({ network, place }: Word, destination: Ipv4): RouteDecision {
  return network.kernel.route.explain(place.netns, { destination });
}

/** The winner and the losers for an address, in a sentence and a table. */
export function decisionFor(word: Word, destination: Ipv4, decision = decide(word, destination)): string {
  const { sentence, considered } = explainRoute(decision, word.place.name);
  const { winner } = decision;
  const made = word.lab.recordOf(winner?.cause);
  const rows = considered.slice(0, LIMIT).map(({ text, why }) => [code(text), why]);
  return paragraphs(
    sentence,
    winner === undefined
      ? undefined
      : `Winner: ${code(describeRoute(winner))}${made === undefined ? '' : `, line ${made.line}`}.`,
    table(['lost', 'why'], rows),
  );
}
