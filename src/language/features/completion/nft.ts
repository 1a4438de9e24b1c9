import { fieldsOf, HEADER_NAMES } from '../../../grammar/nftables/fields.ts';
import { meaningOfNftWord } from '../../../grammar/nftables/words.ts';
import type { Network, Place } from '../../network/network.ts';
import { readNft } from '../../text/nft-names.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { type NftContext, namesBehind, nftContextOf, withoutVerb } from './nft-context.ts';

const VERBS = ['add', 'list', 'delete', 'flush', 'insert', 'create', 'replace', 'reset', 'rename', 'get'];
const OBJECTS = ['rule', 'chain', 'table', 'set', 'map', 'element', 'counter', 'quota', 'limit'];
const LISTED = ['ruleset', 'table', 'chain', 'set', 'map', 'tables', 'chains', 'sets', 'maps', 'counters', 'quotas'];
const FAMILIES = ['inet', 'ip', 'ip6', 'arp', 'bridge', 'netdev'];
const HOOKS = ['input', 'forward', 'output', 'prerouting', 'postrouting'];
const VERDICTS = ['accept', 'drop', 'reject', 'jump', 'goto', 'return', 'continue'];
const STATEMENTS = ['counter', 'log', 'limit', 'masquerade', 'snat', 'dnat', 'redirect', 'notrack', 'comment'];
const RARE = ['icmp', 'meta', 'ip6', 'ether', 'th', 'vlan', 'arp'];
const TYPES = ['ipv4_addr', 'ipv6_addr', 'inet_service', 'inet_proto', 'ether_addr', 'ifname', 'mark'];

/** What follows a word in rules and in the lines of chains and sets. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  state: ['established', 'related', 'new', 'invalid', 'untracked', '{'],
  hook: HOOKS,
  priority: ['filter', 'srcnat', 'dstnat', 'mangle', 'raw', 'security', '0'],
  policy: ['drop', 'accept'],
  protocol: ['tcp', 'udp', 'icmp'],
  l4proto: ['tcp', 'udp', 'icmp'],
  limit: ['rate'],
  log: ['prefix', 'level'],
  snat: ['to', 'ip'],
  dnat: ['to', 'ip'],
  redirect: ['to'],
  reject: ['with'],
  with: ['icmp', 'icmpx', 'tcp'],
  flags: ['interval', 'timeout', 'dynamic', 'constant', 'syn', 'ack', 'fin', 'rst'],
};

/** A word that may stand at the cursor. */
export type NftCandidate = Candidate & { readonly meaning?: string };

/**
 * What may stand at the end of a text in nft's language, the likeliest first: words of the language, and of names those that
 * exist as of the line or that the text makes. `whole` is the text beyond the cursor too.
 */
export function nftCandidates(
  before: string,
  whole: string,
  network: Network,
  place: Place,
): { readonly partial: string; readonly candidates: readonly NftCandidate[] } {
  const context = nftContextOf(before);
  const at = { context, names: readNft(whole).names, network, place };
  const words = wordsAt(at).map((text) => {
    const meaning = meaningOfNftWord(text);
    return meaning === undefined ? { text } : { text, meaning };
  });
  return { partial: context.partial, candidates: [...valuesAt(at), ...words] };
}

interface At {
  readonly context: NftContext;
  readonly names: ReturnType<typeof readNft>['names'];
  readonly network: Network;
  readonly place: Place;
}

function wordsAt({ context: { block, words } }: At): readonly string[] {
  if (block === 'table') return words.length === 0 ? ['chain', 'set', 'map', 'counter', 'quota', 'comment'] : [];
  if (block === 'set') return wordsOfSet(words);
  if (block === 'elements') return words.at(-1) === '.' ? [] : ['accept', 'drop', 'jump'];
  if (block === 'chain')
    return words.length === 0
      ? [...ruleWords(words), 'type', 'policy']
      : chainLine(words)
        ? lineWords(words)
        : ruleWords(words);
  if (words.length === 0) return VERBS;
  const [object, ...behind] = withoutVerb(words);
  if (object === undefined)
    return words[0] === 'list' || words[0] === 'reset' ? LISTED : words[0] === 'flush' ? LISTED.slice(0, 4) : OBJECTS;
  if (behind.length === 0) return FAMILIES;
  const names = namesBehind(words);
  return object === 'rule' && names.length >= 2 ? ruleWords(names.slice(2)) : [];
}

const chainLine = ([first]: readonly string[]): boolean => first === 'type' || first === 'policy';

/** `type filter hook input priority 0`. */
function lineWords(words: readonly string[]): readonly string[] {
  const last = words.at(-1)!;
  if (last === 'type') return ['filter', 'nat', 'route'];
  if (AFTER[last] !== undefined) return AFTER[last];
  return words.includes('hook') ? ['priority'] : ['hook'];
}

function wordsOfSet(words: readonly string[]): readonly string[] {
  const last = words.at(-1);
  if (last === undefined) return ['type', 'elements', 'flags', 'timeout', 'size', 'auto-merge', 'comment'];
  if (last === 'type' || last === '.' || last === ':') return TYPES;
  return AFTER[last] ?? [];
}

/** Words of a rule after those that stand there. */
function ruleWords(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (Object.hasOwn(AFTER, last)) return AFTER[last]!;
  if (HEADER_NAMES.includes(last) && !HEADER_NAMES.includes(before) && !Object.hasOwn(AFTER, before))
    return fieldsOf(last);
  if (wantsValue(last) || HEADER_NAMES.includes(before)) return [];
  const [verdicts, others] = [VERDICTS.slice(0, 4), VERDICTS.slice(4)];
  return [...verdicts, 'ct', 'ip', 'tcp', 'udp', 'iifname', 'oifname', ...STATEMENTS, ...others, ...RARE];
}

const wantsValue = (word: string): boolean => /^(?:jump|goto|@|to|[io]if(?:name)?|[sd]addr)$/.test(word);

function valuesAt(at: At): Candidate[] {
  const { block, words } = at.context;
  const isRule = withoutVerb(words)[0] === 'rule' && namesBehind(words).length >= 2;
  if (block === 'chain' || block === 'elements' || (block === 'top' && isRule)) return ruleValues(at);
  const [object] = withoutVerb(words);
  const isObject = object !== undefined && words.length > withoutVerb(words).length;
  if (block !== 'top' || !isObject) return [];
  const names = namesBehind(words);
  if (names.length === 0) return tables(at);
  if (names.length > 1) return [];
  const makes = words[0] === 'add' || words[0] === 'create';
  if (object === 'rule') return chains(at, true);
  if (object === 'element') return sets(at);
  if (makes) return [];
  return object === 'chain' ? chains(at, true) : /^(?:set|map)$/.test(object) ? sets(at) : [];
}

/** Names and addresses within a rule. */
function ruleValues(at: At): Candidate[] {
  const { context, network, place } = at;
  const last = context.words.at(-1) ?? '';
  const ofType = (type: 'device' | 'host') =>
    candidatesFor(type, { network, place, argv: [], keyword: undefined, partial: '' });
  if (last === 'jump' || last === 'goto') return chains(at, false);
  if (last === '@') return sets(at);
  if (/^[io]if(?:name)?$/.test(last)) return ofType('device');
  if (last === 'to') return ofType('host');
  return /^[sd]addr$/.test(last)
    ? [...ofType('host'), ...sets(at).map((set) => ({ ...set, text: `@${set.text}` }))]
    : [];
}

function tables({ context: { family, words }, names, network, place }: At): Candidate[] {
  const hasFamily = FAMILIES.includes(withoutVerb(words)[1] ?? '');
  const known = network.kernel.netfilter
    .tables(place.netns)
    .filter((each) => each.cause !== undefined || each.chains.length > 0);
  const own = known
    .filter((each) => each.family === family || !hasFamily)
    // Without a family it is ip.
    .map((each) => ({
      text: hasFamily || each.family === 'ip' ? each.name : each.key,
      detail: `table of ${each.family}`,
    }));
  const written = names.filter(({ kind, defines }) => kind === 'table' && defines).map(({ name }) => ({ text: name }));
  return [...own, ...written];
}

/** Chains of the table: with `based` those of hooks first, since rules go there, else those that may be jumped to. */
function chains({ context: { table }, names, network, place }: At, based: boolean): Candidate[] {
  const known = network.kernel.netfilter.chains(place.netns).filter((each) => each.table === table);
  const own = known
    .filter(({ policy }) => based || policy === undefined)
    .map(({ chain, policy, rules }) => ({
      text: chain,
      detail: `${policy === undefined ? 'chain' : 'chain of a hook'}, ${rules.length} rules`,
    }));
  const written = names.filter((each) => each.kind === 'chain' && each.defines && each.table === table);
  return [...own, ...written.map(({ name }) => ({ text: name }))];
}

function sets({ context: { table }, names, network, place }: At): Candidate[] {
  const known = network.kernel.netfilter.tables(place.netns).find((each) => each.key === table)?.sets ?? [];
  const own = known.map(({ name, keyTypes, size }) => ({
    text: name,
    detail: `${keyTypes.join(' . ')}, ${size} elements`,
  }));
  const written = names.filter((each) => each.kind === 'set' && each.defines && each.table === table);
  return [...own, ...written.map(({ name }) => ({ text: name }))];
}
