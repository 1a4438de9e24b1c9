/** What is wrong with a number on the command line, as programs of iputils say it (strtol_or_err). */
export interface WrongNumber {
  readonly complaint: string;
}

const LONG_MAX = Number('9223372036854775807');

/** A decimal number of a range. */
export function wholeNumber(text: string, least: number, most: number): number | WrongNumber {
  const complaint = `invalid argument: '${text}'`;
  if (!/^\s*[-+]?\d+$/.test(text)) return { complaint };
  const value = Number(text);
  if (Math.abs(value) > LONG_MAX) return { complaint: `${complaint}: Numerical result out of range` };
  return value >= least && value <= most
    ? value
    : {
        complaint: `${complaint}: out of range: ${least} <= value <= ${most === LONG_MAX ? '9223372036854775807' : most}`,
      };
}
