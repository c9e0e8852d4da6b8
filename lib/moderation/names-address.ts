/** What begins an address of the web, or looks like the name of a place in it; a number, a version and an ellipsis are none. */
const address =
  /https?:|www\.|[\p{L}\d-]{2,}\s?[.。]\s?(?:com|net|org|cn|io|co|app|shop|xyz|top|info|me|ru|de|uk|link|site|vip|cc|tv)(?![\p{L}\d])/iu;

/** Whether a line names an address, also one that is spelt with full-width letters. */
export function namesAddress(text: string): boolean {
  return address.test(text.normalize("NFKC"));
}
