import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { z } from "zod";

const names = ["firefox-esr", "firefox"];
const path = (process.env.PATH ?? "").split(":");

/** Firefox as the machine has it; Playwright drives only one of its own making. */
export const firefoxPath = path.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);

const answer = z.object({ id: z.int(), type: z.string(), result: z.unknown(), message: z.string().optional() });
const evaluated = z.object({ result: z.object({ value: z.string().optional() }) });
const opened = z.object({ context: z.string() });
const preferences = [
  ["media.autoplay.default", 0],
  ["media.autoplay.blocking_policy", 0],
  ["app.update.disabledForTesting", true],
  ["datareporting.policy.dataSubmissionEnabled", false],
] as const;

export type Firefox = {
  goto: (address: string) => Promise<void>;
  /** What the expression is in the page, as JSON. */
  evaluate: (expression: string) => Promise<unknown>;
  close: () => Promise<void>;
};

/** A headless Firefox, driven by WebDriver BiDi, which it speaks itself. */
export async function launchFirefox(executable: string): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), "launchroom-firefox-"));
  const wishes = preferences.map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), wishes.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const process = spawn(executable, args, { stdio: ["ignore", "ignore", "pipe"] });
  const line = new WebSocket(`${await addressSaidBy(process)}/session`);
  await new Promise((resolve, reject) => line.once("open", resolve).once("error", reject));
  const ask = asker(line);
  await ask("session.new", { capabilities: {} });
  const { context } = opened.parse(await ask("browsingContext.create", { type: "tab" }));
  return {
    goto: async (url) => void (await ask("browsingContext.navigate", { context, url, wait: "interactive" })),
    evaluate: async (expression) => {
      const wanted = { expression: `JSON.stringify(${expression})`, target: { context }, awaitPromise: true };
      const { result } = evaluated.parse(await ask("script.evaluate", wanted));
      return result.value === undefined ? undefined : JSON.parse(result.value);
    },
    close: async () => {
      line.terminate();
      const gone = new Promise((resolve) => process.once("exit", resolve));
      process.kill();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function addressSaidBy({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    stderr?.on("data", (text: Buffer) => {
      said += text;
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    stderr?.once("end", () => reject(new Error(`Firefox ended: ${said}`)));
  });
}

function asker(line: WebSocket) {
  const waiting = new Map<number, (said: z.infer<typeof answer>) => void>();
  let asked = 0;
  line.on("message", (data) => {
    const { success, data: said } = answer.safeParse(JSON.parse(String(data)));
    if (success) waiting.get(said.id)?.(said);
  });
  return async (method: string, params: object): Promise<unknown> => {
    asked += 1;
    const id = asked;
    const heard = new Promise<z.infer<typeof answer>>((resolve) => waiting.set(id, resolve));
    line.send(JSON.stringify({ id, method, params }));
    const said = await heard;
    waiting.delete(id);
    if (said.type === "error") throw new Error(`${method}: ${said.message}`);
    return said.result;
  };
}
