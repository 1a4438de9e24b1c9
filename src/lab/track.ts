import { copyKernel } from '../kernel/copy.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Rewinder, State } from '../kernel/rewind.ts';
import type { Checkpoint, Place, Start } from './checkpoint.ts';

/** Places kept of one lab: those where one has typed last. */
const KEPT = 4;

/** A place, and the state of the machine there as seen from the next place; the last one is the machine's base. */
interface Stop {
  readonly place: Checkpoint;
  back: State;
}

/**
 * The way of a lab's machine through its statements, with the places that the machine can be put back to. There is one
 * machine: it stands where the last run has left it, and is put back to the last place before it goes on another way.
 */
export class Track {
  private readonly rewinder: Rewinder;
  /** In the order of the way. */
  private stops: Stop[];
  /** The statement up to which the text is what it was. */
  private same = Number.POSITIVE_INFINITY;
  private isUnderWay = true;

  /** Begins at a place, where the machine is now. */
  constructor(kernel: Kernel, place: Place) {
    this.rewinder = new Rewinder(kernel);
    this.stops = [this.stopAt(place)];
    this.rewinder.goOn();
  }

  /** The places that the machine came by on its way through what is the same still. */
  get checkpoints(): readonly Checkpoint[] {
    return this.stops.map(({ place }) => place).filter(({ statement }) => statement <= this.same);
  }

  /** The last one of them. */
  get last(): Checkpoint | undefined {
    return this.checkpoints.at(-1);
  }

  /** From a statement on the text is another one. */
  edited(statement: number): void {
    this.same = Math.min(this.same, statement);
  }

  /** Puts the machine back to the last place, to go on from there. Undefined where there is none. */
  begin(): Start | undefined {
    const { rewinder, last } = this;
    if (last === undefined) return undefined;
    const index = this.stops.findIndex(({ place }) => place === last);
    rewinder.put(this.stateAt(index));
    if (index < this.stops.length - 1) rewinder.rebase();
    this.stops.length = index + 1;
    this.same = Number.POSITIVE_INFINITY;
    this.isUnderWay = true;
    return { ...last, kernel: rewinder.goOn() };
  }

  /** Lays a place where the machine has come to on its way. */
  lay(place: Place): void {
    this.stops.at(-1)!.back = this.rewinder.rebase();
    this.rewinder.goOn();
    this.stops.push(this.stopAt(place));
    if (this.stops.length > KEPT) this.stops.shift();
  }

  /** The state of the machine, which is on its way from the last place and stops here, unless it is told to go on. */
  pause(): State {
    return this.rewinder.pause();
  }

  goOn(): void {
    this.rewinder.goOn();
  }

  /** True where the machine would go on alike from two states on ways from the last place. */
  areAlike(one: State, other: State): boolean {
    return this.rewinder.areAlike(one, other);
  }

  /** The machine has come to an end. */
  arrive(): void {
    this.isUnderWay = false;
  }

  /** The state that the machine stands in, for it to be put there again, as long as the places are the same. */
  get state(): State {
    return this.rewinder.state;
  }

  /** Puts the machine there, from where it has come on another way. */
  arriveAt(state: State): void {
    this.rewinder.put(state);
    this.arrive();
  }

  private stopAt(place: Place): Stop {
    let copy: Kernel | undefined;
    const kernel = () => {
      copy ??= this.copyAt(checkpoint);
      return copy;
    };
    const checkpoint = { ...place, kernel };
    return { place: checkpoint, back: this.rewinder.base };
  }

  private copyAt(checkpoint: Checkpoint): Kernel | undefined {
    const index = this.stops.findIndex(({ place }) => place === checkpoint);
    if (index < 0 || this.isUnderWay) return undefined;
    const { state } = this;
    this.rewinder.put(this.stateAt(index));
    const copy = copyKernel(this.rewinder.kernel);
    this.rewinder.put(state);
    return copy;
  }

  /** As seen from the last place of all. */
  private stateAt(index: number): State {
    return State.through(this.stops.slice(index).map(({ back }) => back));
  }
}
