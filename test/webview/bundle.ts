import { build } from 'esbuild';

/** The panel's script and style sheet, bundled as the extension ships them. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

let bundled: Promise<Bundle> | undefined;

/** Bundles the webview in memory, once. */
export function bundle(): Promise<Bundle> {
  bundled ??= Promise.all([output('webview/main.ts'), output('webview/panel.css')]).then(([script, style]) => ({
    script,
    style,
  }));
  return bundled;
}

async function output(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
  });
  return outputFiles[0]!.text;
}
