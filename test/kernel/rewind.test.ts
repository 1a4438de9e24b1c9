import { describe, expect, test } from 'vitest';
import { copyKernel } from '../../src/kernel/copy.ts';
import { equalKernels } from '../../src/kernel/equal.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { Rewinder, State, stateOf } from '../../src/kernel/rewind.ts';

/** A machine with a namespace and a device, and what can be done to it. */
function machine() {
  const kernel = new Kernel();
  const rewinder = new Rewinder(kernel);
  const act = (name: string, mtu: number) => {
    rewinder.goOn();
    if (kernel.netns.find(name) === undefined) kernel.netns.add(name);
    const netns = kernel.netns.find(name)!;
    kernel.link.set(netns, 1, { up: true, mtu });
    while (kernel.next(kernel.now + 1_000_000));
  };
  return { kernel, rewinder, act };
}

describe('a machine', () => {
  test('is put back, and there again', () => {
    const { kernel, rewinder, act } = machine();
    const base = copyKernel(kernel);
    act('a', 1400);
    const { state } = rewinder;
    const then = copyKernel(kernel);
    rewinder.put(rewinder.base);
    expect(equalKernels(kernel, base)).toBe(true);
    act('b', 1300);
    rewinder.put(state);
    expect(equalKernels(kernel, then)).toBe(true);
    expect(stateOf(kernel)).toBe(state);
  });

  test('is put back over several bases', () => {
    const { kernel, rewinder, act } = machine();
    const first = copyKernel(kernel);
    const backs: State[] = [];
    for (const [name, mtu] of [
      ['a', 1400],
      ['a', 1300],
      ['b', 1200],
    ] as const) {
      act(name, mtu);
      backs.push(rewinder.rebase());
    }
    act('c', 1100);
    rewinder.put(State.through(backs));
    expect(equalKernels(kernel, first)).toBe(true);
    rewinder.rebase();
    act('a', 1000);
    rewinder.put(rewinder.base);
    expect(equalKernels(kernel, first)).toBe(true);
  });

  test('is in the same state where the same was done to it', () => {
    const { rewinder, act } = machine();
    const after = (name: string, mtu: number) => {
      rewinder.put(rewinder.base);
      act(name, mtu);
      return rewinder.pause();
    };
    const [one, again, other, elsewhere] = [after('a', 1400), after('a', 1400), after('a', 1300), after('b', 1400)];
    expect(rewinder.areAlike(one, again)).toBe(true);
    expect(rewinder.areAlike(one, other)).toBe(false);
    expect(rewinder.areAlike(one, elsewhere)).toBe(false);
    expect(rewinder.areAlike(one, rewinder.base)).toBe(false);
  });
});
