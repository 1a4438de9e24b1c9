import { extensions, languages } from 'vscode';
import { equal, ok } from './expect.ts';
import { openLab } from './lab.ts';

describe('activation', () => {
  it('gives .netlab files their language and starts on them', async () => {
    const { document } = await openLab('ip link set lo up\n');
    equal(document.languageId, 'netlab');
    const extension = extensions.getExtension('netlab.netlab');
    ok(extension, 'the extension is installed');
    await extension.activate();
    equal(extension.isActive, true);
    ok((await languages.getLanguages()).includes('netlab'), 'the language is registered');
  });
});
