import { hopOf, nameOf, packetOf, type View } from '../view/view.ts';
import type { Place } from './selection.ts';

/** Says each step to screen readers. */
export function drawLive(place: Place, view: View): void {
  const hop = hopOf(view);
  const total = packetOf(view)?.hops.length ?? 0;
  const said =
    hop && view.scene
      ? `Hop ${view.hop! + 1} of ${total}, ${nameOf(view.scene, hop.namespace)}, ${hop.title}: ${hop.sentence}`
      : view.message;
  if (place.text() !== said) place.text(said);
}
