import { expect, test } from 'vitest';
import { Getopt, type GetoptOption, type GetoptOrder, GetoptTable, getoptMessage } from '../../src/grammar/getopt.ts';

const ROWS: readonly GetoptOption[] = [
  { name: '-c', aliases: ['--count'], values: ['number'], doc: 'how many' },
  { name: '-n', aliases: ['--numeric'], doc: 'numbers' },
  { name: '-v', aliases: ['--verbose'], doc: 'more' },
  { name: '-V', aliases: ['--version'], doc: 'version' },
  { name: '-L', aliases: ['--list'], values: ['chain'], optionalValue: true, doc: 'list' },
];

/** The scan of a line as text: options as `name=value@word`, operands as `'text'@word`, errors as glibc words them. */
function scan(line: string, order?: GetoptOrder): string {
  const getopt = new Getopt(line.split(' '), [new GetoptTable(ROWS)], order);
  const steps: string[] = [];
  for (let step = getopt.next(); step !== undefined; step = getopt.next()) {
    if (step.kind === 'option') steps.push(`${step.name}=${step.value ?? ''}@${step.valueIndex}`);
    else if (step.kind === 'operand') steps.push(`'${step.value}'@${step.index}`);
    else steps.push(getoptMessage('p', step.error));
  }
  return steps.join(' ');
}

test.each([
  ['p -c 3 host', undefined, "-c=3@2 'host'@3"],
  ['p -c3 -nv', undefined, '-c=3@1 -n=@2 -v=@2'],
  ['p host -c 3', undefined, "-c=3@3 'host'@1"],
  ['p host -c 3', 'stop', "'host'@1 '-c'@2 '3'@3"],
  ['p host -c 3', 'in-order', "'host'@1 -c=3@3"],
  ['p -- -c 3', undefined, "'-c'@2 '3'@3"],
  ['p --count=3 --cou 4', undefined, '--count=3@1 --count=4@3'],
  ['p --ver', undefined, "p: option '--ver' is ambiguous; possibilities: '--verbose' '--version'"],
  ['p --foo', undefined, "p: unrecognized option '--foo'"],
  ['p -Z', undefined, "p: invalid option -- 'Z'"],
  ['p -c', undefined, "p: option requires an argument -- 'c'"],
  ['p --count', undefined, "p: option '--count' requires an argument"],
  ['p --numeric=1', undefined, "p: option '--numeric' doesn't allow an argument"],
  ['p -L INPUT', undefined, "-L=@1 'INPUT'@2"],
  ['p -LINPUT', undefined, '-L=INPUT@1'],
] as const)('%s (%s)', (line, order, expected) => {
  expect(scan(line, order)).toBe(expected);
});
