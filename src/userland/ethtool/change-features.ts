import { FEATURE_GROUPS } from '../../grammar/ethtool/features.ts';
import type { FeatureChange } from '../../kernel/link/ethtool/device-features.ts';
import { FEATURES, type Feature } from '../../kernel/link/ethtool/features.ts';
import { onOff } from './features.ts';
import { Exit, type Request } from './request.ts';

/** A feature in the message to the kernel. */
interface Wish {
  readonly name: string;
  readonly on: boolean;
  /** The word it comes from. */
  readonly index: number;
}

/** The status of a request that the kernel refused. */
const REFUSED = 92;

/** `ethtool -K DEVICE FEATURE on|off …` */
export function setFeatures(request: Request): number {
  const { process } = request;
  const wishes = readWishes(request);
  const link = request.device(REFUSED);
  const asked = checked(request, wishes);
  const answer = process.system.kernel.ethtool.setFeatures(process.netns, link.ifindex, asked);
  return report(request, asked.size, answer.ok ? answer.value : []);
}

function readWishes(request: Request): Wish[] {
  const wishes: Wish[] = [];
  const { words } = request;
  for (let i = 0; i < words.length; i += 2) {
    const state = words[i + 1];
    if (state !== 'on' && state !== 'off')
      request.fail(
        request.indexOf(state === undefined ? i : i + 1),
        `ethtool (-K): flag '${state ?? '(null)'}' for parameter '(null)' is not followed by 'on' or 'off'`,
      );
    const index = request.indexOf(i);
    const group = FEATURE_GROUPS.find(({ short, long }) => short === words[i] || long === words[i]);
    const names: readonly string[] =
      group === undefined ? [words[i]!] : FEATURES.filter((name) => group.pattern.test(name));
    for (const name of names) wishes.push({ name, on: state === 'on', index });
  }
  return wishes;
}

/** The kernel reads bit by bit: one that is on once stays on; a name that it does not know it points at. */
function checked(request: Request, wishes: readonly Wish[]): Map<Feature, boolean> {
  const asked = new Map<Feature, boolean>();
  let offset = firstName(request.name);
  for (const { name, on, index } of wishes) {
    const feature = FEATURES.find((each) => each === name);
    if (feature === undefined) {
      request.process.blame(index);
      request.error(`netlink error: bit name not found (offset ${offset})\nnetlink error: Operation not supported`);
      throw new Exit(REFUSED);
    }
    asked.set(feature, on || asked.get(feature) === true);
    offset += ATTRIBUTE + textAttribute(name) + (on ? ATTRIBUTE : 0);
  }
  return asked;
}

const ATTRIBUTE = 4;
const HEADERS = 20;
const FLAGS = 8;

/** Where the first feature's name stands: behind the headers, the nest with device and flags, and three more nests. */
function firstName(device: string): number {
  return HEADERS + ATTRIBUTE + textAttribute(device) + FLAGS + 3 * ATTRIBUTE;
}

/** Bytes of a text as an attribute, its end and padding included. */
function textAttribute(text: string): number {
  return ATTRIBUTE + ((text.length + 4) & ~3);
}

function report(request: Request, asked: number, changes: readonly FeatureChange[]): number {
  const failed = (change: FeatureChange) => change.requested !== undefined && change.requested !== change.active;
  const lines = changes.filter((change) => failed(change) || change.changed);
  if (lines.some((change) => failed(change) || change.requested === undefined)) {
    request.print('Actual changes:\n');
    for (const change of lines) request.print(`${change.name}: ${onOff(change.active)}${remark(change)}\n`);
  }
  if (changes.filter(failed).length < asked) return 0;
  request.error('Could not change any device features');
  return 1;
}

function remark({ requested, active }: FeatureChange): string {
  if (requested === undefined) return ' [not requested]';
  return requested === active ? '' : ` [requested ${onOff(requested)}]`;
}
