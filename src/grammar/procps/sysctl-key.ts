/** What a setting below /proc/sys means. */
export interface SysctlKey {
  /** One line, no full stop. */
  readonly doc: string;
  /** What its values mean, where they are few and tell nothing by themselves. */
  readonly values?: Readonly<Record<string, string>>;
}

const OFF_ON = { '0': 'no', '1': 'yes' };

/** A switch: 0 or 1. */
export const flag = (doc: string): SysctlKey => ({ doc, values: OFF_ON });

/** Any other setting, with its values where those need words. */
export const key = (doc: string, values?: Readonly<Record<string, string>>): SysctlKey =>
  values === undefined ? { doc } : { doc, values };
