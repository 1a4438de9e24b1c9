import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { Scene } from '../../../src/protocol/scene.ts';
import { compareRuns, type Outcome } from '../../../webview/view/compare.ts';
import { update } from '../../../webview/view/update.ts';
import { EMPTY } from '../../../webview/view/view.ts';

const lab = (forward: 0 | 1, first = '') => `# netlab: machine bare
${first}
ip netns add r
ip netns exec r sysctl -qw net.ipv4.ip_forward=${forward}
for n in 1 2; do
  ip netns add h$n
  ip link add eth0 netns h$n type veth peer name eth$n netns r
  ip -n r addr add 10.0.$n.1/24 dev eth$n
  ip -n r link set eth$n up
  ip -n h$n addr add 10.0.$n.2/24 dev eth0
  ip -n h$n link set eth0 up
  ip -n h$n route add default via 10.0.$n.1
done
ip netns exec h1 ping -c 1 -W 1 10.0.2.2
`;

const sceneOf = (forward: 0 | 1, version: number, first?: string): Scene =>
  createLanguageService().scene(labDocument(lab(forward, first), 'file:///lab.netlab', version), 13);

test('an edit that turns forwarding off shows where the ways part, and which packets are no longer sent', () => {
  const [before, after] = [sceneOf(1, 1), sceneOf(0, 2)];
  const signs = { shared: '', parting: '*', apart: '+' };
  const told = (outcome: Outcome | undefined) => {
    if (outcome === undefined) return 'not sent';
    const { way, parting, fate, reason } = outcome;
    return `${way.map(({ name, part }) => signs[part] + name).join(' ')}: ${reason ?? fate} at ${parting?.where}`;
  };
  const changes = compareRuns(before, after);
  expect(
    changes.filter(({ protocol }) => protocol === 'ICMP').map(({ title, was, is }) => [title, told(was), told(is)]),
  ).toEqual([
    [
      'echo request, seq 1: 10.0.1.2 → 10.0.2.2',
      'h1 *r +h2: delivered at r, routing',
      'h1 *r: IP_INADDRERRORS at r, routing',
    ],
    ['echo reply, seq 1: 10.0.2.2 → 10.0.1.2', 'h2 r h1: delivered at undefined', 'not sent'],
  ]);
});

test('two runs of the same text differ in nothing', () => {
  expect(compareRuns(sceneOf(1, 1), sceneOf(1, 2))).toEqual([]);
});

test('what is new elsewhere, so that namespaces and devices get other ids, changes no way', () => {
  const first = 'ip netns add elsewhere; ip link add d0 type dummy';
  expect(compareRuns(sceneOf(1, 1), sceneOf(1, 2, first))).toEqual([]);
});

test('what is compared with stays while one types, and changes when it is accepted', () => {
  const show = (view: typeof EMPTY, scene: Scene) => update(view, { type: 'scene', scene, kept: undefined });
  const first = sceneOf(1, 1);
  const broken = show(show(EMPTY, first), sceneOf(0, 2));
  expect(broken.before).toBe(first);
  const again = show(broken, sceneOf(1, 3));
  expect(again.before).toBe(first);
  expect(update(broken, { type: 'accept' }).before).toBe(broken.scene);
});
