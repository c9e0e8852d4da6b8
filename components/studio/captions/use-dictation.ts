import { useEffect, useRef, useState } from "react";
import { type DictationState, isFinal, startDictation } from "./recognition.ts";

/**
 * Dictation while `isOn`, in this language; what it guesses so far is shown to the host alone. `onStop` is called when it
 * cannot go on; why stays to be read until it is begun again.
 */
export function useDictation({
  isOn,
  language,
  onLine,
  onStop,
}: {
  isOn: boolean;
  language: string;
  onLine: (line: { text: string; agoMs: number }) => void;
  onStop: () => void;
}) {
  const [state, setState] = useState<DictationState | null>(null);
  const [guess, setGuess] = useState("");
  const latest = useRef({ onLine, onStop });
  latest.current = { onLine, onStop };

  useEffect(() => {
    if (!isOn) return;
    setState(null);
    const dictation = startDictation({
      language,
      onLine: (line) => latest.current.onLine(line),
      onGuess: setGuess,
      onState: (next) => {
        setState(next);
        if (isFinal(next)) latest.current.onStop();
      },
    });
    return dictation.stop;
  }, [isOn, language]);

  return { state, guess };
}
