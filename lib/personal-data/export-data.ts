import { Zip, ZipDeflate } from "fflate";
import type { Buyer } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { parts, type Row, readPart } from "#lib/personal-data/collect-data.ts";
import { Refusal } from "#lib/refusal.ts";

/** Accounts that are being exported in this process. */
const underWay = new Set<string>();

/**
 * Everything the shop keeps about somebody as a zip of JSON and CSV, made while it is sent and kept nowhere: in memory are some hundreds
 * of rows at a time, and no more than is being read. One at a time for one account. Refuses with export_running or rate_limited.
 */
export async function exportData(app: Uses<"db" | "guesses">, buyer: Buyer): Promise<ReadableStream<Uint8Array>> {
  if (underWay.has(buyer.id)) throw new Refusal("export_running", { retryAfter: 10 });
  underWay.add(buyer.id);
  try {
    await app.guesses.take([["exports", buyer.id]]);
    await recordAct(app.db, { actorId: buyer.id, action: "account.exported", subject: `account:${buyer.id}` });
  } catch (error) {
    underWay.delete(buyer.id);
    throw error;
  }
  return streamOf(zipOf(app, buyer.id), () => underWay.delete(buyer.id));
}

async function* zipOf({ db }: Uses<"db">, userId: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let fault: unknown = null;
  const zip = new Zip((error, piece) => {
    fault ??= error;
    ready.push(piece);
  });
  for (const part of parts)
    for (const [end, texts] of [
      ["json", jsonOf],
      ["csv", csvOf],
    ] as const) {
      const file = new ZipDeflate(`${part.name}.${end}`, { level: 6 });
      zip.add(file);
      for await (const text of texts(readPart(db, part, userId))) {
        file.push(Buffer.from(text));
        yield* ready.splice(0);
      }
      file.push(new Uint8Array(0), true);
      if (fault) throw fault;
    }
  zip.end();
  yield* ready.splice(0);
}

async function* jsonOf(pages: AsyncGenerator<Row[]>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const rows of pages) {
    yield before + rows.map((row) => JSON.stringify(row)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** RFC 4180, UTF-8 with a mark for spreadsheets. */
async function* csvOf(pages: AsyncGenerator<Row[]>): AsyncGenerator<string> {
  let columns: string[] | null = null;
  for await (const rows of pages) {
    if (!columns) {
      columns = Object.keys(rows[0] ?? {});
      yield `\ufeff${columns.join(",")}\r\n`;
    }
    const names = columns;
    yield rows.map((row) => `${names.map((name) => cell(row[name])).join(",")}\r\n`).join("");
  }
}

/** Text that a spreadsheet would take for a formula is marked as text. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const said = typeof value === "string" ? value : JSON.stringify(value);
  const text = /^[=+\-@\t\r]/.test(said) ? `'${said}` : said;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Read as far as it is asked for, and over when whoever asked is gone. */
function streamOf(pieces: AsyncGenerator<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (!done) return controller.enqueue(value);
        onEnd();
        controller.close();
      } catch (error) {
        onEnd();
        controller.error(error);
      }
    },
    async cancel() {
      onEnd();
      await pieces.return(undefined);
    },
  });
}
