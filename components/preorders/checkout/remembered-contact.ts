const place = "preorder-contact";

/** The e-mail a guest left last time on this device. */
export function rememberedContact(): string {
  return localStorage.getItem(place) ?? "";
}

export function rememberContact(contact: string): void {
  localStorage.setItem(place, contact);
}
