/** The names of the builtins, for those that only ask whether a name is one. */
const NAMES: ReadonlySet<string> = new Set(
  (
    ': . [ alias break builtin caller cd command continue declare dirs disown echo enable eval exec exit export false getopts hash history jobs kill ' +
    'let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source test times trap true type ' +
    'typeset ulimit umask unalias unset wait'
  ).split(' '),
);

export function isBuiltin(name: string): boolean {
  return NAMES.has(name);
}
