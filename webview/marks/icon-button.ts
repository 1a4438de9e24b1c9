import { drawIcon, type Icon } from './icons.ts';
import { type Drawn, type Marks, rows } from './selection.ts';

/** A button that shows a sign, and says in words what it does. */
export interface IconButton {
  readonly id: string;
  readonly icon: Icon;
  readonly label: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
}

/** Draws a row of such buttons; `id` becomes `data-testid`. */
export function drawIconButtons(
  bar: Drawn<unknown>,
  buttons: readonly IconButton[],
): Marks<HTMLButtonElement, IconButton> {
  const marks = rows<HTMLButtonElement, IconButton>(bar, 'button', 'icon-button', buttons, ({ id }) => id)
    .attr('type', 'button')
    .attr('data-testid', ({ id }) => id)
    .attr('aria-label', ({ label }) => label)
    .attr('aria-pressed', ({ pressed }) => (pressed === undefined ? null : String(pressed)))
    .attr('title', ({ label }) => label)
    // Not `disabled`: a button that has nothing more to do keeps the focus.
    .attr('aria-disabled', ({ disabled }) => (disabled ? 'true' : null))
    .on('click', (_, { act, disabled }) => {
      if (!disabled) act();
    });
  drawIcon(marks, ({ icon }) => icon);
  return marks;
}
