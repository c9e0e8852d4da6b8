let making: Promise<void> | undefined;

/** A guest's account, made silently at the first act that needs one. Many acts at once make one account. */
export function ensureAccount(): Promise<void> {
  making ??= makeGuest().finally(() => {
    making = undefined;
  });
  return making;
}

async function makeGuest() {
  const who = await fetch("/api/me").then((response) => (response.ok ? response.json() : null));
  if (who) return;
  await fetch("/api/auth/sign-in/anonymous", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
}
