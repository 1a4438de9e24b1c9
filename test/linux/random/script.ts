import fc from 'fast-check';
import { line as fill, from as of } from './words.ts';

type Text = fc.Arbitrary<string>;

const joined = (each: Text, least: number, most: number, separator = ' '): Text =>
  fc.array(each, { minLength: least, maxLength: most, size: 'max' }).map((texts) => texts.join(separator));

const scalar = of('a', 'b', 'c', 'e', 'u');
const array = of('v', 'w');
const number = of('0', '1', '2', '3', '7', '-1', '10');
const pattern = of(
  '*',
  '?',
  '[a-c]',
  '*b',
  'a*',
  '"*"',
  '[!a]',
  '\\*',
  'b',
  '*.*',
  '@(a|b)',
  '+(a)',
  '[[:digit:]]',
  '',
);
const literal = of('x', 'ab', 'a.b', 'Ab1', '-n', 'x=y', 'é', '12', '/tmp/q', ':', 'a,b');
const quoted = of(
  "'a  b'",
  '"c  d"',
  "''",
  '""',
  "$'t\\tn'",
  '"it\'s"',
  "'a\"b'",
  '\\$',
  '"\\$x"',
  '"a\\b"',
  "'*'",
  '"~"',
);
const brace = of('{1..3}', '{a,b}c', 'p{,q}', '{03..1}', '{a..c}', '{x}', '{1..9..4}', '{"a b",c}');
const option = of('-', ':-', '+', ':+', '=', ':=');

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: bash's own */
const expansion = fc.letrec<{ all: string; simple: string; word: string; inside: string; sum: string }>((tie) => ({
  simple: fc.oneof(
    fill`$${scalar}`,
    fill`\${${scalar}}`,
    fill`\${#${scalar}}`,
    of('$1', '$2', '$#', '$?', '$*', '$@', '${@:2}', '${*: -1}', '$0', '${10}', '${!a}', '${#@}', '$-'),
    fill`\${${array}[${of('0', '1', '@', '*', '-1', 'a', '1+1')}]}`,
    fill`\${${of('#', '!')}${array}[@]}`,
    of('${m[k]}', '${m["a b"]}', '${!m[@]}', '${m[@]}', '${#m[@]}', '${m[nope]-gone}'),
  ),
  inside: fc.oneof({ depthSize: 'small' }, literal, quoted, tie('all'), of('a b', '  x  ')),
  sum: fc.oneof(
    { depthSize: 'small' },
    number,
    scalar,
    fill`${scalar}${of('++', '--')}`,
    fill`(${tie('sum')}${of('+', '-', '*', '/', '%', '<<', '&', '|', '^', '**', '<', '>=', '==', '&&', '||', ',')}${tie('sum')})`,
    fill`(${tie('sum')} ? ${tie('sum')} : ${tie('sum')})`,
    fill`${of('-', '!', '~', '+ ')}${number}`,
    fill`(${scalar}${of('=', '+=', '*=')}${tie('sum')})`,
    fill`${array}[${number}]`,
  ),
  all: fc.oneof(
    { maxDepth: 2 },
    tie('simple'),
    fill`\${${scalar}${option}${tie('inside')}}`,
    fill`\${${scalar}${of('#', '##', '%', '%%')}${pattern}}`,
    fill`\${${scalar}${of('/', '//', '/#', '/%')}${pattern}/${of('X', '', '<&>', '"&"', '\\&', '$b')}}`,
    fill`\${${scalar}:${of('0', '1', ' -2', '(-1)', 'a', '1:2', '0:-1', '2:1', '1:')}}`,
    fill`\${${scalar}${of('^', '^^', ',', ',,', '^^[ab]', '@Q', '@U', '@u', '@L', '@E', '@A', '@a')}}`,
    fill`\${${array}[${of('@', '*')}]${of('#a', '%b', '/a/X', ':1', ':1:1', '^', '@Q', ': -1')}}`,
    fill`\${${of('@', '*')}${of('#a', '%b', '/a/X', ':1', ':2:1', '^', '@Q')}}`,
    fill`$((${tie('sum')}))`,
    fill`$(echo ${tie('word')})`,
    fill`$(printf '%s\\n' ${tie('word')} ${tie('word')})`,
    fill`\`echo ${tie('simple')}\``,
  ),
  word: fc.oneof(
    { depthSize: 'small' },
    literal,
    quoted,
    brace,
    tie('all'),
    fill`"${tie('all')}"`,
    fill`"${literal}${tie('all')} ${tie('simple')}"`,
    fill`${literal}${tie('all')}`,
    fill`${tie('all')}${quoted}`,
    of('*', '*.txt', '?', 'f*', '~', '~/x', '[a-f]*', '"*"'),
  ),
}));

const { word, all, sum } = expansion;
const words = joined(word, 0, 4);

const test = fc.letrec<{ one: string; any: string }>((tie) => ({
  one: fc.oneof(
    fill`${word.filter((text) => !text.startsWith('-'))} ${of('==', '!=', '<', '>')} ${fc.oneof(
      word,
      pattern.filter((text) => text !== ''),
    )}`,
    fill`${all} =~ ${of('^a', 'b$', '(a)(b)?', '[0-9]+', '"."', '^(.*)b', '$b')}`,
    fill`${of('-n', '-z', '-e', '-f', '-d', '-v', '-s')} ${word}`,
    fill`${fc.oneof(number, scalar, of('1+1', '"a"'))} ${of('-eq', '-ne', '-lt', '-ge')} ${number}`,
  ),
  any: fc.oneof(
    { depthSize: 'small' },
    tie('one'),
    fill`${tie('one')} ${of('&&', '||')} ${tie('any')}`,
    fill`! ${tie('one')}`,
    fill`( ${tie('any')} )`,
  ),
})).any;

const document = fc
  .tuple(of('E', "'E'", '\\E'), joined(fc.oneof(all, literal, of('$', '\\$a', '"q"', '`echo b`')), 0, 3))
  .map(([delimiter, text]) => [`cat <<${delimiter}`, text, 'E'].join('\n'));

/** A command on one line, so that taking a line away leaves a script. */
const command = fc.letrec<{ simple: string; list: string; any: string }>((tie) => ({
  simple: fc.oneof(
    { weight: 6, arbitrary: fill`printf '[%s]' ${words}; echo` },
    { weight: 2, arbitrary: fill`echo ${words}` },
    { weight: 4, arbitrary: fill`${scalar}${of('=', '+=')}${fc.oneof(word.filter(isOneWord), all)}` },
    { weight: 2, arbitrary: fill`${array}${of('=', '+=')}(${words})` },
    fill`${array}[${number}]${of('=', '+=')}${all}`,
    fill`m[${of('k', '"a b"', '$a', 'z')}]=${all}`,
    fill`((${sum}))`,
    fill`let ${of('a', 'b')}=${number}+${number}`,
    fill`[[ ${test} ]]`,
    fill`[ ${word} ${of('=', '!=', '-eq', '-lt')} ${word} ]`,
    fill`set -- ${words}`,
    of(
      'shift',
      'shift 2',
      'true',
      'false',
      ':',
      'nosuch',
      '(exit 3)',
      'return 2',
      'break',
      'continue',
      'set +e',
      'local q=1',
    ),
    fill`unset ${fc.oneof(scalar, array, fill`'${array}[${number}]'`)}`,
    fill`IFS=${of(':', "' '", "$' \\t\\n'", ',', "' :'")}`,
    fill`read ${of('', '-r ')}${of('a', 'a b', '-a v', 'a b c')} <<< ${word}`,
    fill`mapfile -t ${array} <<< ${word}`,
    fill`declare ${of('-i', '-u', '-l', '-a', '-r', '-x', '-p')} ${scalar}`,
    fill`declare -p ${fc.oneof(scalar, array, of('m'))}`,
    fill`printf '${of('%d', '%5s|', '%-4s|', '%q', '%x', '%b', '%c', '%.2s', '%03d', '%s-%s')}\\n' ${words}`,
    fill`eval ${of("'x=1;'", '":;"')} ${fc.oneof(of("'echo $a'", "'a=1'", '"false"'))}`,
    fill`echo ${word} ${of('> f', '> g', '>> f', '> /dev/null', '> /nope/x', '>&2')}`,
    of(
      'cat f',
      'cat < g',
      'cat < nope',
      'fun 1 "x y"',
      'fun',
      'type fun | head -n 1',
      'trap "echo trapped" EXIT',
      'set -u',
      'set -f',
      'set +f',
      'shopt -s nullglob',
      'echo "${PIPESTATUS[@]}"',
      'echo $LINENO',
    ),
  ),
  list: joined(tie('any'), 1, 2, '; '),
  any: fc.oneof(
    { maxDepth: 1, depthIdentifier: 'command' },
    { weight: 8, arbitrary: tie('simple') },
    fill`if ${tie('any')}; then ${tie('list')}; else ${tie('list')}; fi`,
    fill`for ${of('a', 'i')} in ${words}; do ${tie('list')}; done`,
    fill`for ((i = 0; i < ${of('1', '2', '3')}; i++)); do ${tie('list')}; done`,
    fill`n=0; while ((n++ < 2)); do ${tie('list')}; done`,
    fill`case ${word} in ${pattern.filter(isCase)}) ${tie('list')} ${of(';;', ';&', ';;&')} *) ${tie('simple')} ;; esac`,
    fill`{ ${tie('list')}; } ${of('', '> f', '2>&1', '2> /dev/null', '< f')}`,
    fill`(${tie('list')})`,
    fill`${tie('any').filter((text) => !isAssignment(text))} | ${of('cat', '{ read -r x; echo "<$x>"; }', 'while read -r x; do echo "<$x>"; done', 'tr a-z A-Z')}`,
    fill`${tie('simple')} && ${tie('simple')}`,
    fill`${tie('simple')} || ${tie('simple')}`,
    fill`! ${tie('simple').filter((text) => !text.startsWith('eval'))}`,
    fill`fun() { ${tie('list')}; }`,
    fill`${scalar}=$(${tie('list')})`,
    fill`while read -r x; do echo "$x"; done < <(${tie('simple')})`,
  ),
}));
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: bash's own */

/** After an assignment, another word would be a command. */
function isOneWord(text: string): boolean {
  return !/^[*?~{[]/.test(text);
}

/** In a pipeline, an assignment that fails runs the script's EXIT trap, and bash loses count of its processes. */
function isAssignment(text: string): boolean {
  return /^\w+(?:\[[^\]]*\])?\+?=/.test(text);
}

/** What runs at the same time is traced in no fixed order. */
function isSideBySide(text: string): boolean {
  return / \| |< <\(/.test(text);
}

function isCase(text: string): boolean {
  return text !== '';
}

const HEAD = [
  'shopt -s extglob',
  "a='x  a b.c' b=2 c=abcabc e=",
  "v=(one 'two 2' three) w=(1 2 3)",
  "declare -A m=([k]=v ['a b']='c d')",
  'touch a.txt b.txt f g',
];
const OPTIONS = of(
  '',
  '',
  '',
  'set -e',
  'set -u',
  'set -eu',
  'set -x',
  'set -o pipefail',
  "trap 'echo ERR $?' ERR",
  'set -E',
);

/** A shell script as text, a statement a line. */
export function randomScript(): fc.Arbitrary<string> {
  const statement = fc.oneof({ weight: 9, arbitrary: command.any }, document);
  return fc
    .tuple(OPTIONS, fc.array(statement, { minLength: 6, maxLength: 16, size: 'max' }))
    .map(([options, lines]) => {
      const kept = options === 'set -x' ? lines.filter((line) => !isSideBySide(line)) : lines;
      return [...HEAD, options, ...kept, ''].join('\n');
    });
}
