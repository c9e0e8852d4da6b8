/** Of every new password, everywhere. */
export const shortestPassword = 10;
export const longestPassword = 128;
