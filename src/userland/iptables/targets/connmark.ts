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
    let shift: ConnmarkTarget['shift'];
    return {
      option(given) {
        const operation = markOperation('CONNMARK', given);
        if (operation !== undefined) {
          mode = 'set';
          value = operation.value;
          ctMask = operation.mask;
        } else if (given.name === '--save-mark') mode = 'save';
        else if (given.name === '--restore-mark') mode = 'restore';
        else if (given.name.endsWith('-shift-mark')) {
          const bits = parseNumber('CONNMARK', given, 32);
          shift = { direction: given.name === '--left-shift-mark' ? 'left' : 'right', bits };
        } else {
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
        ...(shift === undefined || shift.bits === 0 ? {} : { shift }),
      }),
    };
  },
  save(target) {
    const { mode, value, ctMask, nfMask } = target;
    const shift = shiftWords(target, ' --');
    if (mode === 'set') return `--set-xmark ${hex(value)}/${hex(ctMask)}${shift}`;
    return `--${mode}-mark --nfmask ${hex(nfMask)} --ctmask ${hex(ctMask)}${shift}`;
  },
  print: (target) => `CONNMARK ${operationOf(target)}${shiftWords(target, ' ')}`,
};

function shiftWords({ shift }: ConnmarkTarget, before: string): string {
  return shift === undefined ? '' : `${before}${shift.direction}-shift-mark ${shift.bits}`;
}

function operationOf({ mode, value, ctMask, nfMask }: ConnmarkTarget): string {
  if (mode === 'set') return printOperation({ value, mask: ctMask });
  if (nfMask === ALL && ctMask === ALL) return mode;
  if (nfMask === ctMask) return `${mode} mask ${hex(nfMask)}`;
  if (mode === 'save') return `save nfmask ${hex(nfMask)} ctmask ~${hex(ctMask)}`;
  return `restore ctmask ${hex(ctMask)} nfmask ~${hex(nfMask)}`;
}
