/** A tag of IEEE 802.1Q: the network a frame belongs to and its priority (802.1Q §9.6). */
export interface VlanTag {
  /** 1 to 4094; 0 says the priority only. */
  readonly id: number;
  /** 0 to 7. */
  readonly priority: number;
  /** The EtherType that announces the tag: 0x8100 for 802.1Q, 0x88a8 for 802.1ad. */
  readonly protocol: number;
  /** The tag behind this one, where tagged frames are tagged again (802.1ad). */
  readonly inner?: VlanTag;
}

/** The EtherType of the outer tags of providers (IEEE 802.1ad). */
export const ETH_P_8021AD = 0x88a8;

/** How many VLAN identifiers there are (VLAN_N_VID): 0 means none, 4095 is reserved (IEEE 802.1Q §9.6). */
export const VLAN_N_VID = 4096;
