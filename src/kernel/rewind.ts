import { END, type Kind, kindOf } from './contents.ts';
import { equalFrom } from './equal.ts';
import type { Kernel } from './kernel.ts';
import { untraced } from './untraced.ts';

/**
 * A state of a machine that can be put back: what sets it off from the base, which is the state that its `Rewinder` knows
 * whole. It belongs to the base that it was taken from.
 */
export class State {
  /** By the objects that hold something else than in the base: each with one of its kind that holds the same. */
  held: ReadonlyMap<object, object> | undefined;

  /** A state that is known by that of another base, which is known by that of the next one, and so on to the present one. */
  static through(states: readonly State[]): State {
    const through = new State();
    through.held = new Map(states.toReversed().flatMap(({ held }) => [...held!]));
    return through;
  }
}

const UNCHANGED: ReadonlyMap<object, object> = new Map();

/** What a machine that is put back and forth is in at present; a machine nobody does that with is always in one. */
const states = new WeakMap<Kernel, State>();

/** What may be remembered about a machine is remembered by this: the same machine can be in another state later. */
export function stateOf(kernel: Kernel): object {
  return states.get(kernel) ?? kernel;
}

/**
 * Puts a machine back to where it was, so that it can go on from there another way. Its objects stay the same ones: those
 * that have changed get back what they held. Whether one has is seen by looking at what it holds, by identity, which takes
 * little time for each; all the rest takes as long as there are changes. Frozen objects never change.
 */
export class Rewinder {
  /** What is known of each object of the base; undefined where something newer is known of it, further behind. */
  private objects: (object | undefined)[] = [];
  private kinds: Kind[] = [];
  /** Where in `contents` begins what each of them holds. */
  private starts: number[] = [];
  private contents: unknown[] = [];
  private indexes = new Map<object, number>();
  /** How many objects there were when all were looked at. */
  private size = 0;
  private present = new State();

  /** The state the machine is in becomes the base. Nobody may listen to it. */
  constructor(readonly kernel: Kernel) {
    this.lookAtAll();
    this.present.held = UNCHANGED;
    states.set(kernel, this.present);
  }

  /** The state the machine is in, between two runs. */
  get state(): State {
    this.present.held ??= untraced(this.kernel, () => this.changed());
    return this.present;
  }

  /** The base. */
  get base(): State {
    const base = new State();
    base.held = UNCHANGED;
    return base;
  }

  /** The machine, which from now on goes on in whatever way. */
  goOn(): Kernel {
    this.present = new State();
    states.set(this.kernel, this.present);
    return this.kernel;
  }

  /** The state of a machine that is under way, with all that has come to it: it can be compared when the machine has gone on. */
  pause(): State {
    this.present.held = untraced(this.kernel, () => this.withNew(this.changed()));
    return this.present;
  }

  /** Puts the machine into a state. Nobody listens to it then. */
  put(wanted: State): void {
    this.kernel.tracer = null;
    const { held } = this.state;
    for (const object of held!.keys())
      if (!wanted.held!.has(object) && this.indexes.has(object)) kindOf(object).assign(object, this.remembered(object));
    for (const [object, likeness] of wanted.held!) kindOf(object).assign(object, likeness);
    this.present = wanted;
    states.set(this.kernel, wanted);
  }

  /** Makes the state the machine is in the base; answers the former base as a state seen from there. */
  rebase(): State {
    const former = new State();
    former.held = untraced(this.kernel, () => this.rebaseTo([...(this.present.held ?? this.changed()).keys()]));
    this.present = new State();
    this.present.held = UNCHANGED;
    states.set(this.kernel, this.present);
    return former;
  }

  /** True where two states are alike: a machine in the one would go on as one in the other. A yes is certain. */
  areAlike(one: State, other: State): boolean {
    const changed = new Set([...one.held!.keys(), ...other.held!.keys()].filter((object) => this.indexes.has(object)));
    const contents = (state: State) => (object: object) => state.held!.get(object) ?? this.remembered(object);
    return equalFrom(
      [...changed].map((object) => [object, object]),
      // What there is in the base is itself; what came later is looked into.
      (mine, its) => (this.indexes.has(mine) || this.indexes.has(its) ? false : undefined),
      contents(one),
      contents(other),
    );
  }

  private changed(): ReadonlyMap<object, object> {
    const changed = new Map<object, object>();
    const { objects, kinds, starts, contents } = this;
    for (let index = 0; index < objects.length; index++) {
      const object = objects[index];
      const kind = kinds[index]!;
      if (object !== undefined && !kind.holds(object, contents, starts[index]!))
        changed.set(object, kind.likeness(object));
    }
    return changed;
  }

  /** The same with what has come to the machine. */
  private withNew(changed: ReadonlyMap<object, object>): ReadonlyMap<object, object> {
    const all = new Map(changed);
    for (const likeness of all.values()) {
      for (const each of referencesOf(likeness)) {
        if (!this.indexes.has(each) && !all.has(each)) all.set(each, kindOf(each).likeness(each));
      }
    }
    return all;
  }

  private rebaseTo(changed: readonly object[]): ReadonlyMap<object, object> {
    const former = new Map(changed.map((object) => [object, this.remembered(object)] as const));
    for (const object of changed) {
      const index = this.indexes.get(object);
      if (index !== undefined) this.objects[index] = undefined;
      this.add(object);
    }
    this.addReachable(this.objects.length - changed.length);
    // What was known of before is in the way when it is much.
    if (this.objects.length > 2 * this.size) this.lookAtAll();
    return former;
  }

  private lookAtAll(): void {
    this.objects = [];
    this.kinds = [];
    this.starts = [];
    this.contents = [];
    this.indexes = new Map();
    untraced(this.kernel, () => {
      this.add(this.kernel);
      this.addReachable(0);
    });
    this.size = this.objects.length;
  }

  private add(object: object): void {
    this.indexes.set(object, this.objects.length);
    const kind = kindOf(object);
    this.objects.push(object);
    this.kinds.push(kind);
    this.starts.push(this.contents.length);
    kind.append(object, this.contents);
  }

  /** Adds what can be reached from the objects from an index on. */
  private addReachable(from: number): void {
    const { contents, indexes } = this;
    for (let next = this.starts[from] ?? contents.length; next < contents.length; next++) {
      const item = contents[next];
      if (typeof item === 'object' && item !== null && !indexes.has(item) && !Object.isFrozen(item)) this.add(item);
    }
  }

  /** An object that holds what another one holds in the base; what came later is taken as it is. */
  private remembered(object: object): object {
    const index = this.indexes.get(object);
    if (index === undefined) return object;
    const start = this.starts[index]!;
    return this.kinds[index]!.likenessOf(object, this.contents.slice(start, this.contents.indexOf(END, start)));
  }
}

/** The objects that a likeness holds and that may change. */
function* referencesOf(likeness: object): Generator<object> {
  const contents: unknown[] = [];
  kindOf(likeness).append(likeness, contents);
  for (const item of contents) if (typeof item === 'object' && item !== null && !Object.isFrozen(item)) yield item;
}
