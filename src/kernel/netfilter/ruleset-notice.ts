import { ReceiveQueue } from '../receive-queue.ts';
import type { HookNetns } from './skb.ts';

/** What a notice is about; `generations` end a transaction. */
export type RulesetSubject = 'tables' | 'chains' | 'rules' | 'sets' | 'elements' | 'objects' | 'generations';

/** That something of the ruleset has changed (NFNLGRP_NFTABLES), in the words of nft. */
export interface RulesetNotice {
  readonly subject: RulesetSubject;
  /** It is there now, or is gone. */
  readonly kind: 'new' | 'destroy';
  readonly text: string;
  /** The number of what is new, where it has one. */
  readonly handle?: number;
}

/** Keeps notices until they are read. */
export class RulesetSocket extends ReceiveQueue<RulesetNotice> {
  constructor(private readonly netns: HookNetns) {
    super();
    netns.rulesetSockets = [...netns.rulesetSockets, this];
  }

  close(): void {
    this.netns.rulesetSockets = this.netns.rulesetSockets.filter((each) => each !== this);
  }
}
