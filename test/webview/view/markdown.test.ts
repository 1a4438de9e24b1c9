import { expect, test } from 'vitest';
import { journeyMarkdown } from '../../../webview/view/markdown.ts';
import { routerScene } from '../scenes/router.ts';

test('a journey in Markdown names the command, every packet, its stages, changes and lines', () => {
  const text = journeyMarkdown(routerScene);
  expect(text).toMatch(/^# `[^`]+` in client\n\n✗ /);
  expect(text).toContain('- **router**');
  expect(text).toContain('IPv4 TTL 64 → 63');
  expect(text).toContain('(drop `NETFILTER_DROP`)');
  expect(text).toContain('(line 19)');
  // Each rule that was tried stands below its hook.
  expect(text).toContain('    - `FORWARD rule 1 (ACCEPT)`: -p icmp does not match (line 20)');
});

test('text of a lab is text', () => {
  const journey = { ...routerScene.journey!, command: 'echo `x`', summary: '<b>*no*</b>' };
  const text = journeyMarkdown({ ...routerScene, journey });
  expect(text).toContain('# `` echo `x` ``');
  expect(text).toContain('\\<b\\>\\*no\\*\\</b\\>');
});
