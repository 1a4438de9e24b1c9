import { BRIDGE_OPTIONS, BRIDGE_SLAVE_OPTIONS } from '../../../../grammar/iproute2/link-kinds.ts';
import type { LinkChange, PortState } from '../../../../kernel/link/requests.ts';
import { Arguments } from '../../arguments.ts';
import type { Session } from '../../session.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type BridgeChange = Mutable<NonNullable<LinkChange['bridge']>>;
export type PortChange = Mutable<NonNullable<LinkChange['port']>>;

/** Numbers of port states (BR_STATE_*). */
export const PORT_STATES: readonly PortState[] = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

/** The words of `type bridge`: the greatest value and the field of the request. */
const BRIDGE_NUMBERS = {
  forward_delay: [0xffffffff, 'forwardDelay'],
  hello_time: [0xffffffff, 'helloTime'],
  max_age: [0xffffffff, 'maxAge'],
  ageing_time: [0xffffffff, 'ageingTime'],
  priority: [0xffff, 'priority'],
} as const;
const BRIDGE_SWITCHES = { stp_state: [0xffffffff, 'stp'], vlan_filtering: [0xff, 'vlanFiltering'] } as const;

const isKey = <T extends object>(table: T, key: string): key is keyof T & string => key in table;

/** Reads what stands behind `type bridge`; undefined after a complaint that ends the command with status 1. */
export function readBridge(session: Session, index: number): BridgeChange | undefined {
  const args = new Arguments(session, BRIDGE_OPTIONS, index);
  const change: BridgeChange = {};
  while (args.next()) {
    const name = args.row?.name ?? '';
    if (isKey(BRIDGE_NUMBERS, name)) {
      const [most, field] = BRIDGE_NUMBERS[name];
      change[field] = args.unsigned(`invalid ${name}`, most);
    } else if (isKey(BRIDGE_SWITCHES, name)) {
      const [most, field] = BRIDGE_SWITCHES[name];
      change[field] = args.unsigned(`invalid ${name}`, most) !== 0;
    } else {
      if (name !== 'help') session.error(`bridge: unknown command "${args.word}"?\n`, args.index);
      session.error(kindUsage('bridge', BRIDGE_OPTIONS));
      return undefined;
    }
  }
  return change;
}

/** Reads what stands behind `type bridge_slave`; a number is the status of a complaint. */
export function readPort(session: Session, index: number): PortChange | number {
  const args = new Arguments(session, BRIDGE_SLAVE_OPTIONS, index);
  const change: PortChange = {};
  while (args.next()) {
    const name = args.row?.name;
    switch (name) {
      case 'state': {
        const state = args.unsigned('state is invalid', 0xff);
        change.state = PORT_STATES[state] ?? (state as unknown as PortState);
        break;
      }
      case 'priority':
        change.priority = args.unsigned('priority is invalid', 0xffff);
        break;
      case 'cost':
        change.cost = args.unsigned('cost is invalid');
        break;
      case 'hairpin':
      case 'guard':
      case 'learning':
      case 'flood':
      case 'isolated': {
        const value = args.oneOfOnOff(name);
        if (value === undefined) return 1;
        change[name] = value;
        break;
      }
      default:
        if (!args.help) session.error(`bridge_slave: unknown option "${args.word}"?\n`, args.index);
        session.error(kindUsage('bridge_slave', BRIDGE_SLAVE_OPTIONS));
        return 1;
    }
  }
  return change;
}

/** The words of a kind of device. */
export function kindUsage(
  kind: string,
  options: readonly { readonly name: string; readonly simulated?: false }[],
): string {
  const names = options.filter((option) => option.simulated !== false).map((option) => option.name);
  return `Usage: ip link { add | set } ... type ${kind} [ ${names.join(' | ')} ]\n`;
}
