/** `-j ACCEPT`, `-j DROP`, `-j RETURN`. RETURN in a base chain leaves the packet to the policy. */
export interface VerdictTarget {
  readonly kind: 'ACCEPT' | 'DROP' | 'RETURN';
}

/** `-j CHAIN`, `-g CHAIN`: goes on there; after a goto the caller's caller follows. */
export interface JumpTarget {
  readonly kind: 'jump';
  readonly chain: string;
  readonly goto: boolean;
}
