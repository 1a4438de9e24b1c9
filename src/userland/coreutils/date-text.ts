/** How many seconds the units of `2 hours ago` have. */
const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};

/**
 * A time as people write it to `date -d` and `touch -d`, in seconds since 1970, UTC: `@SECONDS`, ISO dates, `now`,
 * `tomorrow`, `2 hours ago`; undefined for anything else.
 */
export function parseDate(text: string, now: number): number | undefined {
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(text);
  if (seconds !== null) return Number(seconds[1]);
  let rest = ` ${text.trim().toLowerCase()} `;
  let time: number | undefined;
  const iso =
    /\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(z| utc| ?[+-]\d{2}:?\d{2})?/;
  const found = iso.exec(rest);
  if (found !== null) {
    const [all, year, month, day, hour = '0', minute = '0', second = '0', zone] = found;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), 0) / 1000;
    if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) return undefined;
    time = at + Number(second) - offsetOf(zone);
    rest = rest.replace(all, ' ');
  }
  return shifted(rest, time ?? now, now);
}

function offsetOf(zone: string | undefined): number {
  const match = /([+-])(\d{2}):?(\d{2})/.exec(zone ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60);
}

const WEEKDAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A time moved by what words like `yesterday`, `+1 day` and `3 hours ago` say. */
function shifted(text: string, from: number, now: number): number | undefined {
  let time = from;
  let rest = text;
  const clock = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?\b/.exec(rest);
  if (clock !== null) {
    const day = Math.floor(now / 86_400) * 86_400;
    time = day + Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
    rest = rest.replace(clock[0], ' ');
  }
  const days: Readonly<Record<string, number>> = { yesterday: -1, tomorrow: 1, today: 0, now: 0, utc: 0 };
  rest = rest.replace(/\b(yesterday|tomorrow|today|now|utc)\b/g, (word: string) => {
    time += (days[word] as number) * 86_400;
    return ' ';
  });
  rest = rest.replace(
    /\b(next |last |this )?(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b/,
    (_, which: string | undefined, day: string) => {
      const today = Math.floor(now / 86_400);
      // 1 January 1970 was a Thursday.
      const ahead = (WEEKDAYS.indexOf(day) - ((today + 4) % 7) + 7) % 7;
      const more = which === 'next ' && ahead === 0 ? 7 : which === 'last ' ? -7 : 0;
      time = (today + ahead + more) * 86_400;
      return ' ';
    },
  );
  rest = rest.replace(
    /([+-]?\s*\d+|next|last)\s*([a-z]+?)s?\b(\s+ago)?/g,
    (all, count: string, unit: string, ago?: string) => {
      const size = UNITS[unit];
      if (size === undefined) return all;
      const number = count === 'next' ? 1 : count === 'last' ? -1 : Number(count.replace(/\s/g, ''));
      time += number * size * (ago === undefined ? 1 : -1);
      return ' ';
    },
  );
  return rest.trim() === '' ? time : undefined;
}
