/** A program that shows captures. */
export interface CaptureViewer {
  /** Writes a capture to a file of its own and opens it. */
  open(name: string, bytes: Uint8Array): Promise<void>;
}
