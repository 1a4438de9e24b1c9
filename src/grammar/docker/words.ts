import type { Option, Positional } from '../command.ts';

/** Rows that several commands share. */
export const FORMAT: Option = {
  name: '--format',
  values: ['text'],
  doc: 'a Go template, `table TEMPLATE` or `json`: `{{.Names}}\\t{{.Ports}}`',
};
export const INSPECT_FORMAT: Option = {
  name: '--format',
  aliases: ['-f'],
  values: ['text'],
  doc: 'a Go template: `{{.NetworkSettings.IPAddress}}`, `{{.State.Pid}}`',
};
export const FILTER: Option = {
  name: '--filter',
  aliases: ['-f'],
  values: ['text'],
  doc: 'only what fits: `name=web`',
  repeatable: true,
};
export const QUIET: Option = { name: '--quiet', aliases: ['-q'], doc: 'ids only' };
export const NO_TRUNC: Option = { name: '--no-trunc', doc: 'ids and commands in full' };
export const FORCE: Option = { name: '--force', aliases: ['-f'], doc: 'do not ask' };

export const CONTAINER: Positional = { name: 'CONTAINER', value: 'container', doc: 'the name or id of a container' };
export const CONTAINERS: Positional = {
  name: 'CONTAINER [CONTAINER...]',
  value: 'container',
  doc: 'names or ids of containers',
};
export const NETWORK: Positional = { name: 'NETWORK', value: 'docker-network', doc: 'the name or id of a network' };
export const NETWORKS: Positional = {
  name: 'NETWORK [NETWORK...]',
  value: 'docker-network',
  doc: 'names or ids of networks',
};
