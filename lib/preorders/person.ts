const dotless = new Set(["gmail.com", "googlemail.com"]);

/** The contact as limits count people: one mailbox is one person, however it is written. */
export function personOf(contact: string): string {
  const [name = "", domain = ""] = contact.toLowerCase().split(/@(?=[^@]*$)/);
  const mailbox = name.replace(/\+.*$/, "");
  return `${dotless.has(domain) ? mailbox.replaceAll(".", "") : mailbox}@${domain}`;
}
