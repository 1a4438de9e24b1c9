import { FEATURE_GROUPS } from '../../grammar/ethtool/features.ts';
import type { FeatureState } from '../../kernel/link/ethtool/device-features.ts';
import type { Request } from './request.ts';

/** `ethtool -k DEVICE`: the features that have names of old first, alone or as groups, then the others by their bits. */
export function showFeatures(request: Request): number {
  request.noMoreWords();
  const { process } = request;
  const link = request.device();
  const found = process.system.kernel.ethtool.features(process.netns, link.ifindex);
  const states = found.ok ? found.value : [];
  const shown = new Set<FeatureState>();
  request.print(`Features for ${link.name}:\n`);
  for (const { long, pattern } of FEATURE_GROUPS) {
    const group = states.filter(({ name }) => pattern.test(name));
    for (const state of group) shown.add(state);
    if (group.length === 1) request.print(featureLine(long, group[0]!));
    if (group.length < 2) continue;
    request.print(`${long}: ${onOff(group.some(({ active }) => active))}\n`);
    for (const state of group) request.print(`\t${featureLine(state.name, state)}`);
  }
  for (const state of states) if (!shown.has(state)) request.print(featureLine(state.name, state));
  return 0;
}

function featureLine(name: string, { active, wanted, fixed }: FeatureState): string {
  const why = fixed ? ' [fixed]' : active === wanted ? '' : ` [requested ${onOff(wanted)}]`;
  return `${name}: ${onOff(active)}${why}\n`;
}

/** A state in ethtool's words. */
export function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
