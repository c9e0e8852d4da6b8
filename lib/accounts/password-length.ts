/** Of every new password, everywhere. */
export const minPasswordLength = 10;
export const maxPasswordLength = 128;
