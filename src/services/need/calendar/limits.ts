/** Text of a calendar file that is longer is not looked at. */
export const MAX_ICS_CHARACTERS = 512 * 1_024;
