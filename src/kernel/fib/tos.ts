import { DONE, type Result, refused } from '../result.ts';

/** The bits of the TOS that belong to ECN (INET_ECN_MASK). */
const ECN_BITS = 3;

/** Routes and rules cannot ask for ECN bits (inet_validate_dscp). */
export function checkEcn(tos: number): Result {
  return (tos & ECN_BITS) === 0 ? DONE : refused('EINVAL', 'Invalid dsfield (tos): ECN bits must be 0');
}
