import type { JSHandle } from 'playwright-core';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import type { Scene } from '../../../src/protocol/scene.ts';
import { lacking, launch, openPanel, type PanelPage } from '../../webview/page.ts';
import { type Measure, median } from '../measure.ts';

/** So many namespaces on one switch, and a ping through it. */
const NAMESPACES = 20;
/** Commands of the lab whose slider is dragged. */
const COMMANDS = 1000;
/** Milliseconds from one frame to the next at 60 a second. */
const FRAME = 1000 / 60;
/** How long frames are counted while the journey plays, in milliseconds. */
const PLAYED = 3000;

/**
 * The panel in Chromium: the first paint of a scene, frames while a journey plays, and a drag of the time slider. Figures
 * called `cpu` are what the page's main thread computes, whatever else the machine does meanwhile.
 */
export default async function panel(): Promise<Measure[]> {
  const scrubs = scrubTimes(long(COMMANDS));
  const scrub = { name: 'panel-scrub-1000-commands-cpu-p95', value: round(percentile(scrubs, 0.95)), unit: 'ms' };
  if (lacking) return [scrub];
  const browser = await launch();
  try {
    const paints: number[] = [];
    const paintsCpu: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const page = await openPanel(browser);
      // The scene is brought there first: how the browser is driven does not count.
      const scene = await page.page.evaluateHandle((data) => data, sceneOf(switched(NAMESPACES)));
      paintsCpu.push(await cpuOf(page, async () => void paints.push(await firstPaint(page, scene))));
      await page.close();
    }
    const page = await openPanel(browser);
    await page.send({ type: 'scene', scene: sceneOf(switched(NAMESPACES)) });
    await page.page.getByTestId('play').click();
    let frames: number[] = [];
    const playing = await cpuOf(page, async () => {
      frames = await frameTimes(page);
    });
    await page.send({ type: 'scene', scene: sceneOf(long(COMMANDS)) });
    const drags = await dragTimes(page);
    await page.close();
    return [
      scrub,
      { name: 'panel-first-paint-20-namespaces-cpu', value: round(median(paintsCpu)), unit: 'ms' },
      { name: 'panel-frame-while-playing-cpu', value: round((playing / PLAYED) * FRAME), unit: 'ms' },
      { name: 'panel-first-paint-20-namespaces', value: round(median(paints)), unit: 'ms' },
      { name: 'panel-frame-while-playing-p95', value: round(percentile(frames, 0.95)), unit: 'ms' },
      { name: 'panel-slider-1000-commands-p95', value: round(percentile(drags, 0.95)), unit: 'ms' },
    ];
  } finally {
    await browser.close();
  }
}

function switched(count: number): string {
  return `# netlab: machine bare
ip link add br0 type bridge
ip link set br0 up
for i in $(seq 1 ${count}); do
  ip netns add h$i
  ip link add v$i type veth peer name eth0 netns h$i
  ip link set v$i master br0
  ip link set v$i up
  ip -n h$i addr add 10.0.0.$i/24 dev eth0
  ip -n h$i link set eth0 up
done
ip netns exec h1 ping -c 1 10.0.0.2
`;
}

const long = (count: number) =>
  `# netlab: machine bare\nip link set lo up\n${'ip rule\n'.repeat(count - 2)}ping -c 1 127.0.0.1\n`;

function sceneOf(text: string): Scene {
  return createLanguageService().scene(labDocument(text), text.trimEnd().split('\n').length - 1);
}

/** Milliseconds of the processor for each scene while the slider goes all the way there and back. */
function scrubTimes(text: string): number[] {
  const service = createLanguageService();
  const lab = labDocument(text);
  const places = Array.from({ length: COMMANDS }, (_, index) => index);
  service.scene(lab, 0);
  return [...places, ...places.reverse()].map((command) => {
    const before = process.cpuUsage();
    service.scene(lab, 0, undefined, command);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
}

/** Milliseconds that the page's main thread computes during an act. */
async function cpuOf({ page }: PanelPage, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await read();
  await act();
  return (await read()) - before;
}

/** From the scene's arrival to the frame that shows it. */
function firstPaint({ page }: PanelPage, scene: JSHandle<Scene>): Promise<number> {
  return page.evaluate(async (data) => {
    const start = performance.now();
    window.postMessage({ type: 'scene', scene: data }, '*');
    // A message that is sent before a frame is painted arrives when it has been.
    const { port1, port2 } = new MessageChannel();
    const painted = new Promise((done) => {
      port1.onmessage = done;
    });
    await new Promise((next) => requestAnimationFrame(next));
    port2.postMessage(undefined);
    await painted;
    return performance.now() - start;
  }, scene);
}

function frameTimes({ page }: PanelPage): Promise<number[]> {
  return page.evaluate(
    (duration) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        const start = performance.now();
        let last = start;
        const frame = (now: number) => {
          times.push(now - last);
          last = now;
          if (now - start < duration) requestAnimationFrame(frame);
          else done(times.slice(1));
        };
        requestAnimationFrame(frame);
      }),
    PLAYED,
  );
}

/** What the page does for each place that the thumb is dragged to. */
function dragTimes({ page }: PanelPage): Promise<number[]> {
  return page.getByTestId('timeline').evaluate((element) => {
    const slider = element as HTMLInputElement;
    const times: number[] = [];
    for (let place = 0; place < 200; place += 1) {
      slider.value = String(place * 5);
      const start = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      times.push(performance.now() - start);
    }
    return times;
  });
}

const round = (value: number) => Math.round(value * 10) / 10;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
