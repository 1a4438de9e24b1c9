import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { textMateGrammar } from '../../src/language/textmate/grammar.ts';

const file = join(import.meta.dirname, '../../syntaxes/netlab.tmLanguage.json');
const generated = `${JSON.stringify(textMateGrammar(), null, 2)}\n`;

test('the committed grammar is the generated one (UPDATE=1 writes it)', () => {
  if (process.env.UPDATE) writeFileSync(file, generated);
  expect(readFileSync(file, 'utf8') === generated, 'run UPDATE=1 npx vitest run test/syntaxes').toBe(true);
});

describe('scopes', () => {
  let grammar: textmate.IGrammar;

  beforeAll(async () => {
    const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
    await oniguruma.loadWASM(readFileSync(wasm));
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async () => textmate.parseRawGrammar(generated, 'netlab.json'),
    });
    grammar = (await registry.loadGrammar('source.netlab'))!;
  });

  /** The innermost scopes of the words of a text, `word: scope`, words without a scope of their own left out. */
  function scopesOf(text: string): string[] {
    let stack: textmate.StateStack = textmate.INITIAL;
    const found: string[] = [];
    for (const line of text.split('\n')) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        const word = line.slice(startIndex, endIndex).trim();
        const scope = scopes.at(-1)!;
        if (word !== '' && scopes.length > 1 && !scope.startsWith('punctuation'))
          found.push(`${word}: ${scope.replace(/\.netlab$/, '')}`);
      }
    }
    return found;
  }

  test('a command of iproute2', () => {
    expect(scopesOf('sudo ip -n red addr add 10.0.0.1/24 dev eth0')).toEqual([
      'sudo: support.function.program',
      'ip: support.function.program',
      '-n: variable.parameter.option',
      'addr: keyword.other.subcommand',
      'add: keyword.other.subcommand',
      '10.0.0.1/24: constant.numeric.prefix',
      'dev: variable.parameter.keyword',
    ]);
  });

  test('a route and its gateway', () => {
    expect(scopesOf('ip route add default via 10.0.0.1')).toContain('via: variable.parameter.keyword');
    expect(scopesOf('ip route add default via 10.0.0.1')).toContain('10.0.0.1: constant.numeric.address');
  });

  test('names that contain words of the language are left alone', () => {
    expect(scopesOf('ip link set add-on up').map((each) => each.split(':')[0])).not.toContain('add');
    expect(scopesOf('echo veth-red')).toEqual(['echo: support.function.program']);
  });

  test('comments and directives', () => {
    expect(scopesOf('# plain')).toEqual(['plain: comment.line.number-sign']);
    expect(scopesOf('# netlab: machine bare')).toEqual([
      'netlab:: keyword.control.directive',
      'machine: keyword.other.directive',
      'bare: string.unquoted.directive',
    ]);
    expect(scopesOf('echo a#b')).not.toContain('b: comment.line.number-sign');
  });

  test('bash: strings, variables, substitutions, keywords, redirections', () => {
    expect(scopesOf('for ns in red blue; do echo "in $ns" > "/tmp/$ns"; done')).toEqual([
      'for: keyword.control',
      'in: keyword.control',
      'do: keyword.control',
      'echo: support.function.program',
      'in: string.quoted.double',
      '$ns: variable.other',
      '>: keyword.operator.redirect',
      '/tmp/: string.quoted.double',
      '$ns: variable.other',
      'done: keyword.control',
    ]);
    expect(scopesOf("x=$(ip netns) && echo 'no $x'")).toEqual([
      'x: variable.other.assignment',
      '=: keyword.operator.assignment',
      'ip: support.function.program',
      'netns: keyword.other.subcommand',
      '&&: keyword.operator.logical',
      'echo: support.function.program',
      'no $x: string.quoted.single',
    ]);
  });

  test('a here-document ends where bash ends it', () => {
    expect(scopesOf('cat <<EOF\nip $x\nEOF\nip link').slice(-2)).toEqual([
      'ip: support.function.program',
      'link: keyword.other.subcommand',
    ]);
    expect(scopesOf("cat <<'EOF'\n$x\nEOF")).toContain('$x: string.unquoted.heredoc');
  });

  test('MAC addresses and sysctl keys', () => {
    expect(scopesOf('ip link set v0 address 02:00:00:00:00:01')).toContain('02:00:00:00:00:01: constant.numeric.mac');
    expect(scopesOf('echo 1 > /proc/sys/net/ipv4/ip_forward')).toContain(
      '/proc/sys/net/ipv4/ip_forward: support.variable.sysctl',
    );
  });
});
