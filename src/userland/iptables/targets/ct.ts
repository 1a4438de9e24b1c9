import { CT } from '../../../grammar/iptables/targets/ct.ts';
import type { CtTarget } from '../../../kernel/netfilter/targets/notrack.ts';
import type { Extension } from '../extension.ts';

/** libxt_CT. */
export const CT_EXTENSION: Extension<CtTarget> = {
  label: 'CT',
  options: CT,
  begin() {
    let notrack = false;
    return {
      option({ name }) {
        if (name === '--notrack') notrack = true;
      },
      finish: () => ({ kind: 'CT', notrack, alias: false }),
    };
  },
  save: ({ notrack }) => (notrack ? '--notrack' : ''),
  print: ({ notrack }) => (notrack ? 'CT notrack' : 'CT'),
};

/** The NOTRACK alias of libxt_CT. */
export const NOTRACK_EXTENSION: Extension<CtTarget> = {
  label: 'NOTRACK',
  options: [],
  begin: () => ({ option() {}, finish: () => ({ kind: 'CT', notrack: true, alias: true }) }),
  save: () => '',
  print: () => 'NOTRACK',
};
