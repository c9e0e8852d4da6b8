const name = "dismissed-places";
const most = 50;

/** Places that have ended and were put out of sight on this device. */
export function rememberedDismissed(): string[] {
  return (localStorage.getItem(name) ?? "").split(" ").filter(Boolean);
}

export function rememberDismissed(id: string): string[] {
  const dismissed = [...rememberedDismissed(), id].slice(-most);
  localStorage.setItem(name, dismissed.join(" "));
  return dismissed;
}
