import type { Kernel } from './kernel.ts';

/** Looks at a machine with nobody listening to it: who listens is no part of its state. */
export function untraced<T>(kernel: Kernel, look: () => T): T {
  const { tracer } = kernel;
  kernel.tracer = null;
  try {
    return look();
  } finally {
    kernel.tracer = tracer;
  }
}
