import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScript } from "#components/studio/captions/read-script.ts";
import { captionsInput } from "#lib/captions/schema.ts";

const read = (name: string, text: string | Uint8Array) =>
  readScript({ name, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text });

describe("a script", () => {
  it("is a text with one line each, whatever ends them, without the empty ones", async () => {
    expect(await read("show.txt", "\ufeffGood evening.\r\n\r\n  This is Petrel. \r大家好\n")).toEqual({
      name: "show.txt",
      lines: ["Good evening.", "This is Petrel.", "大家好"],
    });
  });

  it("is the words of subtitles, without times, colours, voices and places", async () => {
    const srt =
      "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good</i> evening,\r\nall of you.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:1\r\n{\\an8}大家好，\r\n欢迎。\r\n";
    expect(await read("show.SRT", srt)).toMatchObject({ lines: ["Good evening, all of you.", "大家好，欢迎。"] });
    const vtt =
      "WEBVTT - a show\nKind: captions\n\nNOTE the host comes in\n\nSTYLE\n::cue { color: red }\n\nfirst\n00:01.000 --> 00:02.000 align:start line:0\n<v Ines>Tea &amp; a <c.loud>car</c> &lt;new&gt;\n\n01:00:03.000 --> 01:00:04.000\n大家好\n";
    expect(await read("show.vtt", vtt)).toMatchObject({ lines: ["Tea & a car <new>", "大家好"] });
  });

  it("is read as it was written: UTF-8, UTF-16 either way round, or what Chinese editors write", async () => {
    const utf16 = Buffer.from("\ufeff大家好\nGood evening", "utf16le");
    expect(await read("a.txt", utf16)).toMatchObject({ lines: ["大家好", "Good evening"] });
    expect(await read("a.txt", Buffer.from(utf16).swap16())).toMatchObject({ lines: ["大家好", "Good evening"] });
    const gbk = Uint8Array.of(0xb4, 0xf3, 0xbc, 0xd2, 0xba, 0xc3);
    expect(await read("a.txt", gbk)).toMatchObject({ lines: ["大家好"] });
  });

  it("that has a line too long for one caption breaks it at sentences", async () => {
    const sentence = `${"Long words about a car ".repeat(8).trim()}.`;
    const script = await read("a.txt", `${sentence} ${sentence} ${sentence}`);
    expect(script).toMatchObject({ lines: [sentence, sentence, sentence] });
  });

  it("is refused by its name when it is none", async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
    expect(await read("talk.docx", "x")).toEqual({ bad: "kind", name: "talk.docx" });
    expect(await read("x.txt", new Uint8Array(1024 * 1024 + 1))).toEqual({ bad: "large", name: "x.txt" });
    expect(await read("x.srt", png)).toEqual({ bad: "text", name: "x.srt" });
    expect(await read("x.txt", " \n\t\n")).toEqual({ bad: "empty", name: "x.txt" });
    expect(await read("x.srt", "Good evening.\nThis is no subtitle.\n")).toEqual({ bad: "broken", name: "x.srt" });
    expect(await read("x.vtt", "WEBVTT\n\n00:01 --> 99\nx")).toEqual({ bad: "broken", name: "x.vtt" });
    expect(await read("x.txt", "a\n".repeat(5001))).toEqual({ bad: "long", name: "x.txt" });
  });

  it("never breaks the page, and every line it gives can be sent, whatever is in the file", async () => {
    const pieces = fc.constantFrom(
      "WEBVTT",
      "\n",
      "\r\n",
      "-->",
      "00:00:01.000 --> 00:00:02.000",
      "1",
      "<v>",
      "</c><",
      "&#x0;",
      "\u2028",
      "{\\an8}",
      "NOTE",
      "STYLE",
      "REGION",
      "00:00:01,000 --> 00:00:02,000 line:9%",
      "\u202e",
      "海",
      "\ud83d",
    );
    const text = fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 40 })), { maxLength: 60 });
    const file = fc.oneof(
      text.map((parts) => new TextEncoder().encode(parts.join(""))),
      fc.uint8Array({ maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom("a.txt", "a.srt", "a.vtt"), async (bytes, name) => {
        const script = await readScript({ name, bytes });
        if ("bad" in script) return;
        for (const line of script.lines) {
          const sent = captionsInput.safeParse({ language: "en", lines: [{ text: line, source: "script" }] });
          expect(sent.success, JSON.stringify(line)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
