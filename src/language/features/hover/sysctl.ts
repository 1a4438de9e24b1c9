import type { SysctlKey } from '../../../grammar/procps/sysctl-key.ts';
import { sysctlKey } from '../../../grammar/procps/sysctl-keys.ts';
import { dotted } from '../../../userland/procps/sysctl.ts';
import type { Word } from '../hover.ts';
import { code, paragraphs, table } from '../markdown.ts';

/** What a setting is looked up in. */
type Around = Pick<Word, 'lab' | 'network' | 'place'>;

/** A setting below /proc/sys: its meaning, its value as of the line, and the line that set it. `path` has slashes. */
export function hoverOnSysctl(path: string, around: Around): string | undefined {
  const { network, place } = around;
  const { sysctl } = network.kernel;
  if (sysctl.kind(place.netns, path) !== 'file') return undefined;
  const known = sysctlKey(path);
  return paragraphs(
    `**${code(dotted(path))}** in ${code(place.name)}`,
    known === undefined ? undefined : `${known.doc}.`,
    table(
      ['', 'value', 'means', ''],
      relatives(path).map((each) => rowOf(each, known, around)),
    ),
  );
}

/** The setting itself; for that of a device that of `all` too, which counts besides. */
function relatives(path: string): string[] {
  const all = path.replace(/^(net\/ipv[46]\/conf\/)[^/]+(?=\/)/, '$1all');
  return all === path ? [path] : [path, all];
}

function rowOf(path: string, known: SysctlKey | undefined, around: Around): string[] {
  const { lab, network, place } = around;
  const { sysctl } = network.kernel;
  const read = sysctl.read(place.netns, path);
  const value = read.ok ? read.value.trim() : '';
  const setting = lastSetting(path, around);
  const record = lab.recordOf(setting);
  return [
    code(dotted(path)),
    code(value),
    known?.values?.[value] ?? '',
    record !== undefined ? `set on line ${record.line}` : setting === undefined ? 'never set' : 'set before the lab',
  ];
}

/** `ip_forward` and the forwarding of `all` are one setting, which devices take over. */
const FORWARDING = /^net\/ipv4\/(?:ip_forward$|conf\/[^/]+\/forwarding$)/;

function lastSetting(path: string, { network, place }: Around): number | undefined {
  const keys = FORWARDING.test(path) ? [path, 'net/ipv4/ip_forward', 'net/ipv4/conf/all/forwarding'] : [path];
  const causes = network.kernel.sysctl
    .changed(place.netns)
    .flatMap(({ key, cause }) => (keys.includes(key) ? [cause] : []));
  return causes.length === 0 ? undefined : Math.max(...causes);
}
