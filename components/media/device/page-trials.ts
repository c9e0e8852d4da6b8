import type { Finding } from "./trial.ts";

const enoughStorage = 50_000_000;

/** The screen is kept on for a moment, as it is while a show runs. */
export async function tryWakeLock(): Promise<Finding> {
  if (!("wakeLock" in navigator)) return { verdict: "none", details: ["wakeLock: —"] };
  const lock = await navigator.wakeLock.request("screen");
  await lock.release();
  return { verdict: "good", details: ["wakeLock: +"] };
}

/** What the page may keep: drafts, the basket, the way back into a show. */
export async function tryStorage(): Promise<Finding> {
  const name = "launchroom.device-trial";
  localStorage.setItem(name, "1");
  localStorage.removeItem(name);
  const { quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const details = ["localStorage: +", `${Math.round(quota / 1_000_000)} MB`];
  return { verdict: quota >= enoughStorage ? "good" : "limits", details };
}
