import type { Cause } from '../../cause.ts';
import { type Element, hasExpired, type Member, sameElement } from './element.ts';
import { HashTable } from './hash-table.ts';
import type { SetType } from './type.ts';

/** How a set was made. */
export interface SetOptions {
  readonly family: 'inet' | 'inet6';
  readonly hashsize: number;
  readonly maxelem: number;
  readonly bucketsize: number;
  readonly initval: number;
  readonly netmask: number | undefined;
  /** The bits of marks that count. */
  readonly markmask: number;
  /** Addresses or ports of a bitmap. */
  readonly range: { readonly from: number; readonly to: number };
  /** Places of a list at the start. */
  readonly size: number;
  /** Seconds that members stay unless they say otherwise, 0 for ever; undefined where members have no timeout. */
  readonly timeout: number | undefined;
  readonly counters: boolean;
  readonly comment: boolean;
  readonly skbinfo: boolean;
}

/** Bytes of a comment besides its text (struct ip_set_comment_rcu with the final zero byte). */
const COMMENT_SIZE = 17;

/** A set (struct ip_set). Rules and lists refer to it by its name. */
export class IpSet {
  readonly type: SetType;
  readonly options: SetOptions;
  readonly cause: Cause;
  name: string;
  /** Rules and lists that refer to it. */
  references = 0;
  private readonly table: HashTable | undefined;
  /** Of a bitmap, by number. */
  private readonly bits = new Map<number, Member>();
  /** Of a list, in its order. */
  private readonly order: Member[] = [];

  constructor(name: string, type: SetType, options: SetOptions, cause: Cause) {
    this.name = name;
    this.type = type;
    this.options = options;
    this.cause = cause;
    this.table = type.storage === 'hash' ? new HashTable(type, options.hashsize, options.initval) : undefined;
  }

  /** The size that the hash table has indeed: a power of two. */
  get hashsize(): number {
    return this.table?.hashsize ?? 0;
  }

  /** The member of an element, one that has gone by now not counted. */
  find(element: Element, now: number): Member | undefined {
    const found = this.kept(element);
    return found === undefined || hasExpired(found, now) ? undefined : found;
  }

  /** True when a hash has no place for another member; those that have gone are thrown away before it says so. */
  isFull(now: number): boolean {
    const { table, options } = this;
    if (table === undefined || table.count < options.maxelem) return false;
    for (const member of table.list()) if (hasExpired(member, now)) table.delete(member);
    return table.count >= options.maxelem;
  }

  /** Puts a member in, instead of one of the same element that has gone; in a list before the one at `index`. */
  add(member: Member, index: number = this.order.length): void {
    const old = this.kept(member.element);
    if (old !== undefined) this.delete(old);
    if (this.table !== undefined) this.table.add(member);
    else if (this.type.storage === 'bitmap') this.bits.set(numberOf(member.element), member);
    else this.order.splice(index, 0, member);
  }

  delete(member: Member): void {
    if (this.table !== undefined) this.table.delete(member);
    else if (this.type.storage === 'bitmap') this.bits.delete(numberOf(member.element));
    else this.order.splice(this.order.indexOf(member), 1);
  }

  clear(): void {
    this.table?.clear();
    this.bits.clear();
    this.order.length = 0;
  }

  /** The members in the kernel's order: by bucket, by number, or as a list has them. */
  list(now: number): Member[] {
    return this.all().filter((member) => !hasExpired(member, now));
  }

  /** The size in memory as the kernel reckons it (mtype_head). */
  memory(now: number): number {
    const { storage, inet6 } = this.type;
    const own = [this.type.elementSize, this.type.baseSize] as const;
    const [elementSize, baseSize] = this.options.family === 'inet6' ? (inet6 ?? own) : own;
    const members = this.list(now);
    const comments = members.reduce(
      (sum, { comment }) => sum + (comment === '' ? 0 : COMMENT_SIZE + comment.length),
      0,
    );
    const whole = this.elementSize(elementSize);
    if (this.table !== undefined) return baseSize + this.table.memory(whole) + comments;
    if (storage === 'list') return baseSize + members.length * whole + comments;
    const places = this.places();
    return baseSize + 8 * Math.ceil(places / 64) + places * whole + comments;
  }

  /** How many numbers a bitmap has. */
  private places(): number {
    const { from, to } = this.options.range;
    return Math.floor((to - from) / this.step()) + 1;
  }

  private step(): number {
    return this.options.netmask === undefined ? 1 : 2 ** (32 - this.options.netmask);
  }

  /** An element with its extensions, each at its alignment (ip_set_elem_len). */
  private elementSize(bare: number): number {
    const { timeout, counters, comment, skbinfo } = this.options;
    const extensions = (counters ? 16 : 0) + (timeout === undefined ? 0 : 8) + (comment ? 8 : 0) + (skbinfo ? 16 : 0);
    return extensions === 0 ? bare : 8 * Math.ceil(bare / 8) + extensions;
  }

  private all(): Member[] {
    if (this.table !== undefined) return this.table.list();
    if (this.type.storage === 'list') return [...this.order];
    return [...this.bits.values()].sort((a, b) => numberOf(a.element) - numberOf(b.element));
  }

  /** The member of an element, gone or not. */
  private kept(element: Element): Member | undefined {
    if (this.table !== undefined) return this.table.find(element);
    if (this.type.storage === 'bitmap') return this.bits.get(numberOf(element));
    return this.order.find((member) => sameElement(member.element, element));
  }
}

/** The number of a bitmap's element: its address or its port. */
function numberOf({ ip, port }: Element): number {
  return Number(ip) + port;
}
