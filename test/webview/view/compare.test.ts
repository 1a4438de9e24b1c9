import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { Scene } from '../../../src/protocol/scene.ts';
import { compareJourneys, type Outcome } from '../../../webview/view/compare.ts';
import { update } from '../../../webview/view/update.ts';
import { EMPTY, nameOf } from '../../../webview/view/view.ts';

const lab = (forward: 0 | 1) => `# netlab: machine bare
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

const sceneOf = (forward: 0 | 1, version: number): Scene =>
  createLanguageService().scene(labDocument(lab(forward), 'file:///lab.netlab', version), 12);

test('an edit that turns forwarding off shows where the ways part, and which packets are no longer sent', () => {
  const [before, after] = [sceneOf(1, 1), sceneOf(0, 2)];
  const told = (outcome: Outcome | undefined, scene: Scene) => {
    if (outcome === undefined) return 'not sent';
    const { parting, fate, reason } = outcome;
    return `${reason ?? fate} at ${parting && `${nameOf(scene, parting.namespace)} ${parting.title}`}`;
  };
  const changes = compareJourneys(before.journey!, after.journey!);
  expect(
    changes
      .filter(({ protocol }) => protocol === 'ICMP')
      .map(({ title, was, is }) => [title, told(was, before), told(is, after)]),
  ).toEqual([
    ['echo request, seq 1: 10.0.1.2 → 10.0.2.2', 'delivered at r routing', 'IP_INADDRERRORS at r routing'],
    ['echo reply, seq 1: 10.0.2.2 → 10.0.1.2', 'delivered at h2 send', 'not sent'],
  ]);
});

test('two runs of the same text differ in nothing', () => {
  expect(compareJourneys(sceneOf(1, 1).journey!, sceneOf(1, 2).journey!)).toEqual([]);
});

test('what is compared with stays while one types, and changes when it is accepted', () => {
  const show = (view: typeof EMPTY, scene: Scene) => update(view, { type: 'scene', scene, kept: undefined });
  const first = sceneOf(1, 1);
  const broken = show(show(EMPTY, first), sceneOf(0, 2));
  expect(broken.before).toBe(first.journey);
  const again = show(broken, sceneOf(1, 3));
  expect(again.before).toBe(first.journey);
  expect(update(broken, { type: 'accept' }).before).toBe(broken.scene!.journey);
});
