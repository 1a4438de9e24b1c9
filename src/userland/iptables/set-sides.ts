import type { SetSides } from '../../kernel/netfilter/targets/set.ts';
import { complain } from './complaint.ts';
import type { Given } from './extension.ts';

/** IPSET_MAXNAMELEN less the final zero byte. */
const MAX_NAME = 31;
/** IPSET_DIM_MAX. */
const MAX_SIDES = 6;

/** A set's name and `src,dst` (get_set_byname, parse_dirs). */
export function parseSetSides(option: string, { value, index, take, setFamily, family: own }: Given): SetSides {
  const words = take();
  if (words === undefined) complain(`${option} requires two args.`, index);
  if (value.length > MAX_NAME) complain(`setname \`${value}' too long, max ${MAX_NAME} characters.`, index);
  const family = setFamily(value);
  if (family === undefined) complain(`Set ${value} doesn't exist.\n`, index);
  if (family !== 'any' && family !== (own === 6 ? 'inet6' : 'inet')) {
    const said = family === 'inet6' ? 'IPv6' : 'IPv4';
    complain(`The protocol family of set ${value} is ${said}, which is not applicable.\n`, index);
  }
  const sides = words.split(',').map((word, i) => {
    if (i >= MAX_SIDES) complain(`Can't be more src/dst options than ${MAX_SIDES}.`, index + 1);
    if (word === 'src' || word === 'dst') return word;
    return complain("You must spefify (the comma separated list of) 'src' or 'dst'.", index + 1);
  });
  return { name: value, sides };
}

/** `web src,dst`. */
export function formatSetSides({ name, sides }: SetSides): string {
  return `${name} ${sides.join(',')}`;
}
