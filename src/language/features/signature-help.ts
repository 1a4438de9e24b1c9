import type { Position, SignatureHelp } from 'vscode-languageserver-types';
import type { Command, Option, Positional } from '../../grammar/command.ts';
import { documentCommand, documentOption } from '../../grammar/document.ts';
import type { Role } from '../../grammar/role.ts';
import type { Analysis } from '../analysis.ts';
import { typedCommand } from '../text/words-before.ts';

/** Options that a signature names at most. */
const OPTIONS_NAMED = 12;

/** The command that is being typed with what it takes; the parameter at the cursor is marked. */
export function signatureHelpAt(lab: Analysis, position: Position): SignatureHelp | null {
  const typed = typedCommand(lab.text, lab.positions.offsetAt(position));
  if (typed === undefined || typed.words.length === 0) return null;
  const { line, words, partial } = typed;
  const role = line.roles.findLast((each) => each.kind === 'program' || each.kind === 'subcommand');
  if (role?.kind !== 'program' && role?.kind !== 'subcommand') return null;
  const { command } = role;
  const path = [line.programName, ...line.subcommands].join(' ');
  const parameters = parametersOf(command);
  if (parameters.length === 0) return null;
  let label = path;
  const placed = parameters.map(({ text, documentation }) => {
    const start = label.length + 1;
    label += ` ${text}`;
    return { label: [start, start + text.length] as [number, number], documentation };
  });
  // The word at the cursor, where it is written already, else what the last one asks for.
  const at = partial === '' ? words.length - 1 : words.length;
  const active = parameters.findIndex(({ row }) => isAt(row, line.roles[at], partial === ''));
  return {
    signatures: [{ label, documentation: { kind: 'markdown', value: documentCommand(command) }, parameters: placed }],
    activeSignature: 0,
    activeParameter: active < 0 ? firstFree(parameters, line.roles) : active,
  };
}

interface Parameter {
  readonly text: string;
  readonly documentation: { kind: 'markdown'; value: string };
  readonly row: Option | Positional;
}

function parametersOf({ positionals = [], options }: Command): Parameter[] {
  const simulated = options.filter((option) => option.simulated !== false).slice(0, OPTIONS_NAMED);
  return [
    ...positionals.map((row) => ({
      text: row.optional ? `[${row.name}]` : row.name,
      documentation: { kind: 'markdown' as const, value: `${row.doc}.` },
      row,
    })),
    ...simulated.map((row) => ({
      text: `[${[row.name, ...(row.values ?? []).map((type) => type.toUpperCase())].join(' ')}]`,
      documentation: { kind: 'markdown' as const, value: documentOption(row) },
      row,
    })),
  ];
}

/** True where the word before the cursor is an option that still wants a value, or the one at it belongs to the row. */
function isAt(row: Option | Positional, role: Role | undefined, isBehind: boolean): boolean {
  if (role?.kind === 'option') return role.option === row && (!isBehind || (role.option.values?.length ?? 0) > 0);
  if (role?.kind !== 'value' || isBehind) return false;
  return role.option === row || role.positional === row;
}

/** The first positional that no word has taken yet. */
function firstFree(parameters: readonly Parameter[], roles: readonly Role[]): number {
  const taken = new Set(roles.flatMap((role) => (role.kind === 'value' && role.positional ? [role.positional] : [])));
  return Math.max(
    0,
    parameters.findIndex(({ row }) => !('values' in row) && !taken.has(row as Positional)),
  );
}
