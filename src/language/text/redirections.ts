import type { Redirect, RedirectDescriptor } from 'unbash';
import type { Origin } from '../../userland/process.ts';
import type { Analysis } from '../analysis.ts';

/** A redirection to or from a file as it is written. */
export interface WrittenRedirection {
  readonly operator: Redirect['operator'];
  readonly descriptor: RedirectDescriptor | undefined;
  readonly target: { readonly value: string; readonly range: Origin } | undefined;
}

/** The redirections to files of the command that begins at a place of the text. */
export function redirectionsOf({ script }: Analysis, start: number): WrittenRedirection[] {
  const command = script.commandAt(start);
  return (command?.redirections ?? []).flatMap((each) => {
    if (each.type !== 'Redirect') return [];
    const { operator, descriptor, target } = each;
    return [{ operator, descriptor, target: target && { value: target.value, range: command!.placeOf(target) } }];
  });
}
