import type { SimpleCommand } from '../shell/observer.ts';
import { tracedWords } from '../shell/xtrace.ts';
import type { Origin } from '../userland/process.ts';
import type { CommandRecord } from './command-record.ts';
import { type Edit, shifted } from './edit.ts';
import type { Place, Source } from './source.ts';

const NOTHING: readonly never[] = [];

/** Where a command and its words are written. */
interface Places {
  readonly range: Origin;
  readonly origins: readonly (Origin | undefined)[];
  readonly blameRange: Origin | undefined;
}

/** A command's record while it is being written. */
export class OpenRecord implements CommandRecord {
  readonly line: number;
  readonly column: number;
  readonly argv: readonly string[];
  readonly kind: CommandRecord['kind'];
  readonly tested: boolean;
  exitCode = 0;
  stdout = '';
  stderr = '';
  end: number;
  blame: number | undefined = undefined;
  unsimulated: readonly { readonly what: string; readonly index: number | undefined }[] = NOTHING;
  /** How often its program went on after a wait. */
  wakeUps = 0;
  readonly #assignments: readonly string[];
  #places: Places;
  /** What is still to be added to all places: most records are moved again and again, and not looked at. */
  #by: number;

  constructor(
    readonly index: number,
    command: Omit<SimpleCommand, 'netns'>,
    place: Place,
    public netns: string,
    readonly time: number,
    by = 0,
  ) {
    this.line = place.line;
    this.column = place.column;
    this.argv = command.argv;
    this.kind = command.kind;
    this.tested = command.tested;
    this.end = time;
    this.#assignments = command.assignments;
    this.#places = { range: command.range, origins: command.origins, blameRange: undefined };
    this.#by = by;
  }

  get range(): Origin {
    return this.#settled().range;
  }

  get origins(): readonly (Origin | undefined)[] {
    return this.#settled().origins;
  }

  get blameRange(): Origin | undefined {
    return this.#settled().blameRange;
  }

  set blameRange(blameRange: Origin | undefined) {
    this.#places = { ...this.#settled(), blameRange };
  }

  #settled(): Places {
    if (this.#by !== 0) {
      this.#places = movedPlaces(this.#places, (place) => shifted(place, this.#by));
      this.#by = 0;
    }
    return this.#places;
  }

  /** The same record for an edited text, in which the command stands elsewhere on the same line. */
  movedBy(edit: Edit, source: Source): OpenRecord {
    const { first, last } = spanOf(this.#places);
    if (last + this.#by < edit.oldEnd) return this;
    const [places, by] =
      first + this.#by >= edit.oldEnd
        ? [this.#places, this.#by + edit.by]
        : [movedPlaces(this.#settled(), edit.moved), 0];
    const { index, argv, kind, tested, netns, time } = this;
    const command = {
      range: places.range,
      argv,
      origins: places.origins,
      assignments: this.#assignments,
      kind,
      tested,
    };
    const record = new OpenRecord(index, command, source.placeOf(places.range.start + by), netns, time, by);
    record.#places = places;
    record.exitCode = this.exitCode;
    record.stdout = this.stdout;
    record.stderr = this.stderr;
    record.end = this.end;
    record.blame = this.blame;
    record.unsimulated = this.unsimulated;
    record.wakeUps = this.wakeUps;
    return record;
  }

  /** Few commands are ever shown: the text is made for those. */
  get text(): string {
    return [...this.#assignments, ...(this.argv.length === 0 ? [] : [tracedWords(this.argv)])].join(' ');
  }
}

function movedPlaces({ range, origins, blameRange }: Places, moved: (place: Origin) => Origin): Places {
  return {
    range: moved(range),
    origins: origins.map((each) => each && moved(each)),
    blameRange: blameRange && moved(blameRange),
  };
}

const spans = new WeakMap<Places, { readonly first: number; readonly last: number }>();

/** From the first to the last character that some places are about. */
function spanOf(places: Places): { readonly first: number; readonly last: number } {
  let span = spans.get(places);
  if (span === undefined) {
    let { start: first, end: last } = places.range;
    for (const place of [places.blameRange, ...places.origins]) {
      if (place === undefined) continue;
      first = Math.min(first, place.start);
      last = Math.max(last, place.end);
    }
    span = { first, last };
    spans.set(places, span);
  }
  return span;
}
