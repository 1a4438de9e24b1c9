/** The kernel ran out of events: something goes round. Thrown by `Kernel.next`, caught by whoever runs the lab. */
export class BudgetExhausted extends Error {
  constructor(
    readonly what: 'broadcast storm' | 'routing loop' | 'endless traffic',
    /** Names of the devices that carried most frames. */
    readonly devices: readonly string[],
  ) {
    super(`${what}: ${devices.join(', ')}`);
  }
}
