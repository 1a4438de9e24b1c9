/** The names of the builtins, for those that only ask whether a name is one. */
const NAMES: ReadonlySet<string> = new Set(
  (
    ': . [ alias bg bind break builtin caller cd command compgen complete continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash history jobs kill ' +
    'let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test times trap true type ' +
    'typeset ulimit umask unalias unset wait'
  ).split(' '),
);

export function isBuiltin(name: string): boolean {
  return NAMES.has(name);
}

export function builtinNames(): Iterable<string> {
  return NAMES;
}
