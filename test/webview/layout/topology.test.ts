import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/project.mjs';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { type Box, contains, overlap, type Point } from '../../../webview/layout/geometry.ts';
import { layoutTopology, type TopologyLayout } from '../../../webview/layout/topology.ts';
import { SCENES } from '../scenes/index.ts';
import { randomTopology } from './random-topology.ts';

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
  /** What each line of an example leaves, laid out; with the wires there are. */
  function growth(name: string) {
    const document = labDocument(readFileSync(join(projectFolder, 'examples', `${name}.netlab`), 'utf8'));
    const service = createLanguageService();
    const { commands } = service.scene(document, 0);
    return commands.map((_, command) => {
      const { topology } = service.scene(document, 0, undefined, command);
      const wires = topology.links.map(({ from, to }) => `${from} ${to}`).join();
      return { wires, rooms: layoutTopology(topology, 660).rooms };
    });
  }

  test.each(['bridge', 'router', 'switch', 'arp'])(
    '%s: a line that wires nothing leaves rooms where they are to each other',
    (name) => {
      const lines = growth(name);
      for (const [index, now] of lines.entries()) {
        const before = lines[index - 1];
        if (before === undefined || before.wires !== now.wires) continue;
        const places = new Map(now.rooms.map((room) => [room.node.id, room]));
        const stayed = before.rooms.flatMap((room) => {
          const place = places.get(room.node.id);
          return place ? [[room, place] as const] : [];
        });
        for (const [[a, nowA], [b, nowB]] of pairs(stayed))
          expect(side(nowA, nowB), `${a.title}, ${b.title}`).toBe(side(a, b));
      }
    },
  );

  test('a line that only speaks of what is there moves nothing', () => {
    const lines = growth('bridge');
    const routes = lines.slice(-4).map(({ rooms }) => rooms.map(({ title, x, y }) => `${title} ${x} ${y}`));
    expect(new Set(routes.map(String)).size).toBe(1);
  });
});

/** Where one room stands, seen from another. */
function side(a: Box, b: Box): string {
  const [across, down] = [a.x + a.width <= b.x, a.y + a.height <= b.y];
  return across ? 'left' : b.x + b.width <= a.x ? 'right' : down ? 'above' : 'below';
}
