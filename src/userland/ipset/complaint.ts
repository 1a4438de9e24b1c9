import type { SetError } from '../../kernel/netfilter/ipset/requests.ts';

/** Why ipset stops; it never leaves this folder. */
export class Complaint {
  /** The exit status: 2 for a wrong command line, 1 for everything else. */
  readonly status: 1 | 2;
  /** What to print behind `ipset v7.17: `, without the last newline. */
  readonly text: string;
  /** The word to blame. */
  readonly index: number | undefined;

  constructor(text: string, index: number | undefined, status: 1 | 2) {
    this.text = text;
    this.index = index;
    this.status = status;
  }
}

/** A mistake in the command line (IPSET_PARAMETER_PROBLEM). */
export function misuse(text: string, index?: number): never {
  throw new Complaint(`${text}\nTry \`ipset help' for more information.`, index, 2);
}

/** A word that does not say what it should. */
export function syntaxError(text: string, index?: number): never {
  throw new Complaint(`Syntax error: ${text}`, index, 1);
}

/** What the tool says of each refusal of the kernel. */
const REFUSALS: Readonly<Record<SetError, string>> = {
  'no-set': 'The set with the given name does not exist',
  'set-exists': 'Set cannot be created: set with the same name already exists',
  'no-second-set': 'Sets cannot be swapped: the second set does not exist',
  'in-use': 'Set cannot be destroyed: it is in use by a kernel component',
  'in-use-rename': 'Set cannot be renamed: it is in use by another system',
  'new-name-exists': 'Set cannot be renamed: a set with the new name already exists',
  'type-mismatch': 'The sets cannot be swapped: their type does not match',
  'element-exists': "Element cannot be added to the set: it's already added",
  'no-element': "Element cannot be deleted from the set: it's not added",
  'no-timeout': 'Timeout cannot be used: set was created without timeout support',
  'no-skbinfo': 'Skbinfo mapping cannot be used: set was created without skbinfo support',
  'no-comment': 'Comment cannot be used: set was created without comment support',
  'no-counters': 'Packet/byte counters cannot be used: set was created without counter support',
  full: 'Hash is full, cannot add more elements',
  'null-element': 'Null-valued element, cannot be stored in a hash type of set',
  cidr: 'The value of the CIDR parameter of the IP address is invalid',
  'out-of-range': 'Element is out of the range of the set',
  'range-too-large': 'The range you specified exceeds the size limit of the set type',
  'member-missing': 'Set to be added/deleted/tested as element does not exist.',
  'member-is-list': 'Sets with list:set type cannot be added to the set.',
  'neighbour-missing': "The set to which you referred with 'before' or 'after' does not exist.",
};

/** Stops when the kernel refused. */
export function unlessRefused(error: SetError | undefined, index: number): void {
  if (error !== undefined) throw new Complaint(REFUSALS[error], index, 1);
}
