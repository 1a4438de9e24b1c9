/**
 * Who made an object or sent a packet: a number the caller of the kernel chooses before each request (`Kernel.cause`)
 * and understands afterwards. The kernel only hands it on. `NO_CAUSE` marks what exists before any request.
 */
export type Cause = number;

export const NO_CAUSE: Cause = -1;
