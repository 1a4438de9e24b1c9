import type { Location, Position } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { mentionAt, mentionsOf } from '../text/symbols.ts';

/** Where the namespace, device, function, next hop object or VRF's table under the cursor is made. Devices are followed through moves and new names. */
export function definitionAt(lab: Analysis, position: Position): Location[] {
  const mention = mentionAt(lab, lab.positions.offsetAt(position));
  if (mention === undefined) return [];
  const same = mentionsOf(lab).filter((each) => each.thing === mention.thing);
  const definition = same.find((each) => each.defines);
  return definition === undefined ? [] : [{ uri: lab.document.uri, range: lab.positions.rangeOf(definition.range) }];
}
