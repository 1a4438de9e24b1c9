import type { NetlabSettings } from '../protocol/requests.ts';

/** The settings of a service that was told none. */
export const DEFAULT_SETTINGS: NetlabSettings = {
  machine: 'host',
  brNetfilter: false,
  codeLens: { enabled: true },
  severity: {},
};

/** Completes settings as an editor sends them: parts may be missing or of the wrong type. */
export function completeSettings(sent: unknown): NetlabSettings {
  const given = isRecord(sent) ? sent : {};
  const codeLens = isRecord(given.codeLens) ? given.codeLens : {};
  return {
    machine: given.machine === 'bare' ? 'bare' : 'host',
    brNetfilter: given.brNetfilter === true,
    codeLens: { enabled: codeLens.enabled !== false },
    severity: isRecord(given.severity) ? (given.severity as NetlabSettings['severity']) : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
