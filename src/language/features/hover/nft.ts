import { documentNftWord } from '../../../grammar/nftables/words.ts';
import { scan } from '../../../userland/nftables/scanner.ts';
import type { Origin } from '../../../userland/process.ts';
import type { Network } from '../../network/network.ts';
import { type NftName, readNft, type WrittenRule } from '../../text/nft-names.ts';
import type { NftText } from '../../text/nft-text.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';
import { hoverOnChain, matched } from './chain.ts';

/** What a word of nft's language is meant with. */
type Around = Omit<Word, 'index' | 'text'>;

/** A word of nft's language, as of the line: what it names or means, and the rule that it stands in. */
export function hoverOnNft(
  around: Around,
  said: NftText,
  offset: number,
): { readonly value: string; readonly range: Origin } | undefined {
  const at = said.placeOf(offset);
  if (at === undefined) return undefined;
  const tokens = scan(said.text);
  const index = tokens.findLastIndex(({ start, end, kind }) => start <= at && at <= end && kind === 'word');
  const token = tokens[index];
  const range = token === undefined ? undefined : said.originOf(token);
  if (token === undefined || range === undefined) return undefined;
  const { names, rules } = readNft(said.text);
  const name = names.find(({ start, end }) => start <= at && at <= end);
  const rule = rules.find(({ start, end }) => start <= at && at <= end);
  const value = paragraphs(
    name === undefined ? documentNftWord(token.text, tokens[index - 1]?.text) : describe(around, name),
    rule === undefined ? undefined : hoverOnRule(around, rules, rule),
  );
  return value === '' ? undefined : { value, range };
}

function describe({ network, place, lab }: Around, { kind, table: key, name }: NftName): string {
  const made = (cause: number | undefined) => {
    const record = lab.recordOf(cause);
    return record === undefined ? '' : `, made on line ${record.line}`;
  };
  if (kind === 'chain') {
    const chain = network.kernel.netfilter
      .chains(place.netns)
      .find((each) => each.table === key && each.chain === name);
    return chain === undefined ? missing(kind, name) : hoverOnChain(chain, lab, place);
  }
  const found = network.kernel.netfilter.tables(place.netns).find((each) => each.key === key);
  if (found === undefined) return missing('table', key);
  if (kind === 'table') {
    const rows = [
      ...network.kernel.netfilter
        .chains(place.netns)
        .filter((each) => each.table === key)
        .map(({ chain, rules, policy }) => [
          'chain',
          code(chain),
          `${rules.length} rules${policy ? `, policy ${policy.toLowerCase()}` : ''}`,
        ]),
      ...found.sets.map((set) => [set.dataTypes === undefined ? 'set' : 'map', code(set.name), `${set.size} elements`]),
      ...found.objects.map((object) => [object.kind, code(object.name), '']),
    ];
    return paragraphs(
      `**Table ${code(found.name)}** of family ${found.family} in ${code(place.name)}${made(found.cause)}`,
      table(['', '', ''], rows) || 'It is empty.',
    );
  }
  if (kind === 'object') {
    const object = found.objects.find((each) => each.name === name);
    return object === undefined ? missing(kind, name) : `The ${object.kind} **${code(name)}**${made(object.cause)}`;
  }
  const set = found.sets.find((each) => each.name === name);
  if (set === undefined) return missing(kind, name);
  const types = [set.keyTypes.join(' . '), ...(set.dataTypes === undefined ? [] : [set.dataTypes.join(' . ')])].join(
    ' : ',
  );
  return `**${set.dataTypes === undefined ? 'Set' : 'Map'} ${code(name)}** of ${code(types)}, ${set.size} elements${made(set.cause)}`;
}

const missing = (kind: string, name: string): string => `No ${kind} ${code(name)} exists here.`;

/** A rule of the text: the so-and-so-many-th that its command made in its chain. */
function hoverOnRule({ record, lab, network }: Around, rules: readonly WrittenRule[], rule: WrittenRule): string {
  if (record === undefined) return '';
  const nth = rules.filter((each) => each.table === rule.table && each.chain === rule.chain).indexOf(rule);
  const now = ruleOf(network, record.index, rule, nth);
  if (now === undefined) return '';
  const inTheEnd = ruleOf(lab.network, record.index, rule, nth);
  const fate = inTheEnd === undefined ? 'is gone' : matched(inTheEnd.packets, inTheEnd.bytes);
  return table(
    ['rule', '', 'matched by the end of the lab'],
    [[`${rule.table} ${rule.chain} ${now.number}`, code(now.text), fate]],
  );
}

function ruleOf({ places, kernel }: Network, cause: number, { table: key, chain }: WrittenRule, nth: number) {
  return places
    .flatMap(({ netns }) => kernel.netfilter.chains(netns))
    .filter((each) => each.table === key && each.chain === chain)
    .flatMap((each) => each.rules.filter((rule) => rule.cause === cause))[nth];
}
