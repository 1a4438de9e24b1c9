import type { Lab } from './transcript.ts';
export function simulate(lab: Lab): Lab {
  return lab;
}
