import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { ExpansionFailed } from '../control.ts';
import { elements, resolveName, variableOf } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { expandDocumentOperand } from './document-operand.ts';
import { changeCase, quoteReplacement, removeMatch, replaceMatch, toggleCase } from './removal.ts';
import { FieldSink, type Sink, TextSink } from './sink.ts';
import { slice } from './slice.ts';
import { indirect, scalar, type Target, targetOf } from './target.ts';
import { transform } from './transform.ts';
import { type Expanding, expandInto, expandPart, expandPattern, expandQuoted, expandText, separators } from './word.ts';

/** `$name`. */
export function expandSimple(shell: Shell, name: string, sink: Sink, quoted: boolean): void {
  if (name === '@' || name === '*') {
    emitList(shell, shell.state.positional, name === '*', sink, quoted);
    return;
  }
  const { value } = scalar(shell, name);
  if (value === undefined) assertSet(shell, /^\d+$/.test(name) ? `$${name}` : name);
  emit(sink, value ?? '', quoted);
}

/** `${…}` in all its forms (bash manual, "Shell Parameter Expansion"). Throws `ExpansionFailed`. */
export function* expandParameter(shell: Shell, part: ParameterExpansionPart, sink: Sink, quoted: boolean): Expanding {
  const { operation, prefix } = part;
  if (operation?.type === 'Unknown' && /^~~?$/.test(operation.operator)) {
    const target = yield* targetOf(shell, part.parameter, part.index);
    emitTarget(shell, target, (value) => toggleCase(value, operation.operator === '~~'), sink, quoted);
    return;
  }
  if (operation?.type === 'Unknown' || (part.parameter === '' && prefix === undefined)) throw bad(part);
  if (prefix === '#') {
    emit(sink, String(yield* lengthOf(shell, part)), quoted);
    return;
  }
  if (prefix === '!' && (operation?.type === 'Names' || isListIndex(part.index))) {
    if (operation === undefined || operation.type === 'Names') {
      const isStar = (operation?.type === 'Names' ? operation.operator : part.index?.text) === '*';
      const star = isStar && sink.besideList !== true;
      emitList(
        shell,
        namesOf(shell, part),
        star,
        sink,
        quoted,
        quoted && sink.place === undefined ? 'separator' : isStar && !quoted ? 'whole' : 'blank',
      );
      return;
    }
  }
  const target = prefix === '!' ? yield* indirect(shell, part) : yield* targetOf(shell, part.parameter, part.index);
  if (operation?.type === 'Default') yield* expandDefault(shell, target, operation, sink, quoted);
  else yield* expandValue(shell, part, target, sink, quoted);
}

function bad(part: ParameterExpansionPart): ExpansionFailed {
  return new ExpansionFailed(`${part.text}: bad substitution`);
}

function isListIndex(index: Word | undefined): boolean {
  return index?.text === '@' || index?.text === '*';
}

function assertSet(shell: Shell, name: string): void {
  if (!shell.option('nounset')) return;
  throw new ExpansionFailed(`${name}: unbound variable`, true);
}

/** `${#x}`, `${#a[@]}`, `${#@}`. */
function* lengthOf(shell: Shell, part: ParameterExpansionPart): Expanding<number> {
  if (part.operation !== undefined) throw bad(part);
  if (part.parameter === '' || part.parameter === '#') return shell.state.positional.length;
  const target = yield* targetOf(shell, part.parameter, part.index);
  if (target.list?.length === 0 && part.index !== undefined && !hasElements(shell, part.parameter))
    assertSet(shell, part.parameter);
  if (target.list !== undefined) return target.list.length;
  if (target.value === undefined && (part.index === undefined || !hasElements(shell, part.parameter)))
    assertSet(shell, part.parameter);
  return characters(target.value ?? '');
}

/** False for what is not set, and for an array that nothing was ever assigned to. */
function hasElements(shell: Shell, name: string): boolean {
  const variable = variableOf(shell, resolveName(shell, name));
  return (variable?.indexed ?? variable?.associative ?? variable?.value) !== undefined;
}

function characters(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** `${!prefix*}` and `${!array[@]}`. */
function namesOf(shell: Shell, part: ParameterExpansionPart): readonly string[] {
  if (part.operation?.type === 'Names') {
    return shell.state.variables.names().filter((name) => name.startsWith(part.parameter));
  }
  const variable = variableOf(shell, resolveName(shell, part.parameter));
  if (variable?.kind === 'associative') return elements(variable).map(([key]) => key);
  if (variable?.kind === 'indexed') return [...(variable.indexed?.keys() ?? [])].sort((a, b) => a - b).map(String);
  return variable?.value === undefined ? [] : ['0'];
}

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

/** `${x:-w}`, `${x:=w}`, `${x:+w}`, `${x:?w}` and the same without the colon. */
function* expandDefault(
  shell: Shell,
  target: Target,
  operation: DefaultOperation,
  sink: Sink,
  quoted: boolean,
): Expanding {
  const kind = operation.operator.at(-1);
  const missing = isMissing(target, operation.operator.startsWith(':'));
  if (kind === '+') {
    if (!missing) yield* expandOperand(shell, operation.operand, sink, quoted);
  } else if (!missing) emitTarget(shell, target, (value) => value, sink, quoted, unchangedJoining(target));
  else if (kind === '-') yield* expandOperand(shell, operation.operand, sink, quoted);
  else if (kind === '=') {
    const value = yield* assigned(shell, operation.operand, sink, quoted);
    target.assign(value);
    // Its attributes may have changed it.
    emit(sink, scalar(shell, target.name).value ?? value, quoted);
  } else yield* failUnset(shell, target, operation);
}

/** What `=` assigns; inside double quotes it is read as such. */
function* assigned(shell: Shell, operand: Word, { place }: Sink, quoted: boolean): Expanding<string> {
  if (!quoted) return yield* expandText(shell, operand, 'assignment');
  const text = new TextSink(place);
  yield* expandOperand(shell, operand, text, true);
  return text.text;
}

function isMissing(target: Target, orEmpty: boolean): boolean {
  if (target.list !== undefined) {
    return target.list.length === 0 || (orEmpty && target.list.length === 1 && target.list[0]?.[1] === '');
  }
  return target.value === undefined || (orEmpty && target.value === '');
}

function* failUnset(shell: Shell, target: Target, operation: DefaultOperation): Expanding {
  const said = yield* expandText(shell, operation.operand);
  const usual = operation.operator === ':?' ? 'parameter null or not set' : 'parameter not set';
  throw new ExpansionFailed(`${target.name}: ${said === '' ? usual : said}`, true);
}

/** The word behind `:-` and its kin; inside double quotes it is double-quoted text. */
function* expandOperand(shell: Shell, operand: Word, sink: Sink, quoted: boolean): Expanding {
  if (!quoted) {
    const { inOperand = false } = sink;
    sink.inOperand = true;
    yield* expandInto(shell, operand, sink, 'operand');
    sink.inOperand = inOperand;
    return;
  }
  if (sink.place === 'document') {
    yield* expandDocumentOperand(shell, operand, sink);
    return;
  }
  if (operand.parts === undefined) sink.quoted(operand.value);
  for (const part of operand.parts ?? []) {
    if (part.type === 'DoubleQuoted') yield* expandQuoted(shell, part.parts, sink);
    else if (part.type === 'Glob') sink.quoted(part.text);
    else yield* expandPart(shell, part, sink, true);
  }
}

/** The value, changed by the operation: for a list each element. */
function* expandValue(
  shell: Shell,
  part: ParameterExpansionPart,
  whole: Target,
  sink: Sink,
  quoted: boolean,
): Expanding {
  const { operation } = part;
  // Beside a `$@`, what `*` gives is split at its elements once it was changed.
  const isSplitAgain = operation !== undefined && whole.star && sink.besideList === true;
  const target = isSplitAgain ? { ...whole, star: false } : whole;
  const joins =
    operation === undefined
      ? unchangedJoining(target)
      : isSplitAgain
        ? 'again'
        : joiningOf(operation, target, sink, quoted);
  if (target.value === undefined && target.list === undefined) assertSet(shell, target.name);
  if (operation?.type === 'Slice') {
    const sliced = yield* slice(shell, part, target, operation);
    if (typeof sliced === 'string') emit(sink, sliced, quoted);
    else emitList(shell, sliced, target.star, sink, quoted, joins);
    return;
  }
  if (operation?.type === 'Transform') {
    const words = transform(shell, part, target, operation.operand.text);
    if (typeof words === 'string') emit(sink, words, quoted);
    else emitList(shell, words, target.star, sink, quoted, joins);
    return;
  }
  emitTarget(
    shell,
    target,
    operation === undefined ? (value) => value : yield* changeOf(shell, operation),
    sink,
    quoted,
    joins,
  );
}

/** What an operation does to one value. */
function* changeOf(shell: Shell, operation: ParameterOperation): Expanding<(value: string) => string> {
  const ignoreCase = shell.state.shopts.has('nocasematch');
  switch (operation.type) {
    case 'Remove': {
      const pattern = yield* expandPattern(shell, operation.operand);
      return (value) => removeMatch(value, pattern, operation.operator);
    }
    case 'Replace': {
      const pattern = yield* expandPattern(shell, operation.pattern);
      const replacement = yield* expandPattern(shell, operation.replacement, quoteReplacement);
      return (value) => replaceMatch(value, pattern, replacement, operation.operator, ignoreCase);
    }
    case 'CaseModification': {
      const pattern = operation.operand === undefined ? undefined : yield* expandPattern(shell, operation.operand);
      return (value) => changeCase(value, pattern, operation.operator);
    }
    default:
      return (value) => value;
  }
}

function emitTarget(
  shell: Shell,
  target: Target,
  change: (value: string) => string,
  sink: Sink,
  quoted: boolean,
  joins: Joining = 'blank',
): void {
  // Nothing of what is not set is changed, though a pattern may match what is empty.
  if (target.list === undefined) emit(sink, target.value === undefined ? '' : change(target.value), quoted);
  else {
    const values = target.list.map(([, value]) => change(value));
    emitList(shell, values, target.star, sink, quoted, joins);
  }
}

/**
 * What stands between the elements of `$@` and `${a[@]}` in one string, the first character of IFS or a blank. `whole`: blanks,
 * and with an empty IFS they are not split there.
 */
type Joining = 'separator' | 'blank' | 'again' | 'whole';

/** How a list is joined that is as it was: `$*` in a here-document by blanks, an array's `*` never. */
function unchangedJoining({ star, name }: Target): Joining {
  return star && name !== '*' ? 'separator' : 'blank';
}

/** In quotes elements that were changed are joined as those of `*` are; without them after `#`, `%` and `@` only. */
function joiningOf(operation: ParameterOperation, { star, name }: Target, sink: Sink, quoted: boolean): Joining {
  if (sink.place !== undefined) return star && /^(?:Replace|Case)/.test(operation.type) ? 'separator' : 'blank';
  if (!quoted && operation.type === 'Remove' && name !== '*' && name !== '@' && sink.splits) return 'whole';
  return quoted || operation.type === 'Remove' || operation.type === 'Transform' ? 'separator' : 'blank';
}

/**
 * The elements of `$@`, `$*` and arrays: `*` joins them by the first character of IFS where they are not split. Where they
 * are, and that is no white space, bash splits them again once they are joined, so that empty ones stay.
 */
function emitList(
  shell: Shell,
  values: readonly string[],
  star: boolean,
  sink: Sink,
  quoted: boolean,
  joins: Joining = 'blank',
): void {
  const separator = separators(shell).slice(0, 1);
  if (star ? quoted || !sink.splits : joins === 'separator' && !sink.splits) {
    const isDocument = star && joins === 'blank' && sink.place === 'document';
    const isBlank = isDocument || (separator === '' && (!star || (sink.inOperand === true && !quoted)));
    if (isDocument && sink.besideList === true) sink.quoted(splitAndJoined(shell, values));
    else emit(sink, values.join(isBlank ? ' ' : separator), quoted);
    return;
  }
  if (!quoted && sink.splits && values.length > 1) {
    if (separator === '' && joins === 'whole') {
      sink.literal(values.join(' '));
      return;
    }
    if (separator.trim() !== '') {
      if (sink.inOperand === true && !star) emitApart(values, sink);
      else sink.split(values.join(separator));
      return;
    }
  }
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as string;
    if (joins === 'again' && at > 0 && value === '' && separators(shell).slice(0, 1).trim() === '') continue;
    if (at > 0) sink.break();
    emit(sink, value, quoted);
  }
}

/** `$*` in a here-document that has a `$@` too: split as it would be outside quotes, and joined by blanks. */
function splitAndJoined(shell: Shell, values: readonly string[]): string {
  const sink = new FieldSink(separators(shell));
  emitList(shell, values, true, sink, false);
  sink.break();
  return sink.fields.map(({ text }) => text).join(' ');
}

/** Elements behind `:-` and its kin, where IFS begins with no white space: only the blanks between them may split them. */
function emitApart(values: readonly string[], sink: Sink): void {
  for (const [at, value] of values.entries()) {
    if (at > 0) sink.split(' ');
    sink.quoted(value);
  }
}

function emit(sink: Sink, text: string, quoted: boolean): void {
  if (quoted) sink.quoted(text);
  else sink.split(text);
}
