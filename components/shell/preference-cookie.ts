const year = 31_536_000;

/** Remembers a reader's choice for the server, which draws the next page with it. */
export function keepPreference(name: "locale" | "theme" | "zone" | "currency", value: string | null): void {
  const age = value === null ? 0 : year;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${name}=${value ?? ""}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
