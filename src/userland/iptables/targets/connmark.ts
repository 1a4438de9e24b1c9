import { CONNMARK_TARGET } from '../../../grammar/iptables/targets/connmark.ts';
import type { ConnmarkTarget } from '../../../kernel/netfilter/targets/connmark.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { hex } from '../number.ts';
import { parseNumber } from '../option-value.ts';
import { markOperation, printOperation } from './mark.ts';

const ALL = 0xffffffff;

/** libxt_CONNMARK. */
export const CONNMARK_EXTENSION: Extension<ConnmarkTarget> = {
  label: 'CONNMARK',
  options: CONNMARK_TARGET,
  begin() {
    let mode: ConnmarkTarget['mode'] | undefined;
    let value = 0;
    let ctMask = ALL;
    let nfMask = ALL;
    return {
      option(given) {
        const operation = markOperation('CONNMARK', given);
        if (operation !== undefined) {
          mode = 'set';
          value = operation.value;
          ctMask = operation.mask;
        } else if (given.name === '--save-mark') mode = 'save';
        else if (given.name === '--restore-mark') mode = 'restore';
        else {
          const mask = parseNumber('CONNMARK', given);
          if (given.name !== '--ctmask') nfMask = mask;
          if (given.name !== '--nfmask') ctMask = mask;
        }
      },
      finish: () => ({
        kind: 'CONNMARK',
        mode: mode ?? complain('CONNMARK target: No operation specified'),
        value,
        ctMask,
        nfMask,
      }),
    };
  },
  save({ mode, value, ctMask, nfMask }) {
    if (mode === 'set') return `--set-xmark ${hex(value)}/${hex(ctMask)}`;
    return `--${mode}-mark --nfmask ${hex(nfMask)} --ctmask ${hex(ctMask)}`;
  },
  print({ mode, value, ctMask, nfMask }) {
    if (mode === 'set') return `CONNMARK ${printOperation({ value, mask: ctMask })}`;
    if (nfMask === ALL && ctMask === ALL) return `CONNMARK ${mode}`;
    if (nfMask === ctMask) return `CONNMARK ${mode} mask ${hex(nfMask)}`;
    if (mode === 'save') return `CONNMARK save nfmask ${hex(nfMask)} ctmask ~${hex(ctMask)}`;
    return `CONNMARK restore ctmask ${hex(ctMask)} nfmask ~${hex(nfMask)}`;
  },
};
