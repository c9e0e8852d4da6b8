import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { canDictate, startDictation } from "#components/studio/captions/recognition.ts";

type Heard = { words: string; isFinal: boolean }[];

/** What a browser's speech recognition does, in the hands of the test: none runs without a microphone and its maker's servers. */
class Recogniser {
  static readonly begun: Recogniser[] = [];
  lang = "";
  continuous = false;
  interimResults = false;
  aborted = false;
  onresult: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onend: (() => void) | null = null;

  start() {
    Recogniser.begun.push(this);
  }

  abort() {
    this.aborted = true;
    this.onend?.();
  }

  hear(heard: Heard) {
    const results = heard.map(({ words, isFinal }) => ({ isFinal, 0: { transcript: words } }));
    this.onresult?.({ resultIndex: 0, results });
  }
}

const lines: { text: string; agoMs: number }[] = [];
const guesses: string[] = [];
const states: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", { webkitSpeechRecognition: Recogniser });
  for (const list of [lines, guesses, states, Recogniser.begun]) list.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("dictation", () => {
  it("is there only where the browser has it, under either of its names", () => {
    expect(canDictate()).toBe(true);
    vi.stubGlobal("window", { SpeechRecognition: Recogniser });
    expect(canDictate()).toBe(true);
    vi.stubGlobal("window", {});
    expect(canDictate()).toBe(false);
  });

  it("gives a line when the browser is sure of it, with when it was begun, and shows the guess before to the host alone", async () => {
    begin();
    const heard = newest();
    expect(heard).toMatchObject({ lang: "zh-CN", continuous: true, interimResults: true });
    heard.hear([{ words: "大家", isFinal: false }]);
    await vi.advanceTimersByTimeAsync(1200);
    expect(lines).toEqual([]);
    expect(guesses.at(-1)).toBe("大家");
    heard.hear([{ words: " 大家好 ", isFinal: true }]);
    expect(lines).toMatchObject([{ text: "大家好" }]);
    expect(lines[0]?.agoMs).toBeCloseTo(1200, -1);
    expect(guesses.at(-1)).toBe("");
  });

  it("begins anew by itself when the browser ends it, later and later while its service does not answer", async () => {
    begin();
    newest().onend?.();
    await vi.advanceTimersByTimeAsync(300);
    expect(Recogniser.begun).toHaveLength(2);
    for (let tries = 0; tries < 8; tries++) {
      newest().onerror?.({ error: "network" });
      newest().onend?.();
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(states.at(-2)).toBe("trying");
    expect(Recogniser.begun).toHaveLength(10);
    newest().hear([{ words: "Again", isFinal: true }]);
    newest().onend?.();
    await vi.advanceTimersByTimeAsync(300);
    expect(Recogniser.begun).toHaveLength(11);
  });

  it.each([
    ["not-allowed", "denied"],
    ["service-not-allowed", "denied"],
    ["language-not-supported", "language"],
    ["audio-capture", "no_microphone"],
  ])("that cannot go on (%s) stops and says why", async (error, state) => {
    begin();
    newest().onerror?.({ error });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe(state);
    expect(Recogniser.begun).toHaveLength(1);
  });

  it("that is switched off hears no more", async () => {
    const dictation = begin();
    dictation.stop();
    expect(newest().aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Recogniser.begun).toHaveLength(1);
  });
});

function begin() {
  return startDictation({
    language: "zh-CN",
    onLine: (line) => lines.push(line),
    onGuess: (guess) => guesses.push(guess),
    onState: (state) => states.push(state),
  });
}

function newest(): Recogniser {
  const last = Recogniser.begun.at(-1);
  if (!last) throw new Error("Nothing was begun.");
  return last;
}
