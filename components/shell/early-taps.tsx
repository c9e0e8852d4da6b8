/**
 * Remembers the last press on a button that no script has heard: React gives a button its properties when it comes alive, and hears
 * presses before the window does.
 */
const remember = `addEventListener("click",function(e){var b=e.target.closest&&e.target.closest("button[type=button]");if(b&&!Object.keys(b).some(function(k){return k.indexOf("__reactProps")===0}))window.earlyTap=b})`;

/** First in the page, so that a press before its scripts are here is not lost: `PressEarlyTap` does it then. */
export function EarlyTaps({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own, and nothing of anybody else's in it
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: remember }} />;
}
