import { expect, test } from 'vitest';
import { shrink } from './shrink.ts';

test('what is left is what the difference needs, and nothing else', async () => {
  const lab = Array.from({ length: 40 }, (_, at) => `ip netns add n${at}`).join('\n');
  const differs = async (text: string) => text.includes('n7\n') && text.includes('n31');
  expect(await shrink(`${lab}\nip link\n`, differs)).toBe('ip netns add n7\nip netns add n31');
});

test('a lab of which every line is needed stays as it is', async () => {
  const lab = 'ip netns add a\nip -n a link set lo up\nip -n a route';
  expect(await shrink(lab, async (text) => text === lab)).toBe(lab);
});
