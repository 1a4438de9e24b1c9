import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { type Box, contains, overlap, type Point } from '../../../webview/layout/geometry.ts';
import { layoutTopology, type TopologyLayout } from '../../../webview/layout/topology.ts';
import { SCENES } from '../scenes/index.ts';
import { randomTopology } from './random-topology.ts';

/** Labs that are grown command by command; with `EVERYWHERE` set, all examples. */
const GROWING =
  process.env.EVERYWHERE === undefined
    ? ['bridge', 'router', 'switch', 'arp', 'in-the-wild/bridge-nat'].map((name) => `${name}.netlab`)
    : readdirSync(join(projectFolder, 'examples'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.netlab'),
      );

const WIDTHS = fc.constantFrom(360, 480, 640, 880);

/** Holds for every topology of the property, at every width. */
function check(property: (layout: TopologyLayout) => void): void {
  fc.assert(
    fc.property(randomTopology, WIDTHS, (topology, width) => property(layoutTopology(topology, width))),
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
      fc.property(randomTopology, WIDTHS, (topology, width) => {
        const { cables, rooms } = layoutTopology(topology, width);
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
      fc.property(randomTopology, WIDTHS, (topology, width) => {
        expect(layoutTopology(structuredClone(topology), width)).toEqual(layoutTopology(topology, width));
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});

describe('the topology of the fixed scenes', () => {
  test.each(Object.entries(SCENES))('%s fits the width of a column beside the editor', (_, { topology }) => {
    expect(layoutTopology(topology, 660).width).toBeLessThanOrEqual(920);
  });

  test('the Internet stands above its host, the host above what hangs on its switch', () => {
    const { rooms } = layoutTopology(SCENES.docker!.topology, 660);
    const top = (id: string) => rooms.find(({ node }) => node.id === id)!.y;
    expect(top('Internet')).toBeLessThan(top('host'));
    expect(top('host')).toBeLessThan(top('web'));
    expect(top('web')).toBe(top('db'));
  });

  test('a router stands above the two hosts it joins', () => {
    const { rooms } = layoutTopology(SCENES.router!.topology, 660);
    const top = (id: string) => rooms.find(({ node }) => node.id === id)!.y;
    expect(top('router')).toBeLessThan(top('client'));
    expect(top('client')).toBe(top('server'));
  });
});

describe('the topology while a lab grows', () => {
  /** What each command of an example leaves, each laid out after the one before, as the panel does. */
  function growth(name: string): TopologyLayout[] {
    const document = labDocument(readFileSync(join(projectFolder, 'examples', name), 'utf8'));
    const service = createLanguageService();
    const layouts: TopologyLayout[] = [];
    for (const command of service.scene(document, 0).commands.keys()) {
      const { topology } = service.scene(document, 0, undefined, command);
      layouts.push(layoutTopology(topology, 660, undefined, layouts.at(-1)));
    }
    return layouts;
  }

  test.each(GROWING)('%s: rooms that are wired as before keep their order, and none comes over another', (name) => {
    const layouts = growth(name);
    for (const [index, now] of layouts.entries()) {
      expect(pairs(now.rooms).filter(([a, b]) => overlap(a, b))).toEqual([]);
      const before = layouts[index - 1];
      if (before === undefined) continue;
      const [was, is] = [placesOf(before), placesOf(now)];
      // What no longer fits has to move on to the shelf below; everything else stays on its own.
      const stayed = [...was].flatMap(([id, a]) => {
        const b = is.get(id);
        return b && a.wiring === b.wiring && a.shelf === b.shelf ? [{ id, was: a.room, is: b.room }] : [];
      });
      const swapped = pairs(stayed).filter(([a, b]) => reversed(sidesOf(a.was, b.was), sidesOf(a.is, b.is)));
      expect(swapped.map(([a, b]) => `command ${index}: ${a.id} and ${b.id}`)).toEqual([]);
    }
  });

  test('a line that only speaks of what is there moves nothing', () => {
    const routes = growth('bridge.netlab')
      .slice(-4)
      .map(({ rooms }) => rooms.map(({ title, x, y }) => `${title} ${x} ${y}`));
    expect(new Set(routes.map(String)).size).toBe(1);
  });
});

interface Place {
  readonly room: Box;
  readonly wiring: string;
  readonly shelf: number;
}

/** By room: its box, how its part of the lab is wired, and the shelf that part stands on. */
function placesOf({ rooms, shelves }: TopologyLayout): Map<string, Place> {
  const boxes = new Map(rooms.map((room) => [room.node.id, room]));
  return new Map(
    shelves.flatMap((parts, shelf) =>
      parts.flatMap(({ wiring, ...part }) =>
        part.rooms.map(({ node }) => [node.id, { room: boxes.get(node.id)!, wiring, shelf }] as const),
      ),
    ),
  );
}

/** On which side of one room another stands, across and down: -1, 0 where neither, or 1. */
function sidesOf(a: Box, b: Box): readonly [number, number] {
  const side = (from: number, to: number, other: number, end: number) => (to <= other ? 1 : end <= from ? -1 : 0);
  return [side(a.x, a.x + a.width, b.x, b.x + b.width), side(a.y, a.y + a.height, b.y, b.y + b.height)];
}

/** True where what was left is now right, or what was above is now below. */
function reversed(before: readonly [number, number], after: readonly [number, number]): boolean {
  return before.some((side, axis) => side * after[axis]! < 0);
}
