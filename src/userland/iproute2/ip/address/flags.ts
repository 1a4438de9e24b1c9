import type { AddressInfo } from '../../../../kernel/address/requests.ts';

/** A flag of an address (IFA_F_*) by the word that ip prints and takes. */
export interface AddressFlag {
  readonly name: string;
  readonly mask: number;
  /** Set by the kernel only. */
  readonly readonly: boolean;
  readonly v6only: boolean;
}

const flag = (name: string, mask: number, readonly: boolean, v6only: boolean): AddressFlag => ({
  name,
  mask,
  readonly,
  v6only,
});

export const IFA_F_SECONDARY = 0x01;
export const IFA_F_NODAD = 0x02;
export const IFA_F_PERMANENT = 0x80;
export const IFA_F_HOMEADDRESS = 0x10;
export const IFA_F_MANAGETEMPADDR = 0x100;
export const IFA_F_NOPREFIXROUTE = 0x200;
export const IFA_F_MCAUTOJOIN = 0x400;

/** In the order in which ip prints them. */
export const ADDRESS_FLAGS: readonly AddressFlag[] = [
  flag('secondary', IFA_F_SECONDARY, true, false),
  flag('temporary', IFA_F_SECONDARY, true, false),
  flag('nodad', IFA_F_NODAD, false, true),
  flag('optimistic', 0x04, false, true),
  flag('dadfailed', 0x08, true, true),
  flag('home', IFA_F_HOMEADDRESS, false, true),
  flag('deprecated', 0x20, true, true),
  flag('tentative', 0x40, true, true),
  flag('permanent', IFA_F_PERMANENT, true, true),
  flag('mngtmpaddr', IFA_F_MANAGETEMPADDR, false, true),
  flag('noprefixroute', IFA_F_NOPREFIXROUTE, false, false),
  flag('autojoin', IFA_F_MCAUTOJOIN, false, false),
  flag('stable-privacy', 0x800, true, true),
];

/** The flags of an address as bits. */
export function flagsOf(address: AddressInfo): number {
  return (
    (address.secondary ? IFA_F_SECONDARY : 0) |
    (address.noDad === true ? IFA_F_NODAD : 0) |
    (address.dadFailed ? 0x08 : 0) |
    (address.home === true ? IFA_F_HOMEADDRESS : 0) |
    (address.deprecated === true ? 0x20 : 0) |
    (address.tentative ? 0x40 : 0) |
    (address.dynamic ? 0 : IFA_F_PERMANENT) |
    (address.managesTemporary === true ? IFA_F_MANAGETEMPADDR : 0) |
    (address.noPrefixRoute ? IFA_F_NOPREFIXROUTE : 0) |
    (address.autoJoin === true ? IFA_F_MCAUTOJOIN : 0) |
    (address.stablePrivacy === true ? 0x800 : 0)
  );
}
