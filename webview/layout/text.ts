/*
 * Widths of text are estimated, never measured: the same scene must give the same drawing on every machine, and in tests
 * without a browser. The factors are those of wide fonts (DejaVu), so that no other font overflows its box.
 */

/** Size of device names and addresses in the drawing. */
export const MONO_SIZE = 11;
/** Size of namespace names. */
export const TITLE_SIZE = 12;

/** Width of text in the editor's font. */
export function monoWidth(text: string, size = MONO_SIZE): number {
  return Math.ceil(text.length * size * 0.615);
}

/** Width of text in the workbench's font, semibold. */
export function titleWidth(text: string, size = TITLE_SIZE): number {
  return Math.ceil(text.length * size * 0.7);
}

/** The text, or its beginning with an ellipsis where it is longer than `limit` characters. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
