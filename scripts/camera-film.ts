import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type LaunchOptions } from "@playwright/test";

const frames = 24;
const size = { width: 1280, height: 720 };
const art = pathToFileURL(join(import.meta.dirname, "..", "public", "demo")).href;

/** A film for the browser's fake camera: the founder at her bench, breathing a little. Returns an MJPEG file. */
export async function writeCameraFilm(options: LaunchOptions): Promise<string> {
  const browser = await chromium.launch(options);
  const page = await browser.newPage({ viewport: size });
  const folder = mkdtempSync(join(tmpdir(), "launchroom-film-"));
  const html = join(folder, "film.html");
  writeFileSync(html, scene);
  await page.goto(pathToFileURL(html).href);
  const pictures: Buffer[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    await page.evaluate(
      (turn) => document.documentElement.style.setProperty("--turn", String(turn)),
      Math.sin((frame / frames) * 2 * Math.PI),
    );
    pictures.push(await page.screenshot({ type: "jpeg", quality: 80 }));
  }
  await browser.close();
  const film = join(folder, "film.mjpeg");
  writeFileSync(film, Buffer.concat(pictures));
  return film;
}

const scene = `<!doctype html><style>
  :root { --turn: 0 } body { margin: 0; width: 1280px; height: 720px; overflow: hidden; position: relative; background: #f2e6cf }
  img { position: absolute }
  .founder { width: 1320px; left: -20px; top: -150px; transform: translateY(calc(var(--turn) * 6px)) rotate(calc(var(--turn) * 0.3deg)) }
</style><img class="founder" src="${art}/founder.svg">`;
