import type { Connection } from './connection.ts';
import { connectionInfo } from './entry.ts';
import type { ConntrackEvent, ConntrackSocket } from './events.ts';
import { type Direction, IPS_CONFIRMED, IPS_DYING, ORIGINAL, REPLY } from './info.ts';
import { hashTuple, sameTuple, type Tuple } from './tuple.ts';

/** A connection found by one of its two tuples (struct nf_conntrack_tuple_hash). */
class Found {
  readonly connection: Connection;
  readonly direction: Direction;
  next: Found | undefined;

  constructor(connection: Connection, direction: Direction, next: Found | undefined) {
    this.connection = connection;
    this.direction = direction;
    this.next = next;
  }
}

/** What went otherwise than usual (struct ip_conntrack_stat). */
export interface ConntrackStatistics {
  /** Tuples that were wanted and already another connection's. */
  found: number;
  /** Packets that fit no connection and could begin none. */
  invalid: number;
  /** Connections that were made by command. */
  inserted: number;
  insertFailed: number;
  drop: number;
  clashResolve: number;
}

/** The confirmed connections of a namespace, found by either direction's tuple (nf_conntrack_hash). */
export class ConnectionTable {
  private readonly buckets = new Map<number, Found>();
  private readonly connections = new Set<Connection>();
  private lastId = 0;
  /** Who hears of connections, in the order in which they asked. */
  readonly listeners: ConntrackSocket[] = [];
  readonly statistics: ConntrackStatistics = {
    ...{ found: 0, invalid: 0, inserted: 0, insertFailed: 0, drop: 0, clashResolve: 0 },
  };

  get size(): number {
    return this.connections.size;
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** The connection one of whose directions is `tuple`; an expired one is removed on the way (nf_conntrack_find_get). */
  find(tuple: Tuple, now: number): Found | undefined {
    let found = this.buckets.get(hashTuple(tuple));
    while (found !== undefined) {
      if (sameTuple(found.connection.tuples[found.direction], tuple)) {
        if (found.connection.timeout > now) return found;
        this.remove(found.connection, now);
        return this.find(tuple, now);
      }
      found = found.next;
    }
    return undefined;
  }

  /** True when another connection already uses the tuple (nf_conntrack_tuple_taken). */
  isTaken(tuple: Tuple, except: Connection, now: number): boolean {
    const found = this.find(tuple, now);
    if (found === undefined || found.connection === except) return false;
    this.statistics.found++;
    return true;
  }

  /** Enters a connection (__nf_conntrack_hash_insert); from now on `timeout` is a point in time. */
  insert(connection: Connection, now: number): void {
    connection.timeout += now;
    if (connection.started !== undefined) connection.started = now;
    connection.status |= IPS_CONFIRMED;
    this.connections.add(connection);
    this.link(connection, ORIGINAL);
    this.link(connection, REPLY);
  }

  /** Takes a connection out (nf_ct_delete), on behalf of a process or not; packets that still hold it see it as dying. */
  remove(connection: Connection, now: number, port?: number): void {
    connection.status |= IPS_DYING;
    if (!this.connections.delete(connection)) return;
    this.unlink(connection, ORIGINAL);
    this.unlink(connection, REPLY);
    if (connection.started !== undefined) connection.stopped = now;
    this.tell('DESTROY', connection, now, port);
  }

  /** Removes the connections whose time is up (nf_ct_gc_expired). */
  collect(now: number): void {
    for (const connection of this.connections) if (connection.timeout <= now) this.remove(connection, now);
  }

  /** Tells the listeners what became of a connection (nf_ct_deliver_cached_events). */
  tell(kind: ConntrackEvent['kind'], connection: Connection, now: number, port?: number): void {
    connection.changed = false;
    if (this.listeners.length === 0) return;
    const event = { kind, time: now, entry: connectionInfo(connection), port };
    for (const listener of this.listeners) {
      listener.tell(event);
      if (kind !== 'DESTROY') listener.watch(connection.timeout);
    }
  }

  /** Every connection that has not expired, oldest first. */
  *list(now: number): Iterable<Connection> {
    for (const connection of this.connections) if (connection.timeout > now) yield connection;
  }

  private link(connection: Connection, direction: Direction): void {
    const key = hashTuple(connection.tuples[direction]);
    this.buckets.set(key, new Found(connection, direction, this.buckets.get(key)));
  }

  private unlink(connection: Connection, direction: Direction): void {
    const key = hashTuple(connection.tuples[direction]);
    let previous: Found | undefined;
    for (let found = this.buckets.get(key); found !== undefined; previous = found, found = found.next) {
      if (found.connection !== connection || found.direction !== direction) continue;
      if (previous !== undefined) previous.next = found.next;
      else if (found.next !== undefined) this.buckets.set(key, found.next);
      else this.buckets.delete(key);
      return;
    }
  }
}
