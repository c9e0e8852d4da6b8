type Account = { id: string; email: string; isAnonymous: boolean; emailVerified: boolean };

const dotless = new Set(["gmail.com", "googlemail.com"]);

/** One mailbox, however it is written. */
export function personOf(contact: string): string {
  const [name = "", domain = ""] = contact.toLowerCase().split(/@(?=[^@]*$)/);
  const mailbox = name.replace(/\+.*$/, "");
  return `${dotless.has(domain) ? mailbox.replaceAll(".", "") : mailbox}@${domain}`;
}

/**
 * Who limits count as one: whoever proved a mailbox, with all accounts of theirs; an account that did not, by itself; and everybody who
 * gives a mailbox that is not their account's, guests above all, by that mailbox. So what a stranger types uses up no account's
 * share. The mark after the plus, which no `personOf` has, is taken off again by mailbox_of() in the database.
 */
export function buyerPerson({ id, email, isAnonymous, emailVerified }: Account, contact: string): string {
  const mailbox = personOf(contact);
  if (isAnonymous || personOf(email) !== mailbox) return mailbox;
  return emailVerified ? provenPerson(contact) : marked(mailbox, BigInt(`0x${id.replaceAll("-", "")}`).toString());
}

/** Whoever reads the mails to an address. */
export function provenPerson(contact: string): string {
  return marked(personOf(contact), "");
}

function marked(mailbox: string, mark: string): string {
  return mailbox.replace(/@(?=[^@]*$)/, `+${mark}@`);
}
