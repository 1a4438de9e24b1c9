/** A network namespace: its devices, tables and settings. To become a class. */
export interface Netns {
  /** Unique number, in order of creation. */
  readonly id: number;
}
