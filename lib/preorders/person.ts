import type { Actor } from "#lib/accounts/schema.ts";

const dotless = new Set(["gmail.com", "googlemail.com"]);

/** One mailbox, however it is written. */
export function personOf(contact: string): string {
  const [name = "", domain = ""] = contact.toLowerCase().split(/@(?=[^@]*$)/);
  const mailbox = name.replace(/\+.*$/, "");
  return `${dotless.has(domain) ? mailbox.replaceAll(".", "") : mailbox}@${domain}`;
}

/**
 * Who limits count as one: whoever proved a mailbox, with all accounts of theirs; an account that did not, by itself, whatever address it
 * gives; and guests by the mailbox they give. So what a guest types uses up no account's share. The mark after the plus, which no
 * `personOf` has, is taken off again by mailbox_of() in the database.
 */
export function buyerPerson(
  { id, email, isAnonymous, emailVerified }: Pick<Actor, "id" | "email" | "isAnonymous" | "emailVerified">,
  contact: string,
): string {
  const mailbox = personOf(contact);
  if (isAnonymous) return mailbox;
  const isProven = emailVerified && personOf(email) === mailbox;
  return mailbox.replace(/@(?=[^@]*$)/, `+${isProven ? "" : BigInt(`0x${id.replaceAll("-", "")}`)}@`);
}
