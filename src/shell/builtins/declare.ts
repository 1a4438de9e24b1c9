import type { Assignment } from 'unbash';
import type { Running } from '../../userland/process.ts';
import { assignArray } from '../assign.ts';
import { callArray, isInFunction } from '../call-stack.ts';
import { ExpansionFailed, ReadonlyVariable } from '../control.ts';
import { declaration } from '../declaration.ts';
import { evaluateForVariable } from '../expand/arithmetic/evaluate.ts';
import { type Expanding, expandText } from '../expand/word.ts';
import { functionText } from '../function-text.ts';
import { resolveName, setElement, setVariable } from '../parameters.ts';
import type { Shell } from '../shell.ts';
import { type Attributes, isName, UNSET, type Variable } from '../variables.ts';
import { trace, tracedAssignment } from '../xtrace.ts';
import { type Builtin, type Call, complain, invalidOption, print, refuse } from './builtin.ts';
import { listing } from './set.ts';

const USAGE: Readonly<Record<string, string>> = {
  declare: 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  typeset: 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  local: 'local [option] name[=value] ...',
  export: 'export [-fn] [name[=value] ...] or export -p',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
};

/** `declare`, `typeset`, `local`, `export` and `readonly`: attributes and values of variables. */
export const declare: Builtin = (shell, call) => run(shell, call);

function* run(shell: Shell, call: Call): Running {
  const { argv } = call;
  const name = argv[0] as string;
  if (name === 'local' && !isInFunction(shell)) {
    complain(shell, name, 'can only be used in a function');
    return 1;
  }
  const letters = { on: '', off: '' };
  let at = 1;
  for (; /^[-+]./.test(argv[at] ?? ''); at += 1) {
    const word = argv[at] as string;
    if (word === '--') {
      at += 1;
      break;
    }
    const bad = /[^aAfFgiIlnprtux]/.exec(word.slice(1));
    if (bad !== null) return invalidOption(shell, name, `${word[0]}${bad[0]}`, USAGE[name] as string);
    letters[word[0] === '-' ? 'on' : 'off'] += word.slice(1);
  }
  if (/[fF]/.test(letters.on)) return showFunctions(shell, name, argv.slice(at), letters.on);
  if (at === argv.length) return print(shell, name, list(shell, name, letters.on));
  if (letters.on.includes('p') && name !== 'export' && name !== 'readonly') return show(shell, call, at);
  let status = 0;
  for (; at < argv.length; at += 1) status = (yield* declareOne(shell, call, at, letters)) || status;
  return status;
}

/** Without names: the variables with the attribute asked for. */
function list(shell: Shell, name: string, on: string): string {
  if (on === '' && (name === 'declare' || name === 'typeset')) {
    const functions = [...shell.state.functions.keys()].sort().map((each) => shell.state.functions.get(each));
    return listing(shell) + functions.map((each) => (each === undefined ? '' : `${functionText(each)}\n`)).join('');
  }
  const names = name === 'local' ? shell.state.variables.localNames() : shell.state.variables.names();
  let text = '';
  for (const each of names) {
    const variable = shell.state.variables.get(each);
    if (variable === undefined || !isListed(variable, name, on)) continue;
    text += `${declaration(each, variable)}\n`;
  }
  return text;
}

function isListed(variable: Variable, name: string, on: string): boolean {
  if (name === 'export' || on.includes('x')) return variable.exported;
  if (name === 'readonly' || on.includes('r')) return variable.readonly;
  if (on.includes('a')) return variable.kind === 'indexed';
  if (on.includes('A')) return variable.kind === 'associative';
  return !on.includes('i') || variable.integer;
}

function show(shell: Shell, call: Call, from: number): number {
  let status = 0;
  for (let at = from; at < call.argv.length; at += 1) {
    const name = call.argv[at] as string;
    const variable = shell.state.variables.get(name) ?? ownArray(shell, name);
    if (variable === undefined) status = refuse(shell, call, at, `${name}: not found`);
    else print(shell, call.argv[0] as string, `${declaration(name, variable)}\n`);
  }
  return status;
}

/** The arrays that the shell makes anew whenever they are looked at. */
function ownArray(shell: Shell, name: string): Variable | undefined {
  return /^(?:BASH_ALIASES|PIPESTATUS)$/.test(name) ? callArray(shell, name) : undefined;
}

function showFunctions(shell: Shell, name: string, names: readonly string[], on: string): number {
  if (name === 'export' && names.length > 0) return exportFunctions(shell, names, on);
  if (name === 'export' || name === 'readonly') return 0;
  const wanted = names.length > 0 ? names : [...shell.state.functions.keys()].sort();
  let status = 0;
  for (const each of wanted) {
    const found = shell.state.functions.get(each);
    if (found === undefined) status = 1;
    else if (on.includes('t')) continue;
    else if (!on.includes('F')) print(shell, name, `${functionText(found)}\n`);
    else print(shell, name, names.length > 0 ? `${each}\n` : `declare -f ${each}\n`);
  }
  return status;
}

/** `export -f name …`, `export -nf name …`. */
function exportFunctions(shell: Shell, names: readonly string[], on: string): number {
  let status = 0;
  for (const name of names) {
    if (!shell.state.functions.has(name)) {
      complain(shell, 'export', `${name}: not a function`);
      status = 1;
    } else if (on.includes('n')) shell.state.exportedFunctions.delete(name);
    else shell.state.exportedFunctions.add(name);
  }
  return status;
}

interface Letters {
  readonly on: string;
  readonly off: string;
}

/** One `name`, `name=value` or `name=(…)`. */
function* declareOne(shell: Shell, call: Call, at: number, letters: Letters): Running {
  const word = call.argv[at] as string;
  const parsed = /^([^=[+]*)(\[[^\]]*\])?(\+?=)?([\s\S]*)$/.exec(word) as RegExpExecArray;
  const name = parsed[1] as string;
  if (word === '-' && call.argv[0] === 'local') {
    shell.state.outerOptions ??= new Set(shell.state.options);
    return 0;
  }
  if (!isName(name) || (parsed[3] === undefined && parsed[4] !== '')) {
    return refuse(shell, call, at, `\`${word}': not a valid identifier`);
  }
  const command = call.argv[0] as string;
  const node = call.declared?.get(at);
  try {
    const target = prepare(shell, command, name, letters, node?.value.type === 'ArrayValue');
    if (node?.value.type === 'ArrayValue') yield* assignArray(shell, target, node.value, node.append === true);
    else if (parsed[3] !== undefined) yield* store(shell, target, parsed, node);
    finish(shell, command, target, letters);
    const isTraced = shell.option('xtrace') && (command === 'export' || command === 'readonly');
    if (isTraced && parsed[3] !== undefined) {
      yield* trace(shell, tracedAssignment(`${name}${parsed[3]}`, parsed[4] as string));
    }
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof ExpansionFailed) || thrown.fatal) throw thrown;
    if (thrown.onlyDiscards) {
      // Subscripts are worked out by the shell itself, which does not name the builtin.
      const isSubscript = node?.value.type === 'ArrayValue' || parsed[2] !== undefined;
      if (!isSubscript && !thrown.reported) shell.complain(`${command}: ${thrown.message}`);
      thrown.reported ||= !isSubscript;
      shell.state.status = 1;
      throw thrown;
    }
    // `export` and `readonly` assign as the shell itself does, which says so without their names.
    const isOwn = thrown instanceof ReadonlyVariable && /^(?:export|readonly)$/.test(command);
    if (isOwn) shell.failWith(thrown.message);
    else shell.complain(`${command}: ${thrown.message}`);
    return 1;
  }
}

/** Binds the name in the right scope, with the attributes that matter to the assignment. */
function prepare(shell: Shell, command: string, name: string, letters: Letters, array: boolean): string {
  const { variables } = shell.state;
  const isLocal = isInFunction(shell) && !letters.on.includes('g') && /^(?:local|declare|typeset)$/.test(command);
  const target = letters.on.includes('n') || isLocal ? name : resolveName(shell, name);
  const existing = isLocal ? variables.getLocal(target) : variables.get(target);
  const outer = variables.get(target);
  if (isLocal && existing === undefined && outer?.readonly) throw new ReadonlyVariable(target);
  const old = existing ?? UNSET;
  if (letters.on.includes('A') && old.kind === 'indexed')
    throw new ExpansionFailed(`${name}: cannot convert indexed to associative array`);
  if (letters.on.includes('a') && old.kind === 'associative')
    throw new ExpansionFailed(`${name}: cannot convert associative to indexed array`);
  const attributes: Attributes = {
    ...(letters.on.includes('i') ? { integer: true } : letters.off.includes('i') ? { integer: false } : {}),
    ...(letters.on.includes('n') ? { nameref: true } : letters.off.includes('n') ? { nameref: false } : {}),
    ...(letters.on.includes('l') ? { letters: 'lower' } : letters.on.includes('u') ? { letters: 'upper' } : {}),
  };
  const variable = asKind({ ...old, ...attributes }, letters.on, array);
  // A nameref's own value is assigned to it, not to what it names.
  if (isLocal) variables.setLocal(target, { ...variable, nameref: false });
  else if (letters.on.includes('g')) variables.setGlobal(target, { ...variable, nameref: false });
  else if (existing === undefined || letters.on !== '' || letters.off !== '')
    variables.set(target, { ...variable, nameref: variable.nameref && !letters.on.includes('n') });
  return target;
}

function asKind(variable: Variable, on: string, array: boolean): Variable {
  if (on.includes('A') && variable.kind !== 'associative') {
    const associative = variable.value === undefined ? undefined : new Map([['0', variable.value]]);
    return { ...variable, kind: 'associative', value: undefined, associative };
  }
  if ((on.includes('a') || array) && variable.kind === 'scalar') {
    const indexed = variable.value === undefined ? undefined : new Map([[0, variable.value]]);
    return { ...variable, kind: 'indexed', value: undefined, indexed };
  }
  return variable;
}

function* store(shell: Shell, target: string, parsed: RegExpExecArray, node: Assignment | undefined): Expanding {
  const value = parsed[4] as string;
  const append = parsed[3] === '+=';
  if (parsed[2] === undefined) {
    setVariable(shell, target, value, append);
    return;
  }
  const written = parsed[2].slice(1, -1);
  const index = node?.index === undefined ? written : yield* expandText(shell, node.index);
  const associative = shell.state.variables.get(target)?.kind === 'associative';
  setElement(shell, target, associative ? index : String(evaluateForVariable(shell, index)), value, append);
}

/** The attributes that must not be in the assignment's way. */
function finish(shell: Shell, command: string, target: string, { on, off }: Letters): void {
  const { variables } = shell.state;
  const variable = variables.get(target) ?? UNSET;
  const attributes: Attributes = {
    ...(command === 'export' ? { exported: !on.includes('n') } : {}),
    ...(on.includes('x') ? { exported: true } : off.includes('x') ? { exported: false } : {}),
    ...(on.includes('r') || command === 'readonly' ? { readonly: true } : {}),
    ...(on.includes('n') && command !== 'export' ? { nameref: true } : {}),
  };
  if (Object.keys(attributes).length > 0) variables.set(target, { ...variable, ...attributes });
}
