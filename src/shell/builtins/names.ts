/** The names of the builtins, for those that only ask whether a name is one. */
const NAMES: ReadonlySet<string> = new Set(
  (
    ': . [ alias break builtin cd command continue declare echo eval exec exit export false getopts hash jobs kill ' +
    'let local mapfile printf pwd read readarray readonly return set shift shopt source test trap true type ' +
    'typeset umask unalias unset wait'
  ).split(' '),
);

export function isBuiltin(name: string): boolean {
  return NAMES.has(name);
}
