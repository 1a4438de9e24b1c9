import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, overlap, type Point } from '../../../webview/layout/geometry.ts';
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
      for (const [a, b] of pairs(rooms)) expect(overlap(a, b), `${a.title} over ${b.title}`).toBe(false);
    });
  });

  test('has every device in its room, and none over another', () => {
    check(({ rooms }) => {
      for (const room of rooms) {
        for (const device of room.devices) expect(contains(room, device), device.device.id).toBe(true);
        for (const [a, b] of pairs(room.devices)) expect(overlap(a, b), `${a.device.id} ${b.device.id}`).toBe(false);
      }
    });
  });

  test('keeps the names of rooms free of devices', () => {
    check(({ rooms }) => {
      for (const { title, titleAt, devices } of rooms) {
        const box = { x: titleAt.x, y: titleAt.y - 9, width: title.length * 7, height: 11 };
        for (const device of devices) expect(overlap(box, device), `${title} under ${device.device.id}`).toBe(false);
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
            for (const room of rooms) expect(overlap(room, box), `${edge.from} through ${room.title}`).toBe(false);
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
