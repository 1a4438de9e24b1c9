/** The largest whole number that mawk prints as one and keeps as one. */
export const LARGEST_INTEGER = 0x7fffffff;
