/** What people read out on the phone: the random end of the id, in groups of four. */
export function orderNumber(id: string): string {
  return id
    .replaceAll("-", "")
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/u, "$1-");
}
