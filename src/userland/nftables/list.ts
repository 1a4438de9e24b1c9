import { type NftObject, objectKey } from '../../kernel/netfilter/nft/object.ts';
import { NftSet } from '../../kernel/netfilter/nft/set.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import { findElements } from './elements.ts';
import type { Session } from './execute.ts';
import { NOTHING, setOf, tableOf } from './find.ts';
import {
  isSeen,
  partsOf,
  printChain,
  printObject,
  printSet,
  printTable,
  printWithin,
  type RulesetLayout,
} from './print-ruleset.ts';
import { Mistake } from './report.ts';
import type { Command } from './syntax.ts';
import { warnOfXtables } from './xtables/warning.ts';

/** Shows what there is; `reset` sets to zero what it shows. */
export function list(session: Session, command: Command): void {
  const { process } = session;
  const print = (text: string) => process.stdout.write(text);
  switch (command.object) {
    case 'all':
      return listAll(session, command, print);
    case 'table': {
      const table = tableOf(process, command.at, 'never');
      return print(whole(table, session));
    }
    case 'chain': {
      const table = tableOf(process, command.at, 'never');
      const chain = table.chains.get(command.name.text);
      if (chain === undefined) throw new Mistake(NOTHING, command.name);
      warnOfXtables(process, table, [chain]);
      const layout = layoutOf(table, session);
      return print(printWithin(table, [printChain(chain, table, layout)]));
    }
    case 'set':
    case 'map': {
      const table = tableOf(process, command.at, 'never');
      const set = setOf(table, command.name, 'never');
      if (isSeen(set) === (command.meter === true)) throw new Mistake(NOTHING, command.name);
      const layout = layoutOf(table, session);
      return print(printWithin(table, [printSet(set, layout)]));
    }
    case 'element':
      return getElement(session, command, print);
    case 'counter':
    case 'quota':
    case 'limit': {
      const table = tableOf(process, command.at, 'never');
      const object = table.objects.get(objectKey(command.object, command.name.text));
      if (object === undefined) throw new Mistake(NOTHING, command.name);
      const layout = layoutOf(table, session);
      print(printWithin(table, [printObject(object, layout)]));
      if (command.verb === 'reset') reset(object);
      return;
    }
    case 'kept': {
      const table = tableOf(process, command.at, 'never');
      const object = table.objects.get(objectKey(command.kind, command.name.text));
      if (object === undefined) throw new Mistake(NOTHING, command.name);
      return print(printWithin(table, [printObject(object, layoutOf(table, session))]));
    }
    default:
      throw new Mistake('Could not process rule: Operation not supported', command);
  }
}

function layoutOf(table: Table, { layout }: Session): RulesetLayout {
  return { ...layout, family: table.family };
}

/** A table with all that is in it; what iptables made is not nft's, which it says. */
function whole(table: Table, session: Session): string {
  warnOfXtables(session.process, table, table.chains.values());
  const layout = layoutOf(table, session);
  return printTable(table, layout, partsOf(table, layout));
}

function listAll(session: Session, command: Command & { readonly object: 'all' }, print: (text: string) => void): void {
  const { process } = session;
  const { what, family, table: only } = command;
  const tables = [...process.netns.netfilter.tables.values()].filter(
    (table) => (family === undefined || table.family === family) && (only === undefined || table.name === only.text),
  );
  for (const table of tables) {
    const own = layoutOf(table, session);
    switch (what) {
      case 'ruleset':
        print(whole(table, session));
        break;
      case 'tables':
        print(`table ${table.family} ${table.name}\n`);
        break;
      case 'chains': {
        const chains = Array.from(table.chains.values(), (chain) => printChain(chain, table, own, false));
        print(printWithin(table, chains));
        break;
      }
      case 'sets':
      case 'maps': {
        const wantsMaps = what === 'maps';
        const sets = [...table.sets.values()].filter(
          (set) => isSeen(set) && (set.description.dataTypes !== undefined) === wantsMaps,
        );
        print(
          printWithin(
            table,
            sets.map((set) => printSet(set, own)),
          ),
        );
        break;
      }
      case 'meters':
        print(
          printWithin(
            table,
            metersOf(table).map((set) => printSet(set, own)),
          ),
        );
        break;
      case 'secmarks':
        print(printWithin(table, []));
        break;
      case 'ct helpers':
      case 'synproxys':
      case 'flowtables':
      case 'counters':
      case 'quotas':
      case 'limits': {
        const objects = [...table.objects.values()].filter(({ state }) => `${state.kind}s` === what);
        print(
          printWithin(
            table,
            objects.map((object) => printObject(object, own)),
          ),
        );
        if (command.verb === 'reset') objects.forEach(reset);
      }
    }
  }
}

function metersOf(table: Table): NftSet[] {
  return [...table.sets.values()].filter((set) => !isSeen(set));
}

/** Sets what an object has counted to zero. */
function reset({ state }: NftObject): void {
  if (state.kind === 'counter') Object.assign(state, { packets: 0, bytes: 0 });
  if (state.kind === 'quota') state.used = 0;
}

function getElement(
  session: Session,
  command: Command & { readonly object: 'element' },
  print: (text: string) => void,
): void {
  const { process } = session;
  const table = tableOf(process, command.at, 'never');
  const set = setOf(table, command.name, 'never');
  const found = findElements(process, table, set, command.elements.elements);
  if (found === undefined) throw new Mistake(`Could not process rule: ${NOTHING}`, command);
  const shown = new NftSet(set.name, false, { ...set.description, statements: [] }, set.handle, set.cause);
  shown.elements.push(...found);
  const layout = layoutOf(table, session);
  print(printWithin(table, [printSet(shown, layout)]));
}
