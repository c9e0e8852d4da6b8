/** The part of the Web Speech API in use; browsers that have it call it by one of two names, and some lack it. */
type Alternative = { transcript: string };
type Result = { isFinal: boolean; 0: Alternative };
type ResultEvent = Event & { resultIndex: number; results: ArrayLike<Result> };
type ErrorEvent = Event & { error: string };
type Recognition = {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: ResultEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onend: (() => void) | null;
  start: () => void;
  abort: () => void;
};

declare global {
  interface Window {
    SpeechRecognition?: new () => Recognition;
    webkitSpeechRecognition?: new () => Recognition;
  }
}

/** `denied`: the host or the system said no; `language`: not one it knows; both stop it. The rest it tries again. */
export type DictationState = "listening" | "trying" | "denied" | "language" | "no_microphone";

export function isFinal(state: DictationState): boolean {
  return state !== "listening" && state !== "trying";
}

export type Dictation = { stop: () => void };

const firstWaitMs = 250;
const maxWaitMs = 10_000;

export function canDictate(): boolean {
  return typeof window !== "undefined" && (window.SpeechRecognition ?? window.webkitSpeechRecognition) !== undefined;
}

/**
 * Writes down what the microphone hears for as long as it is not stopped. Browsers end it after a pause or a minute: it
 * begins anew by itself. `agoMs` is how long before the line was done its first word was heard.
 */
export function startDictation({
  language,
  onLine,
  onGuess,
  onState,
}: {
  language: string;
  onLine: (line: { text: string; agoMs: number }) => void;
  /** What it believes so far; empty between sentences. */
  onGuess: (text: string) => void;
  onState: (state: DictationState) => void;
}): Dictation {
  let recognition: Recognition | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = firstWaitMs;
  let begunAt: number | undefined;
  let stopped = false;
  begin();

  function begin(): void {
    const Recogniser = window.SpeechRecognition ?? window.webkitSpeechRecognition;
    if (stopped || !Recogniser) return;
    recognition = new Recogniser();
    recognition.lang = language;
    recognition.continuous = true;
    recognition.interimResults = true;
    recognition.onresult = hear;
    recognition.onerror = ({ error }) => fail(error);
    recognition.onend = () => {
      onGuess("");
      begunAt = undefined;
      if (!stopped) timer = setTimeout(begin, wait);
    };
    try {
      recognition.start();
      onState("listening");
    } catch {
      fail("busy");
      timer = setTimeout(begin, wait);
    }
  }

  function hear({ resultIndex, results }: ResultEvent): void {
    wait = firstWaitMs;
    onState("listening");
    const firstAt = begunAt ?? performance.now();
    begunAt = firstAt;
    let guess = "";
    for (let index = resultIndex; index < results.length; index++) {
      const result = results[index];
      const text = result?.[0].transcript.trim() ?? "";
      if (!result?.isFinal) guess += text;
      else {
        if (text) onLine({ text, agoMs: performance.now() - firstAt });
        begunAt = undefined;
      }
    }
    onGuess(guess);
  }

  function fail(error: string): void {
    const final = finalErrors[error];
    if (final) {
      stop();
      onState(final);
      return;
    }
    if (error === "no-speech" || error === "aborted") return;
    wait = Math.min(maxWaitMs, wait * 2);
    onState("trying");
  }

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    onGuess("");
    recognition?.abort();
  }

  return { stop };
}

const finalErrors: Record<string, DictationState | undefined> = {
  "not-allowed": "denied",
  "service-not-allowed": "denied",
  "language-not-supported": "language",
  "audio-capture": "no_microphone",
};
