import type { Container } from './state.ts';

/** Words of `ip OBJECT` that change something. */
const CHANGES = /^(?:add|del|delete|set|change|replace|append|flush|prepend)$/;

/**
 * What a program says that lacks CAP_NET_ADMIN, which containers have only if they were given it (capabilities(7));
 * undefined for one that does not need it. Only the program of the command line itself is looked at.
 */
export function refusedCapability(
  { capabilities, privileged }: Container,
  argv: readonly string[],
): { readonly message: string; readonly status: number } | undefined {
  if (privileged || capabilities.some((each) => /^(?:CAP_)?(?:NET_ADMIN|ALL)$/i.test(each))) return undefined;
  const [program, ...words] = argv;
  if (program === 'ip' && words.some((word) => CHANGES.test(word)))
    return { message: 'RTNETLINK answers: Operation not permitted\n', status: 2 };
  if (program === 'iptables' || program === 'iptables-save')
    return {
      message: `${program} v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)\n`,
      status: 4,
    };
  if (program === 'brctl' && /^(?:add|del|set|stp)/.test(words[0] ?? ''))
    return { message: `${words[0]} failed: Operation not permitted\n`, status: 1 };
  return undefined;
}
