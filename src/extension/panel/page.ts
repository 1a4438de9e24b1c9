import { Uri, type Webview } from 'vscode';

/** A fresh secret for one page: only scripts that carry it may run. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The panel's page. Its content security policy lets in nothing but our own script, by its nonce, and our own style sheet,
 * images and fonts: no inline code, no network.
 */
export function panelPage(webview: Webview, extension: Uri): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist/webview', name)).toString();
  const secret = nonce();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${secret}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Netlab</title>
  <link rel="stylesheet" href="${file('panel.css')}">
</head>
<body>
  <script nonce="${secret}" src="${file('panel.js')}"></script>
</body>
</html>`;
}
