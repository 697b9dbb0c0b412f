/** So much the daemon holds for the day when the disk is full: what is due then is written all the same. Bytes. */
export const RESERVE_BYTES = 16 * 1024 * 1024;

/** With less room than this beside its reserve, people are told that the disk is nearly full. Bytes. */
export const NEARLY_FULL_BYTES = 4 * RESERVE_BYTES;
