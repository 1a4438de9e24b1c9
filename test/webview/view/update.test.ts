import { describe, expect, test } from 'vitest';
import type { Scene } from '../../../src/protocol/scene.ts';
import { type Action, stateOf, update } from '../../../webview/view/update.ts';
import { EMPTY, hopOf, momentOf, packetOf, type View } from '../../../webview/view/view.ts';
import { bridgeScene } from '../scenes/bridge.ts';
import { emptyLabScene } from '../scenes/empty-lab.ts';
import { routerScene } from '../scenes/router.ts';

const show = (scene: Scene, before: View = EMPTY): View => update(before, { type: 'scene', scene, kept: undefined });
const after = (view: View, ...actions: Action[]): View => actions.reduce(update, view);

describe('a new scene', () => {
  test('shows the packet that died, at the hop that dropped it, with the table that decided', () => {
    const view = show(routerScene);
    expect(packetOf(view)?.id).toBe(2);
    expect(hopOf(view)?.reason).toBe('NETFILTER_DROP');
    expect(view.namespace).toBe('router');
    expect(view.table).toBe('firewall');
  });

  test('shows the delivery of a packet that arrived', () => {
    expect(hopOf(show(bridgeScene))?.verdict).toBe('deliver');
  });

  test('without packets shows the tables of the host', () => {
    const view = show(emptyLabScene);
    expect(view.hop).toBeUndefined();
    expect(view.namespace).toBe('host');
  });

  test('of the same line keeps what the reader had chosen', () => {
    const chosen = after(show(bridgeScene), { type: 'packet', packet: 1 }, { type: 'hop', hop: 3 });
    const again = show({ ...bridgeScene, version: 2 }, chosen);
    expect([again.packet, again.hop]).toEqual([1, 3]);
  });

  test('of another line begins anew', () => {
    const chosen = after(show(bridgeScene), { type: 'packet', packet: 1 });
    expect(show(routerScene, chosen).packet).toBe(1);
    expect(hopOf(show(routerScene, chosen))?.verdict).toBe('drop');
  });

  test('comes back after a reload as it was', () => {
    const chosen = after(show(bridgeScene), { type: 'packet', packet: 2 }, { type: 'hop', hop: 1 });
    const kept = stateOf(chosen);
    const reloaded = update(EMPTY, { type: 'scene', scene: bridgeScene, kept });
    expect(stateOf(reloaded)).toEqual(kept);
  });
});

describe('stepping', () => {
  test('stops at both ends', () => {
    const first = after(show(bridgeScene), { type: 'hop', hop: 0 });
    expect(update(first, { type: 'step', by: -1 }).hop).toBe(0);
    const last = after(show(bridgeScene), { type: 'seek', frame: 999 });
    const on = update(last, { type: 'step', by: 1 });
    expect([on.packet, on.hop]).toEqual([last.packet, last.hop]);
  });

  test('plays from the start when the end was shown, and stops there', () => {
    let view = update(show(bridgeScene), { type: 'play' });
    expect([view.hop, view.playing]).toEqual([0, true]);
    const { frames } = momentOf(view)!.story;
    for (let step = 1; step < frames.length; step += 1) view = update(view, { type: 'step', by: 1 });
    expect(momentOf(view)!.frame).toBe(frames.length - 1);
    expect(view.playing).toBe(false);
    expect(momentOf(update(view, { type: 'play' }))!.frame).toBe(0);
  });

  test('plays from the beginning of a packet that was chosen, and on from a moment that was', () => {
    const packet = after(show(bridgeScene), { type: 'packet', packet: 1 }, { type: 'play' });
    expect([packet.packet, packet.hop]).toEqual([1, 0]);
    const moment = after(show(bridgeScene), { type: 'seek', frame: 5 }, { type: 'play' });
    expect(momentOf(moment)!.frame).toBe(5);
  });

  test('takes the tables along to the namespace of the hop', () => {
    const view = after(show(bridgeScene), { type: 'namespace', namespace: 'green' }, { type: 'hop', hop: 1 });
    expect(view.namespace).toBe('red');
    expect(view.table).toBe('routes');
  });
});

test('an empty panel keeps only its message', () => {
  const view = update(show(bridgeScene), { type: 'empty', message: 'No lab.' });
  expect(view).toEqual({ ...EMPTY, message: 'No lab.' });
  expect(stateOf(view)).toBeUndefined();
});
