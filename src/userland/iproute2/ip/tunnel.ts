import type { Command } from '../../../grammar/command.ts';
import { TCP_METRICS, TUNNEL, TUNTAP } from '../../../grammar/iproute2/tunnel.ts';
import { EXIT_MINUS_ONE } from '../exit.ts';
import { FAMILY_NUMBERS, type Session } from '../session.ts';
import { usage } from './help.ts';
import { subcommand } from './subcommand.ts';

/** `ip tunnel`; `index` is the word `tunnel`. */
export function tunnel(session: Session, index: number): number {
  refuseForeign(session, index, EXIT_MINUS_ONE);
  return listNone(session, TUNNEL, index, 'ip tunnel help');
}

/** `ip tuntap`; `index` is the word `tuntap`. */
export function tuntap(session: Session, index: number): number {
  return listNone(session, TUNTAP, index, 'ip tuntap help');
}

/** `ip tcp_metrics`; `index` is its word. Of a host by its address there is nothing either. */
export function tcpMetrics(session: Session, index: number): number {
  refuseForeign(session, index, 1);
  const command = subcommand(session, TCP_METRICS, index, 'ip tcp_metrics help');
  if ((command === '' || command === 'show') && session.argv[index + 2] !== undefined) {
    session.refused({ errno: 'ESRCH' }, index + 2);
    return 2;
  }
  return listNone(session, TCP_METRICS, index, 'ip tcp_metrics help');
}

function refuseForeign(session: Session, index: number, status: number): void {
  const { foreignFamily } = session;
  if (foreignFamily === undefined) return;
  session.die(`Unsupported protocol family: ${FAMILY_NUMBERS[foreignFamily]}\n`, index, status);
}

/** Lists what there is none of. */
function listNone(session: Session, object: Command, index: number, help: string): number {
  if (subcommand(session, object, index, help) === 'help') return usage(session, index);
  session.out.openDocument();
  session.out.closeDocument();
  return 0;
}
