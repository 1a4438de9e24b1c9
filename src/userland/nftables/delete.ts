import { type ObjectState, objectKey } from '../../kernel/netfilter/nft/object.ts';
import { referencesOf, removeChain } from '../../kernel/netfilter/nft/requests.ts';
import { deleteRule, dropTable, flushChain } from '../../kernel/netfilter/ruleset.ts';
import type { Table } from '../../kernel/netfilter/table.ts';
import { deleteElements } from './elements.ts';
import type { Session } from './execute.ts';
import { chainOf, NOTHING_THERE, objectOf, setOf, tableOf, tableOfRule } from './find.ts';
import { grantedBy, Refused, refusedWith } from './refused.ts';
import { Mistake } from './report.ts';
import type { Command, Name } from './syntax.ts';

/** Does a command that deletes or empties something. */
export function remove({ process }: Session, command: Command): void {
  const { netns } = process;
  const flushes = command.verb === 'flush';
  switch (command.object) {
    case 'all':
      for (const table of [...netns.netfilter.tables.values()])
        if (command.family === undefined || table.family === command.family) dropTable(netns, table.key);
      return;
    case 'table': {
      if (command.handle !== undefined) {
        const table = [...netns.netfilter.tables.values()].find(
          ({ handle }) => handle === Number(command.handle!.text),
        );
        if (table === undefined) throw refusedWith('ENOENT', command.handle);
        return dropTable(netns, table.key);
      }
      const table = tableOf(process, command.at, flushes ? 'never' : 'near', NOTHING_THERE);
      if (!flushes) return dropTable(netns, table.key);
      for (const chain of table.chains.values()) flushChain(netns, chain);
      return;
    }
    case 'chain': {
      const table = tableOf(process, command.at, 'near', NOTHING_THERE);
      const chain =
        command.handle === true
          ? [...table.chains.values()].find(({ handle }) => handle === Number(command.name.text))
          : chainOf(table, command.name, flushes ? 'never' : 'near');
      if (chain === undefined) throw refusedWith('ENOENT', command.name);
      if (flushes) flushChain(netns, chain);
      else grantedBy(removeChain(netns, table, chain), command.name);
      return;
    }
    case 'rule': {
      const table = tableOfRule(process, command.at, command.chain.text);
      const chain = chainOf(table, command.chain);
      const { number } = command.place!;
      const index = chain.rules.findIndex(({ handle }) => handle === Number(number.text));
      if (index < 0) throw refusedWith('ENOENT', number);
      return deleteRule(netns, chain, index);
    }
    case 'set':
    case 'map': {
      const table = tableOf(process, command.at, 'near', NOTHING_THERE);
      const set = inKernel(() => setOf(table, command.name, 'near', NOTHING_THERE));
      if (flushes) {
        set.elements.splice(0);
        return;
      }
      if (referencesOf(table, set) > 0) throw refusedWith('EBUSY', command.name);
      table.sets.delete(set.name);
      return;
    }
    case 'element': {
      const table = tableOf(process, command.at);
      return deleteElements(process, table, setOf(table, command.name), command.elements.elements);
    }
    case 'kept':
      return deleteObject(tableOf(process, command.at), command.kind, command.name);
    case 'expression':
      return;
    default:
      return deleteObject(tableOf(process, command.at), command.object, command.name);
  }
}

/** What is missing is found missing by the kernel. */
function inKernel<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof Mistake) throw new Refused(error.text, error.span);
    throw error;
  }
}

function deleteObject(table: Table, kind: ObjectState['kind'], name: Name): void {
  const object = objectOf(table, kind, name, NOTHING_THERE);
  if (referencesOf(table, object) > 0) throw refusedWith('EBUSY', name);
  table.objects.delete(objectKey(kind, object.name));
}
