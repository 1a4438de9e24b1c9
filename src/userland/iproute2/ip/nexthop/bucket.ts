import { BUCKET, BUCKET_FILTERS } from '../../../../grammar/iproute2/nexthop.ts';
import type { BucketFilter } from '../../../../kernel/fib/nexthop/requests.ts';
import { Arguments } from '../../arguments.ts';
import type { Session } from '../../session.ts';
import { usage } from '../help.ts';
import { subcommand } from '../subcommand.ts';
import { readDevice } from './device-filter.ts';
import { printBucket } from './print.ts';

/** `ip nexthop bucket`, the buckets of resilient groups; `index` is the word `bucket`. */
export function bucket(session: Session, index: number): number {
  switch (subcommand(session, BUCKET, index, 'ip nexthop help')) {
    case 'get':
      return getBucket(session, index + 1);
    case 'help':
      return usage(session, index - 1);
    default:
      return listBuckets(session, index + 1);
  }
}

function listBuckets(session: Session, index: number): number {
  const { kernel, netns, out } = session;
  const result = kernel.nexthop.buckets(netns, readFilter(session, index));
  if (!result.ok) {
    // That there is no such group is not said.
    if (result.error.errno !== 'ENOENT') session.refused(result.error, index);
    session.error('Dump terminated\n');
    return 2;
  }
  out.openDocument();
  for (const each of result.value) printBucket(session, each);
  out.closeDocument();
  return 0;
}

function readFilter(session: Session, index: number): BucketFilter {
  const args = new Arguments(session, BUCKET_FILTERS, index);
  const filter: { -readonly [K in keyof BucketFilter]: BucketFilter[K] } = {};
  while (args.next()) {
    if (readDevice(session, args, filter)) continue;
    switch (args.row?.name) {
      case 'id':
        // 0 is any.
        filter.group = args.unsigned('invalid id value');
        if (filter.group === 0) delete filter.group;
        break;
      case 'nhid':
        filter.nexthop = args.unsigned('invalid id value');
        break;
      case 'help':
        return usage(session, index - 2);
      default:
        session.invalid('', args.index);
    }
  }
  return filter;
}

function getBucket(session: Session, index: number): number {
  const { kernel, netns, out } = session;
  const args = new Arguments(session, BUCKET.commands!.find(({ name }) => name === 'get')!.options, index);
  const wanted = new Map<string, number>();
  while (args.next()) {
    if (args.row === undefined) usage(session, index - 2);
    wanted.set(args.row.name, args.unsigned('invalid id value', args.row.name === 'id' ? 0xffffffff : 0xffff));
  }
  const [group, at] = [wanted.get('id'), wanted.get('index')];
  if (!group || at === undefined) usage(session, index - 2);
  const result = kernel.nexthop.bucket(netns, group, at);
  if (!result.ok) {
    session.refused(result.error, args.index);
    return 2;
  }
  out.openDocument();
  printBucket(session, result.value);
  out.closeDocument();
  return 0;
}
