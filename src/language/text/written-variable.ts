import type { Command, SyntaxNode, Word } from 'unbash';
import type { Origin } from '../../userland/process.ts';

/** The name of a variable of the shell where it is written. */
export interface WrittenVariable {
  readonly name: string;
  readonly range: Origin;
  /** True where it gets a value. */
  readonly assigns: boolean;
}

const NAME = /^[A-Za-z_]\w*$/;

/** Builtins whose words are names of variables; what they do with them. */
const BUILTINS: Readonly<Record<string, boolean>> = {
  read: true,
  mapfile: true,
  readarray: true,
  getopts: true,
  local: true,
  declare: true,
  typeset: true,
  export: false,
  readonly: false,
  unset: false,
};

/** The variables that a node itself names, those of its children left out. */
export function* variablesOf(node: SyntaxNode): Generator<WrittenVariable> {
  switch (node.type) {
    case 'Assignment':
      if (NAME.test(node.name)) yield at(node.name, node.pos, true);
      break;
    case 'For':
    case 'Select':
      if (isPlainName(node.name)) yield at(node.name.value, node.name.pos, true);
      break;
    case 'SimpleExpansion':
      if (NAME.test(node.text.slice(1))) yield at(node.text.slice(1), node.pos + 1, false);
      break;
    case 'ParameterExpansion':
      if (NAME.test(node.parameter)) {
        const assigns = node.operation?.type === 'Default' && node.operation.operator.endsWith('=');
        yield at(node.parameter, node.parameterPos, assigns);
      }
      break;
    case 'ArithmeticWord':
      if (NAME.test(node.value)) yield at(node.value, node.pos, false);
      break;
    case 'Command':
      yield* ofBuiltin(node);
  }
}

/** `read a b`, `unset a`, `printf -v a …`. */
function* ofBuiltin({ name, args }: Command): Generator<WrittenVariable> {
  const program = name?.value ?? '';
  for (const [index, word] of args.entries()) {
    if (word.type !== 'Word' || !isPlainName(word)) continue;
    const before = args[index - 1];
    const option = before?.type === 'Word' ? before.value : '';
    if (program === 'printf' && option === '-v') yield at(word.value, word.pos, true);
    if (!Object.hasOwn(BUILTINS, program)) continue;
    // Values of their options are none; the first word of getopts is a list of letters.
    if (program !== 'local' && /^-[dinNptuCcOsS]$/.test(option) && /^(?:read|mapfile|readarray)$/.test(program))
      continue;
    if (program === 'getopts' && index === 0) continue;
    if (program === 'unset' && option === '-f') continue;
    yield at(word.value, word.pos, BUILTINS[program]!);
  }
}

/** A name that is written as it is, not in quotes. */
function isPlainName({ value, pos, end }: Word): boolean {
  return NAME.test(value) && end - pos === value.length;
}

function at(name: string, start: number, assigns: boolean): WrittenVariable {
  return { name, range: { start, end: start + name.length }, assigns };
}
