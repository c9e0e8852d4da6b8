import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks for something that nobody may read over a shoulder; what comes through a pipe is read as it is. */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return readLine();
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  lines.once("SIGINT", () => process.exit(130));
  const answer = await lines.question("");
  lines.close();
  process.stderr.write("\n");
  return answer;
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return "";
}
