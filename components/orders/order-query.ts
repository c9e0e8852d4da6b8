/** The query of an address that says this much of a filter; empty fields are left out. */
export function queryOf(fields: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (typeof value === "string" && value.trim() !== "") query.set(name, value.trim());
  const text = query.toString();
  return text && `?${text}`;
}
