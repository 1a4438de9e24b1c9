import { glob } from '../expand/glob.ts';
import { matchesPattern } from '../expand/pattern.ts';
import type { Shell } from '../shell.ts';
import { type Builtin, complain, invalidOption, print } from './builtin.ts';
import { builtinNames } from './names.ts';
import { KEYWORDS } from './type.ts';

const USAGE =
  'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]';

/** The actions that have a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  k: 'keyword',
  v: 'variable',
};
/** Actions of things that nobody here has. */
const EMPTY: ReadonlySet<string> = new Set(
  'arrayvar binding disabled enabled group helptopic hostname job running service setopt shopt signal stopped user'.split(
    ' ',
  ),
);

/** `compgen [option] [word]`: what could stand in the word's place, as scripts ask for it: functions, variables, words of a list. */
export const compgen: Builtin = (shell, { argv }) => {
  const found: string[] = [];
  const given = new Map<string, string>();
  const actions: string[] = [];
  let at = 1;
  for (; /^-./.test(argv[at] ?? '') && argv[at] !== '--'; at += 1) {
    for (const letter of (argv[at] as string).slice(1)) {
      if (/[oAGWFCXPS]/.test(letter)) {
        at += 1;
        given.set(letter, argv[at] ?? '');
        if (letter === 'A') actions.push(argv[at] ?? '');
      } else if (letter in LETTERS) actions.push(LETTERS[letter] as string);
      else if (!/[gjsu]/.test(letter)) return invalidOption(shell, 'compgen', `-${letter}`, USAGE);
    }
  }
  if (argv[at] === '--') at += 1;
  const word = argv[at] ?? '';
  for (const action of actions) {
    const names = namesOf(shell, action, word);
    if (names === undefined) {
      complain(shell, 'compgen', `${action}: invalid action name`);
      return 2;
    }
    found.push(...names);
  }
  if (given.has('G')) found.push(...glob(shell, given.get('G') as string, given.get('G') as string));
  found.push(
    ...(given
      .get('W')
      ?.split(/[ \t\n]+/)
      .filter((each) => each !== '') ?? []),
  );
  const filter = given.get('X');
  const kept = found.filter((name) => name.startsWith(word) && (filter === undefined || !matchesPattern(name, filter)));
  const shown = kept.map((name) => `${given.get('P') ?? ''}${name}${given.get('S') ?? ''}\n`);
  if (actions.length === 0 && given.size === 0) return 0;
  return print(shell, 'compgen', shown.join('')) || (shown.length > 0 ? 0 : 1);
};

function namesOf(shell: Shell, action: string, word: string): readonly string[] | undefined {
  const { state, session } = shell;
  switch (action) {
    case 'alias':
      return [...state.aliases.keys()].sort();
    case 'function':
      return [...state.functions.keys()].sort();
    case 'variable':
      return [...state.variables.names()].sort();
    case 'export':
      return [...state.variables.names()].filter((name) => state.variables.get(name)?.exported).sort();
    case 'builtin':
      return [...builtinNames()].sort();
    case 'keyword':
      return [...KEYWORDS].sort();
    case 'command':
      return [...state.functions.keys(), ...builtinNames(), ...KEYWORDS, ...session.system.programs.keys()];
    case 'file':
      return paths(shell, word);
    case 'directory':
      return paths(shell, word).filter((path) => shell.fs.kind(absolute(shell, path), shell.netns) === 'directory');
    default:
      return EMPTY.has(action) ? [] : undefined;
  }
}

function paths(shell: Shell, word: string): readonly string[] {
  const found = glob(shell, `${word}*`, `${word}*`);
  return found.filter((path) => path !== `${word}*`);
}

function absolute(shell: Shell, path: string): string {
  return path.startsWith('/') ? path : `${shell.state.cwd}/${path}`;
}
