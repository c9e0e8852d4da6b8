import { type Browser, test as base } from "@playwright/test";

/**
 * The test of Playwright that closes after each test what the test opened: a browser keeps its pages until then, and hosts who still
 * send and viewers who still watch take the machine from the tests that follow. What `beforeAll` opened stays until the next file.
 * When a test failed, the log says what every open player said of itself.
 */
export const test = base.extend<{ keepsPages: boolean; tidied: undefined }>({
  /** For tests that go on with one another's pages. */
  keepsPages: [false, { option: true }],
  tidied: [
    async ({ browser, keepsPages }, use, info) => {
      await closeContexts(browser, (context) => (fileOf.get(context) ?? info.file) !== info.file);
      for (const context of browser.contexts()) fileOf.set(context, info.file);
      await use(undefined);
      if (info.status !== info.expectedStatus) await notePlayers(browser, info.title);
      if (!keepsPages) await closeContexts(browser, (context) => !fileOf.has(context));
    },
    { auto: true },
  ],
});

type Context = ReturnType<Browser["contexts"]>[number];

/** Which file opened a context; unknown until the test that opened it is over. */
const fileOf = new WeakMap<Context, string>();

async function closeContexts(browser: Browser, isOver: (context: Context) => boolean): Promise<void> {
  await Promise.all(
    browser
      .contexts()
      .filter(isOver)
      .map((context) => context.close()),
  );
}

async function notePlayers(browser: Browser, title: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const notes = await Promise.all(
    pages.map(async (page) => {
      const said = await page.evaluate(readPlayer).catch((error: unknown) => ({ unreadable: String(error) }));
      return `${page.url()} ${JSON.stringify(said)}`;
    }),
  );
  console.error(`players after "${title}":\n${notes.join("\n")}`);
}

function readPlayer() {
  const player = document.querySelector<HTMLElement>("[data-live-player]");
  const video = document.querySelector("video");
  const round = (seconds: number) => Math.round(seconds * 100) / 100;
  const buffered = Array.from({ length: video?.buffered.length ?? 0 }, (_, index) =>
    [video?.buffered.start(index) ?? 0, video?.buffered.end(index) ?? 0].map(round),
  );
  const { currentTime, paused, readyState, seeking } = video ?? {};
  const uplink = /On air, .*? behind|Retrying, .*? behind/.exec(document.body.textContent ?? "")?.[0];
  return { player: { ...player?.dataset }, video: { currentTime, paused, readyState, seeking, buffered }, uplink };
}
