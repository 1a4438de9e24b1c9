import { RULE } from '../../../grammar/iproute2/rule.ts';
import type { Running } from '../../process.ts';
import type { Session } from '../session.ts';
import { usage } from './help.ts';
import { modifyRule } from './rule/modify.ts';
import { restoreRules, saveRules } from './rule/saved.ts';
import { listRules } from './rule/show.ts';
import { subcommand } from './subcommand.ts';

/** `ip rule`; `index` is the word `rule`. */
export function rule(session: Session, index: number): number | Running {
  const command = subcommand(session, RULE, index, 'ip rule help');
  switch (command) {
    case 'add':
    case 'delete':
      return modifyRule(session, index + 1, command);
    case 'save':
      return saveRules(session, index + 1);
    case 'restore':
      return restoreRules(session, index + 1);
    case 'help':
      return usage(session, index);
    default:
      return listRules(session, index + 1, command === 'flush');
  }
}
