// Speaks the reader's language, and loads the page that was asked for as soon as the server answers.
(() => {
  const waits = [2000, 4000, 8000, 15_000];
  const address = "/offline";
  const kept = (name) => new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1];
  const shown = show(chooseLanguage());
  let failures = 0;
  let timer;

  shown.querySelector("button").addEventListener("click", () => void look({ isAsked: true }));
  addEventListener("online", () => void look({}));
  document.addEventListener("visibilitychange", () => !document.hidden && void look({}));
  lookLater();

  async function look({ isAsked = false }) {
    clearTimeout(timer);
    if (isAsked) say("");
    if (await answers()) return location.pathname === address ? location.replace("/") : location.reload();
    failures += 1;
    if (isAsked) say(shown.dataset.still);
    lookLater();
  }

  /** Each at a moment of its own: after an outage a crowd does not come back at once. */
  function lookLater() {
    clearTimeout(timer);
    timer = setTimeout(() => void look({}), waits[Math.min(failures, waits.length - 1)] * (0.75 + Math.random() / 2));
  }

  async function answers() {
    try {
      const { ok } = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
      return ok;
    } catch {
      return false;
    }
  }

  function say(text) {
    shown.querySelector("[role=status]").textContent = text;
  }

  function chooseLanguage() {
    const wanted = [new URLSearchParams(location.search).get("lang"), kept("locale"), ...navigator.languages];
    const known = wanted.map((tag) => /^(?:zh|en)(?=-|$)/i.exec(tag ?? "")?.[0].toLowerCase());
    return known.find(Boolean) === "zh" ? "zh-CN" : "en";
  }

  function show(language) {
    const theme = kept("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    for (const main of document.querySelectorAll("main")) main.hidden = main.lang !== language;
    const main = document.querySelector("main:not([hidden])");
    document.documentElement.lang = language;
    document.title = main.dataset.title;
    return main;
  }
})();
