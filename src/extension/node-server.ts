import { Worker } from 'node:worker_threads';

/**
 * Room for what a run makes, in megabytes. A run lives until the next edit; with Node's own 16 nearly every run would be
 * carried over by the collector while it is still in use, which takes longer than the run.
 */
const YOUNG_GENERATION = 64;

/** Starts the language server in a Node worker thread, so that a run never blocks the extension host. */
export function startServerThread(path: string): Worker {
  const worker = new Worker(path, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
  });
  // The message writer takes 'close' for the end of the connection; a Worker, unlike a MessagePort, says 'exit'.
  worker.once('exit', () => worker.emit('close'));
  return worker;
}
