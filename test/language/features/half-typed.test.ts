import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLanguageService } from '../../../src/language/index.ts';
import { positionAt } from '../check.ts';

/** Pieces of labs, whole and broken. */
const PIECES = [
  'ip netns add red\n',
  'ip link add v0 type veth peer name v1\n',
  'ip link set v1 netns red\n',
  'sudo ip -n red addr add 10.0.0.1/24 dev v1\n',
  'ip route add default via 10.0.0.1\n',
  'ping -c 1 -W 1 10.0.0.1\n',
  'iptables -t nat -A POSTROUTING -j MASQUERADE\n',
  'nft add table inet t\n',
  "nft 'add chain inet t c { type filter hook input priority 0; }'\n",
  'nft -f - <<EOF\ntable inet t {\nchain c {\nct state new jump b\n}\n',
  'for i in 1 2; do echo $i\n',
  'done\n',
  'if true; then\n',
  'f() {\n',
  '}\n',
  'cat <<EOF\n',
  'EOF\n',
  '"',
  "'",
  '$(',
  '${',
  '`',
  ' \\\n',
  '# netlab: disable=',
  '# netlab: machine bare\n',
  '\r\n',
  'é🙂',
  '\0',
  ' ',
];

test('every feature answers for every half-typed lab', () => {
  const half = fc
    .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), fc.nat(300), fc.nat(300))
    .map(([pieces, cut, cursor]) => ({ text: pieces.join('').slice(0, 300 - cut + 40), cursor }));
  fc.assert(
    fc.property(half, ({ text, cursor }) => {
      const service = createLanguageService();
      const document = { uri: 'file:///half.netlab', version: 1, text };
      const position = positionAt(text, Math.min(cursor, text.length));
      const answers = [
        service.diagnostics(document),
        service.codeActions(document, { start: position, end: position }),
        service.codeLenses(document),
        service.hover(document, position),
        service.completion(document, position),
        service.definition(document, position),
        service.references(document, position),
        service.highlights(document, position),
        service.rename(document, position, 'x'),
        service.linkedEditingRanges(document, position),
        service.signatureHelp(document, position),
        service.formatting(document),
        service.documentSymbols(document),
        service.foldingRanges(document),
        service.semanticTokens(document),
      ];
      expect(answers).not.toContain(undefined);
    }),
    { numRuns: 150 },
  );
});
