import type { Value } from './value.ts';

/** An element: its value, and the subscripts it was asked for by so far. */
interface Element {
  readonly text: string;
  readonly hash: number;
  number: number | undefined;
  isText: boolean;
  value: Value | undefined;
}

const FIRST_SIZE = 64;
/** Elements for each list of the table, on average, before the table is made twice as large. */
const MOST_EACH = 12;

/**
 * An array of awk. Its elements come in the order of mawk's (`array.c`): a table of lists by the hash of the subscript's
 * text, in which what was asked for last stands first. Whole numbers have lists of their own, by the number, until the
 * elements are asked for by a text, or gone through.
 */
export class AwkArray {
  readonly #elements = new Map<string, Element>();
  #mask = FIRST_SIZE - 1;
  #texts: Element[][] = [];
  #numbers: Element[][] = [];
  /** Every element is in the lists by text. */
  #hasTexts = false;
  /** As `split` left it: nothing moves while only its elements are asked for. */
  #isSplit = false;

  get size(): number {
    return this.#elements.size;
  }

  /** The element of a subscript; undefined when there is none. */
  find(subscript: number | string): Element | undefined {
    return typeof subscript === 'number' ? this.#byNumber(subscript, false) : this.#byText(subscript, false);
  }

  /** The element of a subscript, made when there is none: asking for an element makes it. */
  element(subscript: number | string): Element {
    const made = typeof subscript === 'number' ? this.#byNumber(subscript, true) : this.#byText(subscript, true);
    return made as Element;
  }

  set(subscript: number | string, value: Value): void {
    this.element(subscript).value = value;
  }

  delete(subscript: number | string): void {
    const element = this.find(subscript);
    if (element === undefined) return;
    this.#elements.delete(element.text);
    if (element.isText) take(listOf(this.#texts, element.hash & this.#mask), element);
    if (element.number !== undefined) take(listOf(this.#numbers, element.number & this.#mask), element);
    if (this.#elements.size === 0) this.clear();
  }

  clear(): void {
    this.#elements.clear();
    this.#mask = FIRST_SIZE - 1;
    this.#texts = [];
    this.#numbers = [];
    this.#hasTexts = false;
    this.#isSplit = false;
  }

  /** Holds these values at 1, 2, 3 … and nothing else. */
  load(values: readonly Value[]): void {
    this.clear();
    values.forEach((value, at) => {
      this.set(at + 1, value);
    });
    this.#isSplit = true;
  }

  /** The subscripts, in the order in which `for (k in a)` goes through them. */
  subscripts(): string[] {
    this.#addTexts();
    const found: string[] = [];
    for (let at = 0; at <= this.#mask; at += 1) for (const { text } of this.#texts[at] ?? []) found.push(text);
    return found;
  }

  #byText(text: string, create: boolean): Element | undefined {
    this.#addTexts();
    let element = this.#elements.get(text);
    if (element !== undefined) {
      toFront(listOf(this.#texts, element.hash & this.#mask), element);
      return element;
    }
    if (!create) return undefined;
    element = this.#create(text, true);
    listOf(this.#texts, element.hash & this.#mask).unshift(element);
    return element;
  }

  #byNumber(number: number, create: boolean): Element | undefined {
    const text = String(number);
    let element = this.#elements.get(text);
    if (this.#isSplit && element !== undefined) return element;
    if (element?.number !== undefined) {
      toFront(listOf(this.#numbers, number & this.#mask), element);
      return element;
    }
    if (this.#hasTexts) element = this.#byText(text, create);
    else if (create) element = this.#create(text, false);
    if (element === undefined) return undefined;
    element.number = number;
    listOf(this.#numbers, number & this.#mask).unshift(element);
    return element;
  }

  #create(text: string, isText: boolean): Element {
    const element = { text, hash: hashOf(text), number: undefined, isText, value: undefined };
    this.#elements.set(text, element);
    if (this.#elements.size > (this.#mask + 1) * MOST_EACH) this.#grow();
    return element;
  }

  #addTexts(): void {
    this.#isSplit = false;
    if (this.#hasTexts) return;
    this.#hasTexts = true;
    for (let at = 0; at <= this.#mask; at += 1) {
      for (const element of this.#numbers[at] ?? []) {
        element.isText = true;
        listOf(this.#texts, element.hash & this.#mask).unshift(element);
      }
    }
  }

  #grow(): void {
    const texts = this.#texts.flat();
    const numbers = this.#numbers.flat();
    this.#mask = this.#mask * 2 + 1;
    this.#texts = [];
    this.#numbers = [];
    for (const element of texts) listOf(this.#texts, element.hash & this.#mask).push(element);
    for (const element of numbers) listOf(this.#numbers, (element.number as number) & this.#mask).push(element);
  }
}

function listOf(lists: Element[][], at: number): Element[] {
  lists[at] ??= [];
  return lists[at];
}

function take(list: Element[], element: Element): void {
  list.splice(list.indexOf(element), 1);
}

function toFront(list: Element[], element: Element): void {
  if (list[0] === element) return;
  take(list, element);
  list.unshift(element);
}

/** The hash that Fowler, Noll and Vo made (FNV-1a, 32 bits), of the bytes that the letters are. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
