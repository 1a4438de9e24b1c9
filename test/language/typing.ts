import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LabDocument, LanguageService } from '../../src/language/index.ts';
import { positionAt } from './check.ts';

/** Somebody who types and deletes at random. The same seed types the same. */
export class Typist {
  private state: number;
  private text: string;

  constructor(
    /** The lab that is typed in; after a while of destruction it is there again. */
    private readonly original: string,
    seed: number,
  ) {
    this.state = seed;
    this.text = original;
  }

  /** A number from 0 up to `limit`, not included (xorshift32). */
  random(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % Math.max(limit, 1);
  }

  /** The text after one more edit, and where it was. */
  edit(): { text: string; offset: number } {
    if (this.random(60) === 0) this.text = this.original;
    const at = this.random(this.text.length + 1);
    const [erased, typed] = this.change(at);
    this.text = this.text.slice(0, at) + typed + this.text.slice(at + erased);
    return { text: this.text, offset: at + typed.length };
  }

  private change(at: number): [erased: number, typed: string] {
    switch (this.random(8)) {
      case 0:
      case 1:
        return [1, ''];
      case 2:
        return [1 + this.random(12), ''];
      case 3: {
        const end = this.text.indexOf('\n', at);
        return [end < 0 ? this.text.length - at : end + 1 - at, ''];
      }
      case 4:
        return [0, this.pick(PIECES)];
      case 5:
        return [0, `${this.pick(this.original.split('\n'))}\n`];
      case 6:
        return [0, ` ${this.pick(this.original.split(/\s+/))} `];
      default:
        return [0, this.pick([...CHARACTERS])];
    }
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.random(list.length)]!;
  }
}

const CHARACTERS = 'abegiknoprstvx0123456789 ./:-_"\'$(){}|&;<>#\\\n\t!*?[]=~`%,@^é🙂\r\0';
const PIECES = [
  '$(',
  '${',
  '$((',
  '<<EOF\n',
  'for i in 1 2; do ',
  '; done',
  'if ',
  'then ',
  'fi\n',
  'f() { ',
  '}\n',
  ' || true',
  ' && ',
  ' \\\n',
  '# netlab: disable=',
  '# netlab: machine bare\n',
  'ip netns exec ',
  'ip -n ',
  'ip link set ',
  'ip addr add 10.0.0.1/24 dev ',
  'ip route add default via ',
  'iptables -t nat -A POSTROUTING ',
  'ping -c 1 -W 1 ',
  'nft add table ip filter\n',
  'nft add rule ip filter input ',
  "nft 'add chain ip filter input { type filter hook input priority 0; policy drop; }'\n",
  'nft -f - <<EOF\n',
  'ct state established,related accept',
  'ip saddr { 10.0.0.0/24, 10.1.0.0/16 } counter ',
  'tcp dport vmap { 22 : accept, ',
];

/** Asks everything that an editor may ask at a place of a lab. */
export function askAll(service: LanguageService, document: LabDocument, offset: number): unknown[] {
  const position = positionAt(document.text, offset);
  return questionsOf(service, document, position).map((ask) => ask());
}

/** Asks what is wrong, and one more thing. */
export function askOne(service: LanguageService, document: LabDocument, offset: number, which: number): unknown[] {
  const questions = questionsOf(service, document, positionAt(document.text, offset));
  return [service.diagnostics(document), questions[which % questions.length]!()];
}

function questionsOf(
  service: LanguageService,
  document: LabDocument,
  position: { line: number; character: number },
): (() => unknown)[] {
  return [
    () => service.codeActions(document, { start: position, end: position }),
    () => service.codeLenses(document),
    () => service.hover(document, position),
    () => service.completion(document, position),
    () => service.definition(document, position),
    () => service.references(document, position),
    () => service.highlights(document, position),
    () => service.prepareRename(document, position),
    () => service.rename(document, position, 'renamed'),
    () => service.linkedEditingRanges(document, position),
    () => service.selectionRanges(document, [position]),
    () => service.signatureHelp(document, position),
    () => service.inlayHints(document, { start: { line: 0, character: 0 }, end: position }),
    () => service.documentLinks(document),
    () => service.formatting(document),
    () => service.semanticTokens(document, { start: position, end: position }),
    () => service.documentSymbols(document),
    () => service.foldingRanges(document),
    () => service.semanticTokens(document),
    () => service.scene(document, position.line),
    () => service.diagnostics(document),
  ];
}

/** Bytes in use once everything that can be freed is. */
export function bytesInUse(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
