import type { SocketInfo } from '../../../kernel/socket/requests.ts';

export type TcpState = SocketInfo['state'];

/** States as ss prints them. */
export const STATE_TEXTS: Readonly<Record<TcpState, string>> = {
  ESTABLISHED: 'ESTAB',
  SYN_SENT: 'SYN-SENT',
  SYN_RECV: 'SYN-RECV',
  FIN_WAIT1: 'FIN-WAIT-1',
  FIN_WAIT2: 'FIN-WAIT-2',
  TIME_WAIT: 'TIME-WAIT',
  CLOSE: 'UNCONN',
  CLOSE_WAIT: 'CLOSE-WAIT',
  LAST_ACK: 'LAST-ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};

const ALL = Object.keys(STATE_TEXTS) as TcpState[];
const without = (...states: TcpState[]): readonly TcpState[] => ALL.filter((state) => !states.includes(state));

/** The states that are shown when none are named: connections (SS_CONN). */
export const CONNECTED = without('LISTEN', 'CLOSE', 'TIME_WAIT', 'SYN_RECV');
/** Those of sockets that wait for others. */
export const LISTENING: readonly TcpState[] = ['LISTEN', 'CLOSE'];
export const EVERY_STATE: readonly TcpState[] = ALL;

/** States as `state NAME` takes them. */
const NAMES: Readonly<Record<string, readonly TcpState[]>> = {
  established: ['ESTABLISHED'],
  'syn-sent': ['SYN_SENT'],
  'syn-recv': ['SYN_RECV'],
  'fin-wait-1': ['FIN_WAIT1'],
  'fin-wait-2': ['FIN_WAIT2'],
  'time-wait': ['TIME_WAIT'],
  unconnected: ['CLOSE'],
  closed: ['CLOSE'],
  'close-wait': ['CLOSE_WAIT'],
  'last-ack': ['LAST_ACK'],
  listening: ['LISTEN'],
  listen: ['LISTEN'],
  closing: ['CLOSING'],
  all: ALL,
  connected: without('LISTEN', 'CLOSE'),
  synchronized: without('LISTEN', 'CLOSE', 'SYN_SENT'),
  bucket: ['SYN_RECV', 'TIME_WAIT'],
  big: without('SYN_RECV', 'TIME_WAIT'),
};

/** The states of a name; case does not matter. */
export function statesNamed(name: string): readonly TcpState[] | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}
