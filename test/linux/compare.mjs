// @ts-check
import { runBundled } from './bundled.mjs';

await runBundled('test/linux/compare/main.ts');
