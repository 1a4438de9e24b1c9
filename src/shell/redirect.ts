import type { HereDoc, HereString, ProcessSubstitutionPart, Redirect, Redirection, Word } from 'unbash';
import type { Origin } from '../userland/process.ts';
import { connected } from './connected.ts';
import { ExpansionFailed } from './control.ts';
import { readBeside } from './expand/process-substitution.ts';
import { type Expanding, expandDocument, expandText, expandWord } from './expand/word.ts';
import { openFailure, openForReading, openForWriting } from './open.ts';
import type { OpenFile } from './open-file.ts';
import { setVariable } from './parameters.ts';
import type { Shell } from './shell.ts';

/**
 * Carries out redirections from left to right on the shell's own descriptors; the caller keeps the old ones. False when
 * one failed, which has been reported where standard error then led (bash manual, "Redirections").
 */
export function* redirect(shell: Shell, redirections: readonly Redirection[]): Expanding<boolean> {
  for (const each of redirections) {
    const failure = yield* redirectOne(shell, each);
    if (failure !== undefined) {
      shell.complain(failure);
      return false;
    }
  }
  return true;
}

/** The message of a redirection that failed. */
function* redirectOne(shell: Shell, node: Redirection): Expanding<string | undefined> {
  const fixed = fixedDescriptor(shell, node);
  if (fixed !== undefined) {
    shell.failWith(`${fixed}: readonly variable`);
    return `${fixed}: cannot assign fd to variable`;
  }
  if (node.operator === '<<<' || node.operator === '<<' || node.operator === '<<-') {
    const rest = yield* documentText(shell, node as HereDoc | HereString);
    put(shell, node, 0, { kind: 'text', rest });
    return undefined;
  }
  const redirection = node as Redirect;
  if (redirection.target === undefined) return undefined;
  const beside = substitutionOf(redirection);
  if (beside !== undefined) {
    put(shell, node, 0, readBeside(shell, beside));
    return undefined;
  }
  const path = yield* targetOf(shell, redirection.target);
  if (path === undefined) return `${redirection.target.text}: ambiguous redirect`;
  if (redirection.operator === '<&' || redirection.operator === '>&') {
    const duplicated = duplicate(shell, redirection, path);
    if (duplicated !== 'file') return duplicated;
  }
  const { system, openNetworkPath } = shell.session;
  const opening = openNetworkPath?.(path, { system, netns: shell.netns, vrf: shell.vrf });
  if (opening === undefined) return open(shell, redirection, path);
  const opened = yield* opening;
  if ('take' in opened) {
    putOpened(shell, redirection, connected(shell, opened));
    return undefined;
  }
  if (opened.withLine) shell.complain(opened.complaint);
  else shell.put(2, `${shell.source.file ?? shell.state.name}: ${opened.complaint}\n`);
  return openFailure(path, { errno: opened.errno });
}

/** The variable of `{name}>` where it must not change and is to get a new descriptor. */
function fixedDescriptor(shell: Shell, node: Redirection): string | undefined {
  if (node.descriptor?.type !== 'FileDescriptorVariable' || ('target' in node && node.target?.text === '-'))
    return undefined;
  const { name } = node.descriptor;
  return shell.state.variables.get(name)?.readonly ? name : undefined;
}

/** The process substitution that a redirection `< <(…)` reads from. */
function substitutionOf({ operator, target }: Redirect): ProcessSubstitutionPart | undefined {
  const [part, ...more] = target?.parts ?? [];
  const isAlone = operator === '<' && part?.type === 'ProcessSubstitution' && more.length === 0;
  return isAlone && part.operator === '<' ? part : undefined;
}

/** The one field that the target expands to. */
function* targetOf(shell: Shell, target: Word): Expanding<string | undefined> {
  const fields: string[] = [];
  const origins: (Origin | undefined)[] = [];
  yield* expandWord(shell, target, fields, origins);
  return fields.length === 1 ? fields[0] : undefined;
}

/** `n>&m`, `n<&m`, `n>&-`: a message when there is no such descriptor, 'file' when the target is the name of a file. */
function duplicate(shell: Shell, node: Redirect, target: string): string | undefined | 'file' {
  const fallback = node.operator === '<&' ? 0 : 1;
  if (target === '-') {
    shell.state.files.delete(descriptorOf(shell, node) ?? fallback);
    return undefined;
  }
  const moved = /^(\d+)(-?)$/.exec(target);
  if (moved === null) {
    if (node.operator === '>&' && node.descriptor === undefined) return 'file';
    return `${node.target?.text ?? target}: ambiguous redirect`;
  }
  const from = Number(moved[1]);
  const file = shell.state.files.get(from);
  if (file === undefined) return `${from}: Bad file descriptor`;
  put(shell, node, fallback, file);
  if (moved[2] === '-') shell.state.files.delete(from);
  return undefined;
}

function open(shell: Shell, node: Redirect, path: string): string | undefined {
  const { operator } = node;
  const opened =
    operator === '<'
      ? openForReading(shell, path)
      : openForWriting(
          shell,
          path,
          operator === '<>'
            ? 'both'
            : operator.endsWith('>>')
              ? 'append'
              : operator === '>|'
                ? 'overwrite'
                : 'truncate',
        );
  if (!opened.ok) {
    if (opened.error.errno === 'EEXIST' && operator !== '>|') return `${path}: cannot overwrite existing file`;
    return openFailure(path, opened.error);
  }
  putOpened(shell, node, opened.value);
  return undefined;
}

function putOpened(shell: Shell, node: Redirect, file: OpenFile): void {
  const { operator } = node;
  put(shell, node, operator === '<' || operator === '<>' ? 0 : 1, file);
  if (operator === '&>' || operator === '&>>' || operator === '>&') shell.state.files.set(2, file);
}

/** Puts a file at the descriptor of a redirection; `{name}>` picks one from 10 on and remembers it in the variable. */
function put(shell: Shell, node: Redirection, fallback: number, file: OpenFile): void {
  if (node.descriptor?.type !== 'FileDescriptorVariable') {
    shell.state.files.set(node.descriptor?.value ?? fallback, file);
    return;
  }
  let free = 10;
  while (shell.state.files.has(free)) free += 1;
  shell.state.files.set(free, file);
  setVariable(shell, node.descriptor.name, String(free));
}

function descriptorOf(shell: Shell, node: Redirection): number | undefined {
  if (node.descriptor?.type === 'FileDescriptor') return node.descriptor.value;
  if (node.descriptor === undefined) return undefined;
  const { name } = node.descriptor;
  const number = Number(shell.state.variables.get(name)?.value ?? Number.NaN);
  if (Number.isNaN(number)) throw new ExpansionFailed(`${name}: Bad file descriptor`);
  return number;
}

/** The text of a here-document, expanded unless its delimiter was quoted, or of a here-string. */
function* documentText(shell: Shell, node: HereDoc | HereString): Expanding<string> {
  const text = yield* unended(shell, node);
  return node.type === 'HereDoc' && node.closing === undefined && text !== '' ? text.replace(/\n?$/, '\n') : text;
}

function* unended(shell: Shell, node: HereDoc | HereString): Expanding<string> {
  if (node.type === 'HereString') {
    return `${node.target === undefined ? '' : yield* expandText(shell, node.target)}\n`;
  }
  const { body, delimiter } = node;
  const strip = node.operator === '<<-' ? (text: string) => text.replace(/^\t+/gm, '') : (text: string) => text;
  if (delimiter?.quoted === true || body.parts === undefined) {
    const text = body.text.replace(/\\([$`\\\n])/g, (_, quoted: string) => (quoted === '\n' ? '' : quoted));
    return strip(delimiter?.quoted === true ? body.text : text);
  }
  return strip(yield* expandDocument(shell, body.parts));
}
