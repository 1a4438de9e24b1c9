import { type NftObject, objectKey } from '../../kernel/netfilter/nft/object.ts';
import { NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import { findElements } from './elements.ts';
import type { Session } from './execute.ts';
import { NOTHING, NOTHING_THERE, objectOf, setOf, tableOf } from './find.ts';
import { jsonListing } from './json/listing.ts';
import { type Listing, textListing } from './listing.ts';
import { isSeen } from './print-ruleset.ts';
import { Mistake } from './report.ts';
import type { Command } from './syntax.ts';

/** Shows what there is; `reset` sets to zero what it shows. */
export function list(session: Session, command: Command): void {
  // This nft has no JSON for elements that are looked up.
  const isText = !session.json || command.object === 'element';
  const listing = isText ? textListing(session.layout) : jsonListing(session.layout);
  show(session, command, listing);
  listing.end();
}

function show(session: Session, command: Command, listing: Listing): void {
  const { process } = session;
  switch (command.object) {
    case 'all':
      return listAll(session, command, listing);
    case 'table':
      return listing.whole(tableOf(process, command.at, 'never'));
    case 'chain': {
      const table = tableOf(process, command.at, 'never');
      const chain = table.chains.get(command.name.text);
      if (chain === undefined) throw new Mistake(NOTHING, command.name);
      return listing.chains(table, [chain], true);
    }
    case 'set':
    case 'map': {
      const table = tableOf(process, command.at, 'never');
      const set = setOf(table, command.name, 'never');
      const isOther = command.meter !== true && isMap(set) !== (command.object === 'map');
      if (isOther || isSeen(set) === (command.meter === true)) throw new Mistake(NOTHING, command.name);
      return listing.sets(table, [set]);
    }
    case 'element':
      return getElement(session, command, listing);
    case 'counter':
    case 'quota':
    case 'limit':
    case 'kept': {
      const table = tableOf(process, command.at, 'never');
      const kind = command.object === 'kept' ? command.kind : command.object;
      if (command.verb === 'reset' && !table.objects.has(objectKey(kind, command.name.text)))
        throw new Mistake(NOTHING_THERE, command);
      const object = objectOf(table, kind, command.name);
      listing.objects(table, [object]);
      if (command.verb === 'reset') reset(object);
      return;
    }
    default:
      throw new Mistake('Could not process rule: Operation not supported', command);
  }
}

function listAll({ process }: Session, command: Command & { readonly object: 'all' }, listing: Listing): void {
  const { family, table: only } = command;
  for (const table of process.netns.netfilter.tables.values())
    if ((family === undefined || table.family === family) && (only === undefined || table.name === only.text))
      listOf(table, command, listing);
}

function listOf(table: Table, { what, verb }: Command & { readonly object: 'all' }, listing: Listing): void {
  const sets = [...table.sets.values()];
  switch (what) {
    case 'ruleset':
      return listing.whole(table);
    case 'tables':
      return listing.name(table);
    case 'chains':
      return listing.chains(table, [...table.chains.values()], false);
    case 'sets':
    case 'maps': {
      const seen = sets.filter((set) => isSeen(set) && isMap(set) === (what === 'maps'));
      return listing.sets(table, seen);
    }
    case 'meters': {
      const meters = sets.filter((set) => !isSeen(set));
      return listing.sets(table, meters);
    }
    case 'secmarks':
    case 'ct helpers':
    case 'synproxys':
    case 'flowtables':
    case 'counters':
    case 'quotas':
    case 'limits': {
      const objects = [...table.objects.values()].filter(({ state }) => `${state.kind}s` === what);
      listing.objects(table, objects);
      if (verb === 'reset') objects.forEach(reset);
    }
  }
}

const isMap = ({ description }: NftSet) => description.dataTypes !== undefined;

/** Sets what an object has counted to zero. */
function reset({ state }: NftObject): void {
  if (state.kind === 'counter') Object.assign(state, { packets: 0, bytes: 0 });
  if (state.kind === 'quota') state.used = 0;
}

function getElement({ process }: Session, command: Command & { readonly object: 'element' }, listing: Listing): void {
  const table = tableOf(process, command.at, 'never');
  const set = setOf(table, command.name, 'never');
  const found = findElements(process, table, set, command.elements.elements);
  if (found === undefined) throw new Mistake(`Could not process rule: ${NOTHING}`, command);
  const shown = new NftSet(
    set.name,
    false,
    { ...set.description, comment: undefined, statements: [] },
    set.handle,
    set.cause,
  );
  shown.elements.push(...found);
  listing.sets(table, [shown]);
}
