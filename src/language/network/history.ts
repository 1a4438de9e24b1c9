import type { Cause } from '../../kernel/cause.ts';
import type { ChangeEvent } from '../../kernel/trace.ts';
import type { LabRun } from '../../lab/run.ts';

/** A device in one namespace under one name, until it was moved, renamed or removed. */
export interface Stay {
  readonly life: DeviceLife;
  readonly netns: number;
  readonly name: string;
  /** The command that made it or moved it here; `NO_CAUSE` for devices of the machine itself. */
  readonly since: Cause;
  /** The command that took it away again; Infinity while it is there. */
  until: Cause;
  /** False where the device was made. */
  readonly moved: boolean;
}

/** One device from its making to its end, through moves and new names. */
export interface DeviceLife {
  readonly stays: Stay[];
}

const placeOf = (netns: string, name: string): string => `${netns}/${name}`;

const histories = new WeakMap<LabRun['changes'], History>();

/** What happened to devices and namespaces in the course of a run, from its change events. */
export class History {
  private readonly stays = new Map<string, Stay[]>();
  /** The same by namespace and name, made when first asked for: many namespaces have an `eth0`. */
  private byPlace: ReadonlyMap<string, readonly Stay[]> | undefined;
  private readonly names = new Map<number, string>();
  private readonly made = new Map<string, Cause>();
  /** The moves of devices from one namespace into another, by commands. */
  readonly moves: ChangeEvent[] = [];

  private constructor(private readonly run: LabRun) {
    for (const change of run.changes) this.note(change);
  }

  /** The history of a run. Runs that have their changes in common have one history. */
  static of(run: LabRun): History {
    let history = histories.get(run.changes);
    if (history === undefined) {
      history = new History(run);
      histories.set(run.changes, history);
    }
    return history;
  }

  private note(change: ChangeEvent): void {
    const { object, netns, cause, name } = change;
    if (object === 'netns' && change.change === 'new') {
      this.names.set(netns, name);
      this.made.set(name, cause);
    }
    if (object !== 'link') return;
    if (change.change === 'new') this.arrive({ stays: [] }, netns, name, cause, false);
    else if (change.change === 'delete') this.leave(netns, name, cause);
    else if (change.change === 'move' && change.to !== undefined) {
      if (change.to.netns !== netns && cause >= 0) this.moves.push(change);
      const life = this.leave(netns, name, cause) ?? { stays: [] };
      this.arrive(life, change.to.netns, change.to.name, cause, true);
    }
  }

  private arrive(life: DeviceLife, netns: number, name: string, since: Cause, moved: boolean): void {
    const stay: Stay = { life, netns, name, since, until: Number.POSITIVE_INFINITY, moved };
    life.stays.push(stay);
    const list = this.stays.get(name);
    if (list === undefined) this.stays.set(name, [stay]);
    else list.push(stay);
  }

  private leave(netns: number, name: string, cause: Cause): DeviceLife | undefined {
    const stay = this.stays.get(name)?.findLast((each) => each.netns === netns && each.until > cause);
    if (stay === undefined) return undefined;
    stay.until = cause;
    return stay.life;
  }

  /** The stay of the device that a name means in a namespace when a command starts. */
  stayAt(netns: string, name: string, command: Cause): Stay | undefined {
    this.byPlace ??= this.sortedByPlace();
    return this.byPlace.get(placeOf(netns, name))?.findLast((stay) => stay.since < command && stay.until >= command);
  }

  private sortedByPlace(): Map<string, Stay[]> {
    const places = new Map<string, Stay[]>();
    for (const stay of [...this.stays.values()].flat()) {
      const place = placeOf(this.nameOf(stay.netns), stay.name);
      const list = places.get(place);
      if (list === undefined) places.set(place, [stay]);
      else list.push(stay);
    }
    return places;
  }

  /** The stay that begins with a command: of a device that it makes, moves or renames. */
  stayFrom(name: string, command: Cause): Stay | undefined {
    return this.stays.get(name)?.find((stay) => stay.since === command);
  }

  /** Where a device of that name is when a command starts, in a namespace other than `not`. */
  placeBefore(name: string, command: Cause, not: string): Stay | undefined {
    return this.stays
      .get(name)
      ?.findLast((stay) => stay.since < command && stay.until >= command && this.nameOf(stay.netns) !== not);
  }

  /** The command that moved the device that has this name in a namespace there. */
  movedTo(name: string, netns: number): Cause | undefined {
    const stay = this.stays.get(name)?.findLast((each) => each.netns === netns && each.moved);
    return stay?.since;
  }

  /** The names that devices of a namespace have when a command starts. */
  devicesBefore(netns: string, command: Cause): string[] {
    return [...this.stays.keys()].filter((name) => this.stayAt(netns, name, command) !== undefined);
  }

  /** The names that namespaces had been given before a command. */
  namespacesBefore(command: Cause): string[] {
    return [...this.made].filter(([, cause]) => cause < command).map(([name]) => name);
  }

  /** The command that made a namespace of that name. */
  madeNamespace(name: string): Cause | undefined {
    return this.made.get(name);
  }

  /** The name of a namespace as records have it: '' for the initial one. Ended namespaces keep their name. */
  nameOf(netns: number): string {
    const { kernel } = this.run;
    return this.names.get(netns) ?? kernel.netns.nameOf(kernel.netns.byId(netns)) ?? '';
  }
}
