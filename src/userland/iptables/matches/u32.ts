import { U32 } from '../../../grammar/iptables/matches/u32.ts';
import type { U32Match, U32Operator, U32Test } from '../../../kernel/netfilter/matches/u32.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { hex, scanUnsigned } from '../number.ts';

/** Numbers of a location, values of a test, tests of a match (XT_U32_MAXSIZE). */
const MAX = 10;

/** Reads tests character by character, and says where it stumbles (u32_parse). */
class Reader {
  private at = 0;
  private readonly text: string;
  private readonly index: number;

  constructor(text: string, index: number) {
    this.text = text;
    this.index = index;
  }

  read(): U32Test[] {
    const tests: U32Test[] = [];
    do {
      tests.push(this.readTest());
      if (tests.length > MAX) this.fail('too many "&&"s');
    } while (this.skip('&&'));
    return tests;
  }

  private readTest(): U32Test {
    const numbers: number[] = [];
    const operators: U32Operator[] = [];
    for (;;) {
      if (this.isAtEnd()) complain('u32: abrupt end of input after location specifier', this.index);
      if (this.skip('=')) {
        if (numbers.length === 0) this.fail('location spec missing', this.at - 1);
        break;
      }
      if (numbers.length > 0) operators.push(this.readOperator());
      numbers.push(this.readNumber());
      if (numbers.length > MAX) this.fail('too many operators');
    }
    const [start, ...others] = numbers;
    const steps = others.map((number, i) => ({ operator: operators[i]!, number }));
    return { start: start!, steps, values: this.readValues() };
  }

  private readOperator(): U32Operator {
    for (const operator of ['&', '<<', '>>', '@'] as const) if (this.skip(operator)) return operator;
    const letter = this.text[this.at]!;
    if (letter === '<' || letter === '>') this.fail(`a second '${letter}' was expected`, this.at + 1);
    return this.fail('operator expected');
  }

  private readValues(): U32Test['values'] {
    const values: { min: number; max: number }[] = [];
    for (;;) {
      if (this.isAtEnd()) {
        if (values.length === 0) complain('u32: test ended with no value specified', this.index);
        return values;
      }
      if (this.text[this.at] === '&') {
        if (this.text[this.at + 1] !== '&') this.fail("a second '&' was expected", this.at + 1);
        return values.length === 0 ? this.fail('value spec missing', this.at + 1) : values;
      }
      if (values.length > 0 && !this.skip(',')) this.fail('expected "," or "&&"');
      const min = this.readNumber();
      values.push({ min, max: this.skip(':') ? this.readNumber() : min });
      if (values.length > MAX) this.fail('too many ","s');
    }
  }

  private readNumber(): number {
    this.skipBlanks();
    const rest = this.text.slice(this.at);
    const scanned = scanUnsigned(rest);
    if (scanned === undefined || scanned.value > 0xffffffff) this.fail('not a number or out of range');
    this.at += rest.length - scanned.rest.length;
    return scanned.value;
  }

  private skip(word: string): boolean {
    this.skipBlanks();
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private isAtEnd(): boolean {
    this.skipBlanks();
    return this.at >= this.text.length;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private fail(what: string, at: number = this.at): never {
    return complain(`u32: at char ${at}: ${what}`, this.index);
  }
}

function format({ tests }: U32Match): string {
  const one = ({ start, steps, values }: U32Test) => {
    const location = steps.map(({ operator, number }) => `${operator}${hex(number)}`).join('');
    const ranges = values.map(({ min, max }) => (min === max ? hex(min) : `${hex(min)}:${hex(max)}`));
    return `${hex(start)}${location}=${ranges.join(',')}`;
  };
  return `"${tests.map(one).join('&&')}"`;
}

/** libxt_u32. */
export const U32_EXTENSION: Extension<U32Match> = {
  label: 'u32',
  options: U32,
  begin() {
    let match: U32Match = { kind: 'u32', tests: [], invert: false };
    return {
      option({ value, invert, index }) {
        match = { kind: 'u32', tests: new Reader(value, index).read(), invert };
      },
      finish: () => match,
    };
  },
  save: (match) => `${match.invert ? '! ' : ''}--u32 ${format(match)}`,
  print: (match) => `u32 ${match.invert ? '! ' : ''}${format(match)}`,
};
