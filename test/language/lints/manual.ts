import { RULES, type RuleId } from '../../../src/language/lints/rules.ts';

/** The page about a rule, made of the head comment of its lint. */
export interface ManualPage {
  readonly rule: RuleId;
  readonly summary: string;
  readonly wrong: string;
  readonly right: string;
  readonly markdown: string;
}

/** Reads the head comment of a lint: title, what, why, a wrong example and a right one. */
export function manualOf(rule: RuleId, source: string): ManualPage {
  const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(source)?.[1] ?? '';
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^ \* ?/, ''))
    .join('\n');
  const [title, summary = ''] = text.split('\n\n');
  if (title !== `# ${rule}`) throw new Error(`${rule}.ts does not begin with its page`);
  const example = (kind: string) => {
    const found = new RegExp(`\`\`\`netlab ${kind}\n([\\s\\S]*?\n)\`\`\``).exec(text)?.[1];
    if (found === undefined) throw new Error(`${rule}.ts has no ${kind} example`);
    return found;
  };
  const markdown = text
    .replace('```netlab wrong', '## Wrong\n\n```bash')
    .replace('```netlab right', '## Right\n\n```bash')
    .replace(summary, `${summary}\n\nSeverity: ${RULES[rule]}. Silence it with \`# netlab: disable=${rule}\`.`);
  return {
    rule,
    summary: summary.replaceAll('\n', ' '),
    wrong: example('wrong'),
    right: example('right'),
    markdown: `${markdown}\n`,
  };
}
