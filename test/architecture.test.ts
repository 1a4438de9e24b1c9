import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * What each room may import: other rooms, and packages. A room not named is out of bounds, Node's own modules too unless
 * `node` stands there. `src/shell` may import the parts of userland that know nothing of networks: they are named with
 * their paths.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  net: ['ipaddr.js'],
  kernel: ['net'],
  grammar: ['net'],
  userland: ['kernel', 'grammar', 'net'],
  shell: ['userland/process.ts', 'userland/file-system.ts', 'userland/file-system', 'userland/coreutils', 'unbash'],
  lab: ['shell', 'userland', 'kernel', 'net'],
  protocol: [],
  language: [
    'protocol',
    'lab',
    'shell',
    'userland',
    'grammar',
    'kernel',
    'net',
    // Data: the topologies that an editor's own snippets are.
    'snippets/netlab.json',
    'unbash',
    'vscode-languageserver-types',
  ],
  server: ['language', 'protocol', 'vscode-languageserver', 'vscode-languageserver-textdocument', 'node'],
  cli: ['server', 'language', 'protocol', 'lab', 'kernel', 'net', 'node'],
  extension: ['protocol', 'vscode', 'vscode-languageclient', 'node'],
  webview: ['protocol', 'd3'],
};

/** Files whose one import of a package is the point of the package being there. */
const NODE_ENTRIES: readonly string[] = [
  'src/extension/node.ts',
  'src/extension/node-server.ts',
  'src/extension/wireshark.ts',
  'src/server/node.ts',
];

interface Import {
  /** The importing file, from the project's root. */
  readonly from: string;
  readonly specifier: string;
}

/** Every TypeScript file under a folder, from the project's root; none where there is no such folder. */
function sourcesIn(folder: string): string[] {
  try {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name).replaceAll('\\', '/'));
  } catch {
    return [];
  }
}

/** The text without its comments, in which an example may import what the file does not. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** Static imports, re-exports, side-effect imports and `import()` of a literal, types included. */
function importsIn(from: string, source: string): Import[] {
  const text = withoutComments(source);
  const statements = text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  const others = text.matchAll(/(?:^\s*import\s*|\bimport\(\s*)['"]([^'"]+)['"]/gm);
  return [...statements, ...others].map((match) => ({ from, specifier: match[1] as string }));
}

function importsOf(from: string): Import[] {
  return importsIn(from, readFileSync(join(root, from), 'utf8'));
}

/** What an import reaches: `room/path` for a file of ours, `node`, or the package's name. */
function reached({ from, specifier }: Import): string {
  if (specifier.startsWith('.')) {
    return relative(root, resolve(root, dirname(from), specifier))
      .replaceAll('\\', '/')
      .replace(/^src\//, '');
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const rooms = Object.keys(MAY_IMPORT);
const folderOf = (room: string) => (room === 'webview' ? 'webview' : `src/${room}`);
const sources = rooms.flatMap((room) => sourcesIn(folderOf(room)));

describe('dependencies point downwards', () => {
  test('imports of every form are seen, and where they lead', () => {
    const source = [
      "import type { A } from '../kernel/a.ts';",
      "import {\n  type B,\n  c,\n} from 'd3';",
      "export * from './b.ts';",
      "import 'node:fs';",
      "const later = import('@codemirror/view/dist/x.js');",
      "// import { d } from 'never';",
    ].join('\n');
    const targets = importsIn('src/net/x.ts', source).map(reached);
    expect(targets.sort()).toEqual(['@codemirror/view', 'd3', 'kernel/a.ts', 'net/b.ts', 'node']);
  });

  test('every folder of src is a room with rules', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !rooms.includes(name))).toEqual([]);
  });

  for (const room of rooms) {
    test(`${room} imports only ${MAY_IMPORT[room]?.join(', ') || 'nothing'}`, () => {
      const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
      const trespasses = sourcesIn(folderOf(room))
        .flatMap(importsOf)
        .map((each) => ({ ...each, target: reached(each) }))
        .filter(({ target }) => !allowed.some((each) => target === each || target.startsWith(`${each}/`)))
        .map(({ from, specifier }) => `${from} imports ${specifier}`);
      expect(trespasses).toEqual([]);
    });
  }

  test('what runs in a browser too keeps Node to its Node entries', () => {
    const users = ['extension', 'server']
      .flatMap((room) => sourcesIn(folderOf(room)))
      .flatMap(importsOf)
      .filter((each) => reached(each) === 'node' && !NODE_ENTRIES.includes(each.from));
    expect(users).toEqual([]);
  });
});

describe('names', () => {
  test('no file or folder is called after its being useful', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|misc|manager)([-./]|$)/;
    // A Debian package keeps its name.
    const named = sources.filter((path) => vague.test(path.replace(/\/(?:bridge-utils|util-linux)\//g, '/')));
    expect(named).toEqual([]);
  });
});
