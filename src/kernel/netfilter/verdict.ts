/** What becomes of a packet after a hook (NF_ACCEPT, NF_DROP, NF_STOLEN): `stolen` means somebody else took it over. */
export type HookVerdict = 'accept' | 'drop' | 'stolen';
