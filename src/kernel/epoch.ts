/** The moment the virtual clock starts at, in seconds since 1970: 1 January 2025, 00:00 UTC. */
export const EPOCH = 1_735_689_600;
