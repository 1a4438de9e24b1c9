import type { NetlabSettings, SwitchableFeature } from '../protocol/requests.ts';

/** The settings of a service that was told none. */
export const DEFAULT_SETTINGS: NetlabSettings = {
  machine: 'host',
  brNetfilter: false,
  off: [],
  severity: {},
};

/** The features that have a switch, by the names of their settings. */
export const SWITCHABLE: readonly SwitchableFeature[] = [
  'codeLens',
  'completion',
  'diagnostics',
  'documentLinks',
  'folding',
  'formatting',
  'highlights',
  'hover',
  'inlayHints',
  'linkedEditing',
  'selectionRanges',
  'semanticTokens',
  'signatureHelp',
  'symbols',
];

/** Completes settings as an editor sends them: parts may be missing or of the wrong type. */
export function completeSettings(sent: unknown): NetlabSettings {
  const given = isRecord(sent) ? sent : {};
  return {
    machine: given.machine === 'bare' ? 'bare' : 'host',
    brNetfilter: given.brNetfilter === true,
    off: SWITCHABLE.filter((name) => isRecord(given[name]) && given[name].enabled === false),
    severity: isRecord(given.severity) ? (given.severity as NetlabSettings['severity']) : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
