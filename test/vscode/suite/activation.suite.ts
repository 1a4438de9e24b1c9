import { extensions, languages } from 'vscode';
import { equal, ok } from './expect.ts';
import { openLab } from './lab.ts';

describe('activation', () => {
  // Nothing has started the extension before it: its duration is the activation's.
  it('starts', async () => {
    const extension = extensions.getExtension('netlab.netlab');
    ok(extension, 'the extension is installed');
    equal(extension.isActive, false);
    await extension.activate();
    equal(extension.isActive, true);
  });

  it('gives .netlab files their language', async () => {
    ok((await languages.getLanguages()).includes('netlab'), 'the language is registered');
    const { document } = await openLab('ip link set lo up\n');
    equal(document.languageId, 'netlab');
  });
});
