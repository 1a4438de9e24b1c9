import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { applied, atCursor, lab, positionAt } from '../check.ts';

/** Checks what formatting makes of a lab, and that it leaves the result as it is. */
function checkFormatting(before: string, after: string): void {
  const document = labDocument(before);
  const text = applied(document, createLanguageService().formatting(document));
  expect(text).toBe(after);
  expect(createLanguageService().formatting(labDocument(text))).toEqual([]);
}

describe('formatting', () => {
  test('blanks, indentation and empty lines', () => {
    checkFormatting(
      'ip  link add   v0 type\tveth   \n\n\n\nfor n in a b; do\nip netns add $n\n      if true; then\necho  $n\n  else\n:\n fi\ndone\n',
      'ip link add v0 type veth\n\nfor n in a b; do\n  ip netns add $n\n  if true; then\n    echo $n\n  else\n    :\n  fi\ndone\n',
    );
  });

  test('functions, groups, subshells and case', () => {
    checkFormatting(
      'f() {\nip link\n}\n(\ncd /\n)\ncase $1 in\na)\nip link\n;;\n*) ip addr ;;\nesac\n',
      'f() {\n  ip link\n}\n(\n  cd /\n)\ncase $1 in\n  a)\n    ip link\n    ;;\n  *) ip addr ;;\nesac\n',
    );
  });

  test('what is quoted, continued or in a here-document stays', () => {
    const text = lab(`
      echo 'a   b
        c   d'
      ip link add v0 \\
           type veth
      cat <<EOF
         x    y
      EOF
      ip link show |
           grep   v0
    `).replace('grep   v0', 'grep v0');
    checkFormatting(text, text);
  });

  test('a lab that cannot be read is left alone', () => {
    checkFormatting('if  true\nip   link\n', 'if  true\nip   link\n');
  });

  const folder = join(import.meta.dirname, '../../../examples');
  const examples = readdirSync(folder).filter((name) => name.endsWith('.netlab'));
  test.each(examples)('%s is canonical, and does the same', (name) => {
    const document = labDocument(readFileSync(join(folder, name), 'utf8'));
    const text = applied(document, createLanguageService().formatting(document));
    const output = (each: string) => createLanguageService().run(labDocument(each)).output;
    expect(text).toBe(document.text);
    expect(output(text)).toEqual(output(document.text));
  });
});

/** The texts of the selections at the cursor, from the inside out. */
function selectionsIn(text: string): string[] {
  const { document, offset } = atCursor(lab(text));
  const position = positionAt(document.text, offset);
  const texts: string[] = [];
  const lines = document.text.split('\n');
  const offsetOf = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  for (
    let selection = createLanguageService().selectionRanges(document, [position])[0];
    selection !== undefined;
    selection = selection.parent
  )
    texts.push(document.text.slice(offsetOf(selection.range.start), offsetOf(selection.range.end)));
  return texts;
}

test('a selection grows from the word to the lab', () => {
  expect(selectionsIn('if true; then\n  ip link set v<|>0 up\nfi\necho\n')).toEqual([
    'v0',
    'ip link set v0 up',
    'if true; then\n  ip link set v0 up\nfi',
    'if true; then\n  ip link set v0 up\nfi\necho\n',
  ]);
});

test('words that name one thing change together', () => {
  const { document, offset } = atCursor('ip netns add r<|>ed\nip netns exec red ip link\nip netns add blue\n');
  const linked = createLanguageService().linkedEditingRanges(document, positionAt(document.text, offset));
  expect(linked?.ranges.map(({ start }) => start)).toEqual([
    { line: 0, character: 13 },
    { line: 1, character: 14 },
  ]);
});

/** The signature at the cursor, and the parameter that is marked in it. */
function signatureIn(text: string): [label: string, parameter: string] | undefined {
  const { document, offset } = atCursor(text);
  const help = createLanguageService().signatureHelp(document, positionAt(document.text, offset));
  const signature = help?.signatures[0];
  if (signature === undefined) return undefined;
  const [start, end] = signature.parameters![help!.activeParameter!]!.label as [number, number];
  return [signature.label, signature.label.slice(start, end)];
}

test('what a command takes while it is typed', () => {
  expect(signatureIn('ip route add default via <|>')?.[1]).toBe('[via ADDRESS]');
  expect(signatureIn('ip route add default via <|>')?.[0]).toMatch(/^ip route add .*PREFIX.* \[via ADDRESS\]/);
  expect(signatureIn('ping <|>')?.[1]).toMatch(/DESTINATION/);
  expect(signatureIn('ping -c 1 10.0.0<|>.1')?.[1]).toMatch(/DESTINATION/);
  expect(signatureIn('# ping <|>')).toBeUndefined();
});
