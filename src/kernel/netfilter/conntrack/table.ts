import type { Connection } from './connection.ts';
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

/** The confirmed connections of a namespace, found by either direction's tuple (nf_conntrack_hash). */
export class ConnectionTable {
  private readonly buckets = new Map<number, Found>();
  private readonly connections = new Set<Connection>();
  private lastId = 0;

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
        this.remove(found.connection);
        return this.find(tuple, now);
      }
      found = found.next;
    }
    return undefined;
  }

  /** True when another connection already uses the tuple (nf_conntrack_tuple_taken). */
  isTaken(tuple: Tuple, except: Connection, now: number): boolean {
    const found = this.find(tuple, now);
    return found !== undefined && found.connection !== except;
  }

  /** Enters a connection (__nf_conntrack_hash_insert); from now on `timeout` is a point in time. */
  insert(connection: Connection, now: number): void {
    connection.timeout += now;
    connection.status |= IPS_CONFIRMED;
    this.connections.add(connection);
    this.link(connection, ORIGINAL);
    this.link(connection, REPLY);
  }

  /** Takes a connection out (nf_ct_delete); packets that still hold it see it as dying. */
  remove(connection: Connection): void {
    connection.status |= IPS_DYING;
    if (!this.connections.delete(connection)) return;
    this.unlink(connection, ORIGINAL);
    this.unlink(connection, REPLY);
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
