import type { Scene } from '../../../src/protocol/scene.ts';
import { bridgeScene } from './bridge.ts';
import { campusScene } from './campus.ts';
import { chainScene } from './chain.ts';
import { dockerScene } from './docker.ts';
import { emptyLabScene } from './empty-lab.ts';
import { ringScene } from './ring.ts';
import { routerScene } from './router.ts';
import { stackedScene } from './stacked.ts';

/** Every fixed scene by the name its golden files carry. */
export const SCENES: Readonly<Record<string, Scene>> = {
  bridge: bridgeScene,
  router: routerScene,
  docker: dockerScene,
  chain: chainScene,
  ring: ringScene,
  'empty-lab': emptyLabScene,
  campus: campusScene,
  stacked: stackedScene,
};
