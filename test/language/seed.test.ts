import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixAll } from '../../src/language/features/fix-all.ts';
import { createLanguageService, DEFAULT_SETTINGS, labDocument } from '../../src/language/index.ts';

/** The command blocks that the project began with, mistakes included. */
const seed = (name: string) => readFileSync(join(import.meta.dirname, `../../examples/seed/${name}.netlab`), 'utf8');

const found = (text: string) =>
  createLanguageService()
    .check(labDocument(text))
    .map(({ severity, message }) => `${severity}: ${message}`);
const errors = (text: string) => found(text).filter((each) => each.startsWith('error'));
const run = (text: string) => createLanguageService().run(labDocument(text));

describe('the veth block', () => {
  const text = seed('veth');
  const fixed = fixAll(labDocument(text), DEFAULT_SETTINGS);

  test("its mistakes are told in the tools' words, each with a cure", () => {
    expect(errors(text)).toEqual([
      'error: Cannot find device "veth-test2"',
      'error: Command "addr" is unknown, try "ip link help".',
      'error: Command "addr" is unknown, try "ip link help".',
      'error: Cannot find device "veth-test2"',
    ]);
    const cures = createLanguageService()
      .check(labDocument(text))
      .filter(({ severity }) => severity === 'error')
      .map(({ fixes }) => fixes.length);
    expect(cures).toEqual([1, 1, 1, 1]);
  });

  test('repaired, it runs without an error and without a complaint', () => {
    expect(found(fixed)).toEqual([]);
    expect(run(fixed).commands.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    expect(fixed).toContain('ip netns exec test_veth ip addr add 10.11.14.4/24 dev veth-test2');
  });

  test('a ping from either end arrives', () => {
    const pings = `${fixed}\nping -c 1 10.11.14.4\nip netns exec test_veth ping -c 1 10.11.13.3\n`;
    expect(
      run(pings)
        .commands.slice(-2)
        .map(({ exitCode }) => exitCode),
    ).toEqual([0, 0]);
    expect(found(pings)).toEqual([]);
  });
});

describe('the Docker block', () => {
  const text = seed('docker');
  const fixed = fixAll(labDocument(text), DEFAULT_SETTINGS);

  test('the namespace nobody made is an error, with the cure beside its neighbour', () => {
    expect(errors(text)).toHaveLength(1);
    expect(fixed).toContain('sudo ip netns add red\nsudo ip netns add blue\n');
  });

  test('repaired, it runs, and is left with warnings that name what is missing', () => {
    expect(run(fixed).commands.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    const left = found(fixed);
    expect(left.every((each) => each.startsWith('warning'))).toBe(true);
    for (const device of ['veth-red', 'veth-blue', 'veth-red-br', 'veth-blue-br'])
      expect(
        left.filter((each) => each.startsWith(`warning: ${device} `) && each.includes('never brought up')),
      ).toHaveLength(1);
    for (const netns of ['red', 'blue'])
      expect(left.filter((each) => each.includes(`namespace ${netns} has no address`))).toHaveLength(1);
  });
});
