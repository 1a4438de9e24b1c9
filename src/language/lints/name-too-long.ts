/**
 * # name-too-long
 *
 * A device name has more than 15 characters.
 *
 * The kernel keeps names in 16 bytes, the closing zero included (IFNAMSIZ).
 *
 * ```netlab wrong
 * ip link add veth-frontend-to-br type veth peer name veth-fe-br
 * ```
 *
 * ```netlab right
 * ip link add veth-fe type veth peer name veth-fe-br
 * ```
 */
import type { Fix } from '../finding.ts';
import type { Failure, FailureLint } from './lint.ts';

const REFUSED = /Attribute failed policy validation|not a valid ifname|Numerical result out of range/;
const LONGEST = 15;

export const nameTooLong: FailureLint = {
  rule: 'name-too-long',
  *check(failure) {
    const { line, message } = failure;
    const index = line.argv.findIndex(
      (word, at) => at > line.program && word.length > LONGEST && /^[\w.-]+$/.test(word),
    );
    if (!REFUSED.test(message) || index < 0) return;
    yield { range: line.originOf(index), fixes: () => [shorten(failure, line.argv[index]!)] };
  },
};

/** Renames the device wherever the lab writes its name. */
function shorten({ lab }: Failure, name: string): Fix {
  let short = name.slice(0, LONGEST).replace(/[-._]+$/, '');
  for (let i = 1; new RegExp(`(?<![\\w.-])${literally(short)}(?![\\w.-])`).test(lab.text); i++)
    short = `${name.slice(0, LONGEST - String(i).length)}${i}`;
  const edits = [...lab.text.matchAll(new RegExp(`(?<![\\w.-])${literally(name)}(?![\\w.-])`, 'g'))].map((match) => ({
    range: { start: match.index, end: match.index + name.length },
    newText: short,
  }));
  return { title: `Shorten the name to ${short}`, edits, preferred: true };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
