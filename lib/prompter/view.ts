/** A character of Chinese, Japanese or Korean is spoken in about so much of a word's time. */
const wordsOfHan = 0.6;

/** Words to be spoken, as speeds count them. */
export function spokenWords(script: string): number {
  const han = script.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  const others = script.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu, " ");
  const words = others.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu)?.length ?? 0;
  return words + han * wordsOfHan;
}

/** Seconds that a script takes at a speed in words a minute. */
export function readingSeconds(script: string, wordsAMinute: number): number {
  return (spokenWords(script) / wordsAMinute) * 60;
}
