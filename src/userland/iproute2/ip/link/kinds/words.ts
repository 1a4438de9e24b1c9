import type { Option } from '../../../../../grammar/command.ts';
import type { LinkChange, LinkInfo, NewLink } from '../../../../../kernel/link/requests.ts';
import type { Printer } from '../../../printer.ts';
import type { Session } from '../../../session.ts';

/** What the words behind `type KIND` ask for, whether a device is made or changed. */
export type KindRequest = Pick<NewLink & LinkChange, 'vlan' | 'macvlan' | 'vxlan' | 'table' | 'bond'>;

/** What `-d` shows of a kind of device. */
export interface KindDetails {
  print?(out: Printer, link: LinkInfo): void;
  /** Of a port of such a device. */
  printPort?(out: Printer, link: LinkInfo): void;
}

/** What iproute2 has for a kind of device (struct link_util). */
export interface KindWords extends KindDetails {
  readonly options: readonly Option[];
  /** Reads what stands behind the kind's name; undefined after a complaint that ends the command with status 1. */
  read(session: Session, kindAt: number, isNew: boolean): KindRequest | undefined;
}
