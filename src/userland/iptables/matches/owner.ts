import { OWNER } from '../../../grammar/iptables/matches/owner.ts';
import type { IdTest, OwnerMatch } from '../../../kernel/netfilter/matches/owner.ts';
import { groupId, groupName, userId, userName } from '../../base-passwd/ids.ts';
import { complain } from '../complaint.ts';
import { type Extension, type Given, negated } from '../extension.ts';
import { parseUnsigned } from '../number.ts';

/** All ones are no user's number. */
const MAX_ID = 0xfffffffe;

function parseIds({ name, value, invert, index }: Given, idOf: (name: string) => number | undefined): IdTest {
  const bad = () => complain(`owner: Bad value for "${name}" option: "${value}"`, index);
  const known = idOf(value);
  if (known !== undefined) return { min: known, max: known, invert };
  const [low, high, ...more] = value.split(/[-:]/);
  if (more.length > 0) bad();
  const min = parseUnsigned(low!, MAX_ID) ?? bad();
  return { min, max: high === undefined ? min : (parseUnsigned(high, MAX_ID) ?? bad()), invert };
}

function formatIds({ min, max }: IdTest): string {
  return min === max ? `${min}` : `${min}-${max}`;
}

function named(test: IdTest, numeric: boolean, nameOf: (id: number) => string | undefined): string {
  return (numeric || test.min !== test.max ? undefined : nameOf(test.min)) ?? formatIds(test);
}

/** libxt_owner. */
export const OWNER_EXTENSION: Extension<OwnerMatch> = {
  label: 'owner',
  options: OWNER,
  begin() {
    let match: OwnerMatch = { kind: 'owner', supplementary: false };
    return {
      option(given) {
        if (given.name === '--uid-owner') match = { ...match, user: parseIds(given, userId) };
        else if (given.name === '--gid-owner') match = { ...match, group: parseIds(given, groupId) };
        else if (given.name === '--socket-exists') match = { ...match, socketExists: { invert: given.invert } };
        else if (match.group !== undefined) match = { ...match, supplementary: true };
        else complain('owner: Bad value for "--suppl-groups" option: "you need to use --gid-owner first"', given.index);
      },
      finish() {
        const { user, group, socketExists } = match;
        if (user !== undefined || group !== undefined || socketExists !== undefined) return match;
        return complain('owner: At least one of --uid-owner, --gid-owner or --socket-exists is required');
      },
    };
  },
  save({ user, group, socketExists, supplementary }) {
    const parts: string[] = [];
    if (socketExists !== undefined) parts.push(negated(socketExists.invert, '--socket-exists'));
    if (user !== undefined) parts.push(negated(user.invert, `--uid-owner ${formatIds(user)}`));
    if (group !== undefined) parts.push(negated(group.invert, `--gid-owner ${formatIds(group)}`));
    if (supplementary) parts.push('--suppl-groups');
    return parts.join(' ');
  },
  print({ user, group, socketExists, supplementary }, numeric) {
    const parts: string[] = [];
    if (socketExists !== undefined) parts.push(negated(socketExists.invert, 'owner socket exists'));
    if (user !== undefined) parts.push(negated(user.invert, `owner UID match ${named(user, numeric, userName)}`));
    if (group !== undefined) parts.push(negated(group.invert, `owner GID match ${named(group, numeric, groupName)}`));
    if (supplementary) parts.push('incl. suppl. groups');
    return parts.join(' ');
  },
};
