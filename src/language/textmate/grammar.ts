import { type WordLists, wordLists } from './words.ts';

/** A rule of a TextMate grammar, as far as this one needs it. */
interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly contentName?: string;
  readonly include?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
}
type Captures = Readonly<Record<string, { readonly name?: string; readonly patterns?: readonly Rule[] }>>;

/** The TextMate grammar of `.netlab` files: bash, with the words of the network programs. */
export function textMateGrammar(words: WordLists = wordLists()): object {
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    information_for_contributors: 'Generated from src/grammar by src/language/textmate. Do not edit.',
    name: 'Netlab',
    scopeName: 'source.netlab',
    patterns: [{ include: '#script' }],
    repository: {
      script: {
        patterns: [
          'directive',
          'comment',
          'heredoc',
          'string',
          'substitution',
          'variable',
          'function',
          'keyword',
          'assignment',
          'address',
          'sysctl',
          'option',
          'word',
          'operator',
          'number',
        ].map((name) => ({ include: `#${name}` })),
      },
      ...shellRules(),
      ...networkRules(words),
    },
  };
}

function shellRules(): Record<string, Rule> {
  return {
    directive: {
      name: 'comment.line.number-sign.directive.netlab',
      match: '(?:^|(?<=[\\s;]))(#)\\s*(netlab:)\\s*([\\w-]+)?(.*)$',
      captures: {
        1: { name: 'punctuation.definition.comment.netlab' },
        2: { name: 'keyword.control.directive.netlab' },
        3: { name: 'keyword.other.directive.netlab' },
        4: { name: 'string.unquoted.directive.netlab' },
      },
    },
    comment: {
      name: 'comment.line.number-sign.netlab',
      match: '(?:^|(?<=[\\s;]))(#).*$',
      captures: { 1: { name: 'punctuation.definition.comment.netlab' } },
    },
    heredoc: {
      patterns: [
        heredoc('(<<-?)\\s*([\'"])(\\w+)\\2', '3', []),
        heredoc('(<<-?)\\s*(\\w+)', '2', [{ include: '#substitution' }, { include: '#variable' }]),
      ],
    },
    string: {
      patterns: [
        quoted('string.quoted.single.netlab', "\\$?'", "'", []),
        quoted('string.quoted.double.netlab', '\\$?"', '"', [
          { name: 'constant.character.escape.netlab', match: '\\\\["$`\\\\\\n]' },
          { include: '#substitution' },
          { include: '#variable' },
        ]),
        { name: 'constant.character.escape.netlab', match: '\\\\.' },
      ],
    },
    substitution: {
      patterns: [
        bracketed('meta.arithmetic.netlab', '\\$\\(\\(', '\\)\\)', [{ include: '#number' }, { include: '#variable' }]),
        bracketed('meta.substitution.netlab', '\\$\\(', '\\)', [{ include: '#script' }]),
        bracketed('meta.substitution.netlab', '`', '`', [{ include: '#script' }]),
        bracketed('variable.other.bracket.netlab', '\\$\\{', '\\}', [{ include: '#substitution' }]),
      ],
    },
    variable: { name: 'variable.other.netlab', match: '\\$(?:[A-Za-z_]\\w*|[0-9@*#?$!-])' },
    function: {
      match: '^\\s*(?:(function)\\s+)?([\\w-]+)\\s*(\\(\\))',
      captures: {
        1: { name: 'keyword.control.netlab' },
        2: { name: 'entity.name.function.netlab' },
        3: { name: 'punctuation.definition.parameters.netlab' },
      },
    },
    keyword: {
      name: 'keyword.control.netlab',
      match:
        '(?<![\\w./=-])(?:if|then|elif|else|fi|for|in|while|until|do|done|case|esac|function|select|break|continue)(?![\\w./=-])',
    },
    assignment: {
      match: '(?<![\\w./-])([A-Za-z_]\\w*)(\\+?=)',
      captures: { 1: { name: 'variable.other.assignment.netlab' }, 2: { name: 'keyword.operator.assignment.netlab' } },
    },
    operator: {
      patterns: [
        { name: 'keyword.operator.redirect.netlab', match: '\\d*(?:&>>|&>|>>|<<<|>&|<&|>\\||[<>])(?:&?\\d|&-)?' },
        { name: 'keyword.operator.logical.netlab', match: '&&|\\|\\||!(?=\\s)' },
        { name: 'keyword.operator.pipe.netlab', match: '\\|&?' },
        { name: 'punctuation.terminator.netlab', match: ';;&?|;&?|&' },
        { name: 'punctuation.section.netlab', match: '[(){}\\[\\]]' },
      ],
    },
    number: { name: 'constant.numeric.netlab', match: '(?<![\\w.:/-])\\d+(?:\\.\\d+)?(?![\\w.:/-])' },
  };
}

function networkRules({ programs, subcommands, keywords, constants }: WordLists): Record<string, Rule> {
  const octets = '\\d{1,3}(?:\\.\\d{1,3}){3}';
  return {
    address: {
      patterns: [
        { name: 'constant.numeric.prefix.netlab', match: `(?<![\\w.:])${octets}/\\d{1,2}(?![\\w.])` },
        { name: 'constant.numeric.address.netlab', match: `(?<![\\w.:])${octets}(?![\\w.])` },
        { name: 'constant.numeric.mac.netlab', match: '(?<![\\w:])[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}(?![\\w:])' },
        {
          name: 'constant.numeric.address.netlab',
          match: '(?<![\\w:.])(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]{1,4}:){7})[0-9A-Fa-f:]{2,39}(?:/\\d{1,3})?(?![\\w:.])',
        },
      ],
    },
    sysctl: {
      name: 'support.variable.sysctl.netlab',
      match: '(?<![\\w.-])(?:/proc/sys/)?(?:net|kernel)[./][\\w./-]+',
    },
    option: { name: 'variable.parameter.option.netlab', match: '(?<=\\s)--?[A-Za-z0-9][\\w-]*' },
    word: {
      patterns: [
        { name: 'support.function.program.netlab', match: word(['sudo', ...programs]) },
        { name: 'keyword.other.subcommand.netlab', match: word(subcommands) },
        { name: 'variable.parameter.keyword.netlab', match: word(keywords) },
        { name: 'constant.language.netlab', match: word(constants) },
      ],
    },
  };
}

/** A whole word out of a list; the longest first, so that `list-id` is not read as `list`. */
function word(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  // A rule that can never match stands for an empty list.
  return longestFirst.length === 0 ? '(?!)' : `(?<![\\w./=:$-])(?:${longestFirst.join('|')})(?![\\w./=:-])`;
}

function quoted(name: string, begin: string, end: string, patterns: readonly Rule[]): Rule {
  return {
    name,
    begin,
    end,
    beginCaptures: { 0: { name: 'punctuation.definition.string.begin.netlab' } },
    endCaptures: { 0: { name: 'punctuation.definition.string.end.netlab' } },
    patterns,
  };
}

function bracketed(name: string, begin: string, end: string, patterns: readonly Rule[]): Rule {
  const punctuation = { 0: { name: 'punctuation.section.substitution.netlab' } };
  return { name, begin, end, beginCaptures: punctuation, endCaptures: punctuation, patterns };
}

/** A here-document: its delimiter is the capture `group` of `begin`. */
function heredoc(begin: string, group: string, patterns: readonly Rule[]): Rule {
  return {
    begin,
    end: `^\\t*\\${group}$`,
    beginCaptures: {
      1: { name: 'keyword.operator.heredoc.netlab' },
      [group]: { name: 'entity.name.tag.heredoc.netlab' },
    },
    endCaptures: { 0: { name: 'entity.name.tag.heredoc.netlab' } },
    contentName: 'string.unquoted.heredoc.netlab',
    patterns,
  };
}
