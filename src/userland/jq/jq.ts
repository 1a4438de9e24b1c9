import { EPOCH } from '../../kernel/epoch.ts';
import type { Process, Program, Running, Wait } from '../process.ts';
import { readStandardInput } from '../standard-input.ts';
import { nativeBuiltins } from './builtins.ts';
import { unknownNames } from './check.ts';
import { definedBuiltins } from './definitions.ts';
import { Machine, type Scope, type World } from './execute.ts';
import { Halt, JqError } from './failure.ts';
import { Inputs, type Named } from './inputs.ts';
import { MISUSED, type Options, readOptions } from './options.ts';
import { parseJq } from './parse.ts';
import { print } from './print.ts';
import { type Filter, JqSyntaxError } from './program.ts';
import { JsonError } from './reader.ts';
import { isTrue, type Value } from './value.ts';

/** The statuses of a program that cannot be read, of one that failed, and of input that is not JSON. */
const NOT_COMPILED = 3;
const FAILED = 5;
const NOT_JSON = 4;
const NOTHING = 4;

/**
 * jq(1), version 1.6. Our own: what npm has loses the order of keys that are numerals, and words its complaints otherwise.
 */
export const jq: Program = (process) => run(process);

function* run(process: Process): Running {
  const options = readOptions(process);
  if (typeof options === 'number') return options;
  const program = compile(process, options);
  if (program === undefined) return NOT_COMPILED;
  const inputs = new Inputs(process, yield* textsOf(process, options), options.given);
  const world: World = {
    input: () => inputs.next(),
    get position() {
      return inputs.position;
    },
    env: () => new Map<string, Value>(process.env),
    now: () => EPOCH + process.system.kernel.now / 1_000_000,
    error: (text) => process.stderr.write(text),
  };
  const scope = options.variables.reduce<Scope>(
    (parent, [name, value]) => ({ kind: 'variable', name, value, parent }),
    undefined,
  );
  const status = new Session(process, options, inputs, (value) =>
    new Machine({ native: nativeBuiltins(), defined: definedBuiltins() }, world).values(program, scope, { value }),
  ).run();
  return inputs.failed ? MISUSED : status;
}

function compile(process: Process, { program: { text, index }, variables }: Options): Filter | undefined {
  try {
    const program = parseJq(text);
    const isBuiltin = (name: string) => nativeBuiltins().has(name) || definedBuiltins().has(name);
    const unknown = unknownNames(program, isBuiltin, [...variables.map(([name]) => name), 'ENV']);
    if (unknown.length === 0) return program;
    report(process, text, index, unknown);
  } catch (thrown) {
    if (!(thrown instanceof JqSyntaxError)) throw thrown;
    report(process, text, index, thrown.errors);
  }
  return undefined;
}

/** Names what is wrong with a program, each with its line, behind which as many blanks stand as before the place. */
function report(
  process: Process,
  text: string,
  index: number,
  errors: readonly { readonly message: string; readonly at: number }[],
): void {
  process.blame(index);
  for (const { message, at } of errors) {
    const before = text.slice(0, at).split('\n');
    const line = text.split('\n')[before.length - 1] as string;
    const blanks = ' '.repeat(before.at(-1)?.length ?? 0);
    process.stderr.write(`jq: error: ${message} at <top-level>, line ${before.length}:\n${line}${blanks}\n`);
  }
  process.stderr.write(`jq: ${errors.length} compile error${errors.length === 1 ? '' : 's'}\n`);
}

function* textsOf(process: Process, { files }: Options): Generator<Wait, readonly Named[], void> {
  return files.length > 0 ? files : [{ path: '<stdin>', text: yield* readStandardInput(process) }];
}

/** A program run on each value of the input. */
class Session {
  constructor(
    private readonly process: Process,
    private readonly options: Options,
    private readonly inputs: Inputs,
    private readonly results: (input: Value) => Iterable<Value>,
  ) {}

  /** The exit status. */
  run(): number {
    const wantsStatus = this.options.given.has('e');
    let status: { readonly code: number; readonly always: boolean } = { code: 0, always: false };
    try {
      if (this.options.given.has('n')) status = this.#one(null);
      else {
        // A file that cannot be read ends the run, but only behind the value that comes next.
        while (!this.inputs.failed) {
          const value = this.inputs.next();
          if (value === undefined) break;
          status = this.#one(value);
        }
      }
    } catch (thrown) {
      if (thrown instanceof JsonError) {
        this.process.stderr.write(`parse error: ${thrown.message}\n`);
        return NOT_JSON;
      }
      if (!(thrown instanceof Halt)) throw thrown;
      this.process.stderr.write(thrown.text);
      return thrown.status & 255;
    }
    return status.always || wantsStatus ? status.code : 0;
  }

  #one(input: Value): { readonly code: number; readonly always: boolean } {
    let last: Value | undefined;
    try {
      for (const value of this.results(input)) {
        this.#print(value);
        last = value;
      }
    } catch (thrown) {
      const message = messageOf(thrown);
      if (message === undefined) throw thrown;
      this.process.stderr.write(`jq: error (at ${this.inputs.place})${message}\n`);
      return { code: FAILED, always: true };
    }
    if (last === undefined) return { code: NOTHING, always: false };
    return { code: isTrue(last) ? 0 : 1, always: false };
  }

  #print(value: Value): void {
    const { given, style } = this.options;
    const isRaw = given.has('r') || given.has('j');
    const text = isRaw && typeof value === 'string' ? value : print(value, style);
    this.process.stdout.write(`${given.has('seq') ? '\x1e' : ''}${text}${given.has('j') ? '' : '\n'}`);
  }
}

/** What is said of an error behind its place; JavaScript's stack ends where jq would go on until memory does. */
function messageOf(thrown: unknown): string | undefined {
  if (thrown instanceof JqError) {
    return typeof thrown.value === 'string' ? `: ${thrown.value}` : ` (not a string): ${print(thrown.value)}`;
  }
  if (thrown instanceof RangeError) return ': the program does not come to an end';
  return undefined;
}
