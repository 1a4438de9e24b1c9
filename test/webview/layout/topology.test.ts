import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { runLab } from '../../../src/lab/run.ts';
import { contextOf } from '../../../src/language/scene/context.ts';
import { topologyOf } from '../../../src/language/scene/topology.ts';
import { contains, overlap, type Point } from '../../../webview/layout/geometry.ts';
import type { PlacedRoom } from '../../../webview/layout/place-room.ts';
import type { Part } from '../../../webview/layout/shelves.ts';
import { type Frame, layoutTopology, type TopologyLayout } from '../../../webview/layout/topology.ts';
import { SCENES } from '../scenes/index.ts';
import { randomTopology } from './random-topology.ts';

/** Labs that are grown command by command; with `EVERYWHERE` set, all examples. */
const GROWING =
  process.env.EVERYWHERE === undefined
    ? ['bridge', 'router', 'switch', 'arp', 'in-the-wild/bridge-nat'].map((name) => `${name}.netlab`)
    : readdirSync(join(projectFolder, 'examples'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.netlab'),
      );

const FRAME: Frame = { width: 660, height: 620 };

/** Labs of many namespaces are drawn smaller, so that all of them are seen; a frame without an end keeps to its width. */
const tall = (width: number): Frame => ({ width, height: Number.POSITIVE_INFINITY });

const FRAMES = fc.record({ width: fc.constantFrom(360, 480, 640, 880), height: fc.constantFrom(300, 620, 1200) });

/** Holds for every topology of the property, in every frame. */
function check(property: (layout: TopologyLayout) => void): void {
  fc.assert(
    fc.property(randomTopology, FRAMES, (topology, frame) => property(layoutTopology(topology, frame))),
    { numRuns: 300, seed: 1 },
  );
}

function pairs<T>(things: readonly T[]): (readonly [T, T])[] {
  return things.flatMap((a, index) => things.slice(index + 1).map((b) => [a, b] as const));
}

/** The upright parts of a cable: between rooms, along the rows it passes. */
function uprights(points: readonly Point[]): (readonly [Point, Point])[] {
  return points
    .slice(0, -1)
    .map((from, index) => [from, points[index + 1]!] as const)
    .filter(([from, to]) => from.x === to.x);
}

describe('the topology on any lab', () => {
  test('has no room over another', () => {
    check(({ rooms }) => {
      const over = pairs(rooms).filter(([a, b]) => overlap(a, b));
      expect(over.map(([a, b]) => `${a.title} over ${b.title}`)).toEqual([]);
    });
  });

  test('has every device in its room, and none over another', () => {
    check(({ rooms }) => {
      for (const room of rooms) {
        const outside = room.devices.filter((device) => !contains(room, device));
        const over = pairs(room.devices).filter((pair) => overlap(...pair));
        expect([...outside, ...over.flat()].map(({ device }) => device.id)).toEqual([]);
      }
    });
  });

  test('keeps the names of rooms free of devices', () => {
    check(({ rooms }) => {
      for (const { title, titleAt, devices } of rooms) {
        const box = { x: titleAt.x, y: titleAt.y - 9, width: title.length * 7, height: 11 };
        const over = devices.filter((device) => overlap(box, device));
        expect(over.map(({ device }) => `${title} under ${device.id}`)).toEqual([]);
      }
    });
  });

  test('leads wires around rooms, and every wire of the lab is there', () => {
    fc.assert(
      fc.property(randomTopology, FRAMES, (topology, frame) => {
        const { cables, rooms } = layoutTopology(topology, frame);
        expect(cables.length).toBe(topology.links.length);
        for (const { points, edge } of cables) {
          for (const [from, to] of uprights(points.slice(1, -1))) {
            const box = { x: from.x - 1, y: Math.min(from.y, to.y), width: 2, height: Math.abs(from.y - to.y) };
            const crossed = rooms.filter((room) => overlap(room, box));
            expect(crossed.map(({ title }) => `${edge.from} through ${title}`)).toEqual([]);
          }
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test('stays within its own frame', () => {
    check(({ rooms, width, height }) => {
      for (const room of rooms) expect(contains({ x: 0, y: 0, width, height }, room)).toBe(true);
    });
  });

  test('is the same every time', () => {
    fc.assert(
      fc.property(randomTopology, FRAMES, (topology, frame) => {
        expect(layoutTopology(structuredClone(topology), frame)).toEqual(layoutTopology(topology, frame));
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});

describe('the topology of the fixed scenes', () => {
  test.each(Object.entries(SCENES))('%s fits the width of a column beside the editor', (_, { topology }) => {
    expect(layoutTopology(topology, tall(660)).width).toBeLessThanOrEqual(920);
  });

  test('the Internet stands above its host, the host above what hangs on its switch', () => {
    const { rooms } = layoutTopology(SCENES.docker!.topology, tall(660));
    const top = (id: string) => rooms.find(({ node }) => node.id === id)!.y;
    expect(top('Internet')).toBeLessThan(top('host'));
    expect(top('host')).toBeLessThan(top('web'));
    expect(top('web')).toBe(top('db'));
  });

  test('a router stands above the two hosts it joins', () => {
    const { rooms } = layoutTopology(SCENES.router!.topology, tall(660));
    const top = (id: string) => rooms.find(({ node }) => node.id === id)!.y;
    expect(top('router')).toBeLessThan(top('client'));
    expect(top('client')).toBe(top('server'));
  });
});

describe('the topology while a lab grows', () => {
  /** What each command of an example leaves, each laid out after the one before, as the panel does. */
  function growth(name: string, objects: ReadonlySet<string>): TopologyLayout[] {
    const run = runLab({ name, text: readFileSync(join(projectFolder, 'examples', name), 'utf8') });
    const changing = new Set(run.changes.filter(({ object }) => objects.has(object)).map(({ cause }) => cause));
    const layouts: TopologyLayout[] = [];
    for (const record of run.commands.filter(({ index }) => changing.has(index))) {
      const topology = topologyOf(contextOf(run, record, run.peekAfter(record.index)));
      layouts.push(layoutTopology(topology, FRAME, undefined, layouts.at(-1)));
    }
    return layouts;
  }

  test.each(GROWING)('%s: rooms that are wired to each other keep their order, and none comes over another', (name) => {
    const layouts = growth(name, DRAWN);
    const moved = layouts.flatMap((now, index) => {
      expect(pairs(now.rooms).filter(([a, b]) => overlap(a, b))).toEqual([]);
      const before = layouts[index - 1];
      return before?.stretch === now.stretch ? swapped(before, now) : [];
    });
    expect(moved).toEqual([]);
  });

  test('a line that only speaks of what is there moves nothing', () => {
    const spoken = growth('bridge.netlab', new Set(['route', 'neighbour']))
      .slice(-3)
      .map(({ rooms }) => rooms.map(({ title, x, y }) => `${title} ${x} ${y}`));
    expect(new Set(spoken.map(String)).size).toBe(1);
  });
});

/** What of a machine the drawing shows. */
const DRAWN: ReadonlySet<string> = new Set(['netns', 'link', 'address']);

/**
 * Pairs of rooms of one part that changed their order, by name: across where they stand in one row, else down. What no
 * longer fits its row may move on to the next.
 */
function swapped(before: TopologyLayout, now: TopologyLayout): string[] {
  const [was, is] = [placesOf(before), placesOf(now)];
  const stayed = [...was].flatMap(([id, a]) => {
    const b = is.get(id);
    return b && b.row <= a.row ? [{ was: a, is: b }] : [];
  });
  return pairs(stayed)
    .filter(([a, b]) => a.was.part === b.was.part && a.is.part === b.is.part)
    .filter(([a, b]) => opposite(sideOf(a.was, b.was), sideOf(a.is, b.is)))
    .map(([a, b]) => `${a.was.room.title} and ${b.was.room.title}`);
}

interface Place {
  readonly room: PlacedRoom;
  readonly part: Part;
  readonly row: number;
}

/** By room: where it stands in the drawing, in which part of the lab, and in which row of that. */
function placesOf({ rooms, shelves }: TopologyLayout): Map<string, Place> {
  const byId = new Map(rooms.map((room) => [room.node.id, room]));
  return new Map(
    shelves
      .flat()
      .flatMap((part) =>
        part.arranged.flatMap(({ plans }, row) =>
          plans.map(({ node }) => [node.id, { room: byId.get(node.id)!, part, row }] as const),
        ),
      ),
  );
}

/** On which side of one room another stands, across or down. */
function sideOf(a: Place, b: Place): string {
  if (a.row === b.row) return b.room.x > a.room.x ? 'right' : 'left';
  return b.row > a.row ? 'below' : 'above';
}

const opposite = (a: string, b: string): boolean =>
  ['left right', 'right left', 'above below', 'below above'].includes(`${a} ${b}`);
