/** Calls back when the reader or the device changes between light and dark. */
export function watchTheme(changed: () => void): () => void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const root = new MutationObserver(changed);
  device.addEventListener("change", changed);
  root.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    device.removeEventListener("change", changed);
    root.disconnect();
  };
}
