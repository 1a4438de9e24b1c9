/** A word of a command, and where it stands in it. */
export interface Word {
  readonly text: string;
  readonly index: number;
}
