import { parseDefinitions } from './parse.ts';
import type { Definition } from './program.ts';

/** Builtins that are said best in jq itself (jq manual, "Builtin operators and functions"). */
const TEXT = `
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type == "array" or type == "object");
def scalars: select(type != "array" and type != "object");
def scalars_or_empty: scalars;
def finites: select(isinfinite or isnan | not);
def normals: select(isnormal);
def map_values(f): .[] |= f;
def recurse: ..;
def recurse_down: ..;
def recurse(f): def again: ., (f | again); again;
def recurse(f; ok): def again: ., (f | select(ok) | again); again;
def paths: path(..) | select(length > 0);
def paths(f): . as $all | paths | select(. as $p | $all | getpath($p) | f);
def leaf_paths: paths(scalars);
def del(f): delpaths([path(f)]);
def to_entries: . as $all | [keys_unsorted[] | {key: ., value: $all[.]}];
def from_entries: map({(.key // .k // .name // .Name // .K // .Key): (if has("value") then .value else .Value end)})
  | add + {} // {};
def with_entries(f): to_entries | map(f) | from_entries;
def add: reduce .[] as $each (null; . + $each);
def range($to): range(0; $to);
def while(ok; f): def again: if ok then ., (f | again) else empty end; again;
def until(ok; f): def again: if ok then . else (f | again) end; again;
def repeat(f): def again: f | (., again); again;
def in($all): . as $key | $all | has($key);
def inside($all): . as $part | $all | contains($part);
def first: .[0];
def last: .[-1];
def nth($n): .[$n];
def last(f): reduce f as $each (null; $each);
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def any: any(.[]; .);
def all: all(.[]; .);
def any(f): any(.[]; f);
def all(f): all(.[]; f);
def flatten: flatten(1e9);
def join($by): reduce .[] as $each (null;
    (if . == null then "" else . + $by end) +
    ($each | if type == "boolean" or type == "number" then tojson else . // "" end)) // "";
def reverse: [.[length - 1 - range(0; length)]];
def indices($wanted): if type == "array" and ($wanted | type) == "array" then .[$wanted]
  elif type == "array" then .[[$wanted]]
  elif . == null then null
  else _places($wanted) end;
def index($wanted): indices($wanted) | .[0];
def rindex($wanted): indices($wanted) | .[-1:][0];
def ascii_downcase: explode | map(if . >= 65 and . <= 90 then . + 32 else . end) | implode;
def ascii_upcase: explode | map(if . >= 97 and . <= 122 then . - 32 else . end) | implode;
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todateiso8601: todate;
def fromdate: fromdateiso8601;
def sort_by(f): _sorted(map([f]));
def group_by(f): _grouped(map([f]));
def unique: unique_by(.);
def unique_by(f): [group_by(f)[] | .[0]];
def min_by(f): _least(map([f]));
def max_by(f): _greatest(map([f]));
def combinations: if length == 0 then [] else .[0][] as $head | (.[1:] | combinations) as $rest | [$head] + $rest end;
def combinations(n): . as $all | [range(n)] | map($all) | combinations;
def walk(f): . as $all
  | if type == "object" then reduce keys_unsorted[] as $key ({}; . + {($key): ($all[$key] | walk(f))}) | f
    elif type == "array" then map(walk(f)) | f
    else f end;
def env: $ENV;
def halt_error: halt_error(5);
def match(re): _match(re; null; false)[];
def match(re; flags): _match(re; flags; false)[];
def test(re): _match(re; null; true);
def test(re; flags): _match(re; flags; true);
def _named: [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def capture(re): match(re) | _named;
def capture(re; flags): match(re; flags) | _named;
def scan(re): match(re; "g") | if (.captures | length) > 0 then [.captures[].string] else .string end;
def split($re; flags): . as $text
  | [foreach (match($re; flags + "g"), null) as $found ({end: 0};
      {start: .end, end: (if $found == null then 0 else $found.offset + $found.length end), found: $found};
      . as $at | if $found == null then $text[$at.start:] else $text[$at.start:$found.offset] end)];
def splits($re): splits($re; null);
def splits($re; flags): split($re; flags) | .[];
def sub(re; text): sub(re; text; "");
def sub($re; text; flags): . as $all
  | reduce match($re; flags) as $found ({from: 0, done: ""};
      .done += $all[.from:$found.offset] + ($found | _named | text) | .from = $found.offset + $found.length)
  | .done + $all[.from:];
def gsub(re; text): sub(re; text; "g");
def gsub(re; text; flags): sub(re; text; flags + "g");
def inputs: def again: _input_or_end | if length == 0 then empty else .[0], again end; again;
def transpose: . as $rows | (map(length) | max // 0) as $most
  | [range(0; $most) as $at | [$rows[] | .[$at]]];
def tostream: . as $all | [paths] as $all_paths | if ($all_paths | length) == 0 then [[], .] else
  (path(def again: (.[]? | again), .; again) as $p
  | $all | getpath($p)
  | reduce path(.[]?) as $q ([$p, .]; [$p + $q])) end;
def fromstream(f): {x: null, e: false} as $init
  | foreach f as $each ($init;
      (if .e then $init else . end)
      | if $each | length == 2
        then setpath(["e"]; $each[0] | length == 0) | setpath(["x"] + $each[0]; $each[1])
        else setpath(["e"]; $each[0] | length == 1) end;
      if .e then .x else empty end);
def truncate_stream(f): . as $depth | null | f | . as $each
  | if (.[0] | length) > $depth then setpath([0]; $each[0][$depth:]) else empty end;
def IN(s): any(s == .; .);
def IN(from; s): any(from == s; .);
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def JOIN($index; f): [.[] | [., $index[f]]];
def JOIN($index; stream; f): stream | [., $index[f]];
def JOIN($index; stream; f; joined): stream | [., $index[f]] | joined;
`;

let known: ReadonlyMap<string, Definition> | undefined;

/** Builtins written in jq, by name and number of arguments. */
export function definedBuiltins(): ReadonlyMap<string, Definition> {
  known ??= new Map(parseDefinitions(TEXT).map((each) => [each.name, each]));
  return known;
}
