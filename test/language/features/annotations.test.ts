import { expect, test } from 'vitest';
import {
  completeSettings,
  createLanguageService,
  labDocument,
  SEMANTIC_TOKENS_LEGEND,
} from '../../../src/language/index.ts';
import { SWITCHABLE } from '../../../src/language/settings.ts';
import { lab } from '../check.ts';

/** A lab with its inlay hints written in, in brackets. */
function hinted(text: string): string {
  const document = labDocument(lab(text));
  const lines = document.text.split('\n');
  const all = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  for (const { position, label } of createLanguageService().inlayHints(document, all).reverse()) {
    const line = lines[position.line]!;
    lines[position.line] = `${line.slice(0, position.character)} [${label}]${line.slice(position.character)}`;
  }
  return lines.join('\n');
}

test('the other end of a cable, the network of an address, the source of a packet', () => {
  const text = `
    # netlab: machine bare
    ip netns add red
    ip link add v0 type veth peer name v1 netns red
    ip link set v0 up
    ip addr add 10.0.0.1/24 dev v0
    ip -n red link set v1 up
    ip -n red addr add 10.0.0.2/24 dev v1
    ping -c 1 10.0.0.2
    for a in 10.0.0.3/24 10.0.0.4/24; do ip addr add $a dev v0; done
  `;
  expect(hinted(text)).toBe(
    lab(`
      # netlab: machine bare
      ip netns add red
      ip link add v0 type veth peer name v1 netns red
      ip link set v0 [↔ v1 in red] up
      ip addr add 10.0.0.1/24 [10.0.0.0 – 10.0.0.255] dev v0
      ip -n red link set v1 [↔ v0 in host] up
      ip -n red addr add 10.0.0.2/24 [10.0.0.0 – 10.0.0.255] dev v1
      ping -c 1 10.0.0.2 [from 10.0.0.1]
      for a in 10.0.0.3/24 10.0.0.4/24; do ip addr add $a dev v0; done
    `),
  );
});

test('links of comments and directives', () => {
  const document = labDocument(
    '# See https://example.org/a.html.\nip link # netlab: disable=device-down\necho http://x.y\n',
  );
  const links = createLanguageService().documentLinks(document);
  expect(links.map(({ target, range }) => [target?.split('/').at(-1), range.start.line])).toEqual([
    ['a.html', 0],
    ['device-down.md', 1],
  ]);
});

test('every feature can be switched off', () => {
  const service = createLanguageService(
    completeSettings(Object.fromEntries(SWITCHABLE.map((name) => [name, { enabled: false }]))),
  );
  const document = labDocument('ip netns add red\nip link set nope up\nping 10.0.0.1\n# https://example.org\n');
  const start = { line: 1, character: 13 };
  expect([
    service.diagnostics(document),
    service.codeActions(document, { start, end: start }),
    service.codeLenses(document),
    service.completion(document, start),
    service.highlights(document, start),
    service.documentLinks(document),
    service.inlayHints(document, { start: { line: 0, character: 0 }, end: start }),
    service.formatting(document),
    service.documentSymbols(document),
    service.foldingRanges(document),
    service.selectionRanges(document, [start]),
    service.semanticTokens(document),
  ]).toEqual(Array.from({ length: 12 }, () => []));
  expect([
    service.hover(document, start),
    service.signatureHelp(document, start),
    service.linkedEditingRanges(document, start),
  ]).toEqual([null, null, null]);
});

/** The semantic tokens of a lab, `word type modifiers`, for the words that are asked for. */
function coloured(text: string, ...words: readonly string[]): string[] {
  const document = labDocument(lab(text));
  const lines = document.text.split('\n');
  const data = createLanguageService().semanticTokens(document);
  const { tokenTypes, tokenModifiers } = SEMANTIC_TOKENS_LEGEND;
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    character = data[at] === 0 ? character + data[at + 1]! : data[at + 1]!;
    line += data[at]!;
    const word = lines[line]!.slice(character, character + data[at + 2]!);
    const modifiers = tokenModifiers.filter((_, bit) => data[at + 4]! & (1 << bit));
    if (words.includes(word)) found.push([word, tokenTypes[data[at + 3]!], ...modifiers].join(' '));
  }
  return [...new Set(found)];
}

test('namespaces, devices, addresses, networks, tables and chains have colours of their own', () => {
  const text = `
    # netlab: machine bare
    ip netns add red
    ip link add v0 type veth peer name v1 netns red
    ip link set v0 up
    ip netns exec red ip addr add 10.0.0.1/24 dev v1
    ip route add 10.9.0.0/16 dev v0 table 100
    iptables -N web
    ping -c 1 10.0.0.1
  `;
  expect(coloured(text, 'red', 'v0', 'v1', '10.0.0.1/24', '10.9.0.0/16', '100', 'web', '10.0.0.1')).toEqual([
    'red namespace declaration',
    'v0 variable declaration',
    'v1 variable declaration down',
    'red namespace',
    'v0 variable',
    '10.0.0.1/24 number prefix',
    'v1 variable down',
    '10.9.0.0/16 number prefix',
    '100 enum',
    'web class declaration unused',
    '10.0.0.1 number',
  ]);
});
