/** A part of an element, in the order in which packets and command lines give them. */
export type SetPart = 'ip' | 'net' | 'port' | 'ip2' | 'net2' | 'iface' | 'mac' | 'mark' | 'set';

/** A type of set (struct ip_set_type). */
export interface SetType {
  readonly name: SetTypeName;
  readonly revision: number;
  readonly storage: 'hash' | 'bitmap' | 'list';
  readonly parts: readonly SetPart[];
  /** Bytes of an element, and of the set without any, for the size in memory. */
  readonly elementSize: number;
  readonly baseSize: number;
  /** The same of IPv6: element, set. */
  readonly inet6?: readonly [number, number];
}

export type SetTypeName =
  | 'hash:ip'
  | 'hash:net'
  | 'hash:ip,port'
  | 'hash:net,port'
  | 'hash:ip,port,ip'
  | 'hash:ip,port,net'
  | 'hash:net,iface'
  | 'hash:mac'
  | 'hash:ip,mac'
  | 'hash:ip,mark'
  | 'hash:net,net'
  | 'hash:net,port,net'
  | 'bitmap:ip'
  | 'bitmap:ip,mac'
  | 'bitmap:port'
  | 'list:set';

/** The types there are. */
export const SET_TYPES: Readonly<Record<SetTypeName, SetType>> = {
  'hash:ip': {
    name: 'hash:ip',
    revision: 6,
    storage: 'hash',
    parts: ['ip'],
    elementSize: 4,
    baseSize: 216,
    inet6: [16, 224],
  },
  'hash:net': {
    name: 'hash:net',
    revision: 7,
    storage: 'hash',
    parts: ['net'],
    elementSize: 8,
    baseSize: 456,
    inet6: [20, 1240],
  },
  'hash:ip,port': {
    name: 'hash:ip,port',
    revision: 7,
    storage: 'hash',
    parts: ['ip', 'port'],
    elementSize: 8,
    baseSize: 216,
    inet6: [20, 232],
  },
  'hash:net,port': {
    name: 'hash:net,port',
    revision: 8,
    storage: 'hash',
    parts: ['net', 'port'],
    elementSize: 8,
    baseSize: 456,
    inet6: [20, 1240],
  },
  'hash:ip,port,ip': {
    name: 'hash:ip,port,ip',
    revision: 6,
    storage: 'hash',
    parts: ['ip', 'port', 'ip2'],
    elementSize: 12,
    baseSize: 208,
    inet6: [36, 232],
  },
  'hash:ip,port,net': {
    name: 'hash:ip,port,net',
    revision: 8,
    storage: 'hash',
    parts: ['ip', 'port', 'net2'],
    elementSize: 12,
    baseSize: 464,
    inet6: [36, 1256],
  },
  'hash:net,iface': {
    name: 'hash:net,iface',
    revision: 8,
    storage: 'hash',
    parts: ['net', 'iface'],
    elementSize: 28,
    baseSize: 488,
    inet6: [40, 1264],
  },
  'hash:mac': { name: 'hash:mac', revision: 1, storage: 'hash', parts: ['mac'], elementSize: 8, baseSize: 200 },
  'hash:ip,mac': {
    name: 'hash:ip,mac',
    revision: 1,
    storage: 'hash',
    parts: ['ip', 'mac'],
    elementSize: 12,
    baseSize: 208,
    inet6: [24, 216],
  },
  'hash:ip,mark': {
    name: 'hash:ip,mark',
    revision: 3,
    storage: 'hash',
    parts: ['ip', 'mark'],
    elementSize: 8,
    baseSize: 200,
    inet6: [20, 208],
  },
  'hash:net,net': {
    name: 'hash:net,net',
    revision: 3,
    storage: 'hash',
    parts: ['net', 'net2'],
    elementSize: 16,
    baseSize: 608,
    inet6: [36, 1760],
  },
  'hash:net,port,net': {
    name: 'hash:net,port,net',
    revision: 3,
    storage: 'hash',
    parts: ['net', 'port', 'net2'],
    elementSize: 16,
    baseSize: 608,
    inet6: [40, 1776],
  },
  'bitmap:ip,mac': {
    name: 'bitmap:ip,mac',
    revision: 3,
    storage: 'bitmap',
    parts: ['ip', 'mac'],
    elementSize: 8,
    baseSize: 80,
  },
  'bitmap:ip': { name: 'bitmap:ip', revision: 3, storage: 'bitmap', parts: ['ip'], elementSize: 0, baseSize: 88 },
  'bitmap:port': { name: 'bitmap:port', revision: 3, storage: 'bitmap', parts: ['port'], elementSize: 0, baseSize: 72 },
  'list:set': { name: 'list:set', revision: 3, storage: 'list', parts: ['set'], elementSize: 48, baseSize: 80 },
};
