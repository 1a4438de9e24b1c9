/** What is wrong with a number on the command line, as programs of iputils say it (strtol_or_err). */
export interface WrongNumber {
  readonly complaint: string;
}

/** A decimal number of a range. */
export function wholeNumber(text: string, least: number, most: number): number | WrongNumber {
  const complaint = `invalid argument: '${text}'`;
  if (!/^\s*[-+]?\d+$/.test(text)) return { complaint };
  const value = Number(text);
  return value >= least && value <= most
    ? value
    : { complaint: `${complaint}: out of range: ${least} <= value <= ${most}` };
}
