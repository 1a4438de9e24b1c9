import type { Command, Option, Positional } from './command.ts';

const upper = (text: string): string => text.replaceAll('-', '_').toUpperCase();

function formatOption(option: Option): string {
  const values = (option.values ?? []).map((type, i) =>
    i === 0 && option.words !== undefined && option.words.length <= 4 ? `{ ${option.words.join(' | ')} }` : upper(type),
  );
  const text = [option.name, ...values].join(' ');
  return option.required === true ? text : `[ ${text} ]`;
}

function formatPositional(positional: Positional): string {
  const text = `${positional.name}${positional.rest === true ? ' …' : ''}`;
  return positional.optional === true ? `[ ${text} ]` : text;
}

/** Breaks words into lines of at most 78 columns, indented below the first. */
function fill(head: string, words: readonly string[]): string {
  const indent = ' '.repeat(Math.min(head.length + 1, 12));
  const lines = [head];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length + 1 > 78 && lines.at(-1)!.trim() !== '') lines.push(`${indent}${word}`);
    else lines.push(`${lines.pop()} ${word}`);
  }
  return lines.join('\n');
}

/** A short usage text made from the rows; `path` is how the command is called (`ip route`). Only what is simulated. */
export function usageOf(path: string, command: Command): string {
  if (command.commands !== undefined) {
    const names = command.commands.filter((one) => one.simulated !== false).map((one) => one.name);
    const options = command.options.length > 0 ? ' [ OPTIONS ]' : '';
    return `${fill(`Usage: ${path}${options} {`, [...names.flatMap((name, i) => (i === 0 ? [name] : ['|', name])), '}'])}\n`;
  }
  const options = command.options.filter((option) => option.simulated !== false && option.name !== 'help');
  const words = [...(command.positionals ?? []).map(formatPositional), ...options.map(formatOption)];
  return `${fill(`Usage: ${path}`, words)}\n`;
}
