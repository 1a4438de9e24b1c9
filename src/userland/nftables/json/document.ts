/** A value of JSON; objects keep the order in which their members were given. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [member: string]: Json | undefined };

/** What stands before everything that nft tells. */
const METAINFO: Json = { metainfo: { version: '1.0.6', release_name: 'Lester Gooch #5', json_schema_version: 1 } };

/** What nft tells as one line: `{"nftables": […]}`, its version before what there is (libnftables-json(5)). */
export function documentOf(parts: readonly Json[]): string {
  return `${write({ nftables: [METAINFO, ...parts] })}\n`;
}

/** Writes a value as jansson does: a blank behind each comma and colon; members that are undefined are left out. */
export function write(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(write).join(', ')}]`;
  const members = Object.entries(value).flatMap(([name, each]) =>
    each === undefined ? [] : [`${JSON.stringify(name)}: ${write(each)}`],
  );
  return `{${members.join(', ')}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** One thing alone stands without a list around it. */
export function oneOrList(values: readonly Json[]): Json | undefined {
  return values.length > 1 ? values : values[0];
}
