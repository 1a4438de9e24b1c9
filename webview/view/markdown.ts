import type { ConsideredScene, HopScene, PacketScene, Scene } from '../../src/protocol/scene.ts';
import { lanesOf } from './lanes.ts';
import { nameOf } from './view.ts';

/** The journey as a Markdown document: what became of each packet, and its way, namespace by namespace. */
export function journeyMarkdown(scene: Scene): string {
  const { journey } = scene;
  if (journey === undefined) return '';
  const where = journey.namespace === '' ? '' : ` in ${journey.namespace}`;
  const head = [`# ${code(journey.command)}${where}`, `${journey.ok ? '✓' : '✗'} ${escaped(journey.summary)}`];
  return `${[...head, ...journey.packets.flatMap((packet) => packetSection(scene, packet))].join('\n\n')}\n`;
}

function packetSection(scene: Scene, packet: PacketScene): string[] {
  const lanes = lanesOf(packet).map(({ namespace, hops }) => {
    const lines = hops.flatMap(({ hop }) => [`  - ${hopLine(hop)}`, ...hop.considered.map(consideredLine)]);
    return [`- **${escaped(nameOf(scene, namespace))}**`, ...lines].join('\n');
  });
  return [
    `## ${packet.protocol}: ${escaped(packet.title)}`,
    `${escaped(packet.fate)}: ${escaped(packet.sentence)}`,
    lanes.join('\n'),
  ];
}

function hopLine({ title, verdict, reason, sentence, line, layers }: HopScene): string {
  const changes = layers.flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, value, after }) =>
      after === undefined ? [] : [`${name} ${field} ${value} → ${after}`],
    ),
  );
  const parts = [
    `${escaped(title)}${verdict === 'pass' ? '' : ` (${verdict}${reason === undefined ? '' : ` ${code(reason)}`})`}: ${escaped(sentence)}`,
    ...(changes.length === 0 ? [] : [`_${escaped(changes.join('; '))}_`]),
    ...(line === undefined ? [] : [`(line ${line + 1})`]),
  ];
  return parts.join(' ');
}

/** A route that lost or a rule that was tried, below its hop. */
function consideredLine({ text, why, line }: ConsideredScene): string {
  return `    - ${code(text)}: ${escaped(why)}${line === undefined ? '' : ` (line ${line + 1})`}`;
}

/** Text of a lab stays text. */
const escaped = (text: string) => text.replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');

/** In as many backticks as the text itself does not have. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}
