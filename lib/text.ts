import { z } from "zod";

/*
 * What people type, in the one shape that JavaScript, JSON and Postgres all hold: whole characters, no NUL, in Unicode's normal form C.
 * Lines and prose also show something, stack no towers of marks, and turn the direction of nobody else's words.
 */

/** Marks that one letter may carry: Hebrew with cantillation needs five, "Zalgo" hundreds. */
const maxMarks = 8;
const towers = new RegExp(`(?:\\p{M}\\p{Default_Ignorable_Code_Point}*){${maxMarks + 1},}`, "u");
/** A letter, digit, sign or picture: not a space, a control, a mark alone, something that is never drawn, or the empty Braille cell. */
const drawn = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const turning = /[\u202a-\u202e\u2066-\u2069]/u;
/** Controls, and what breaks a line without being one. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Controls but tab, line feed and carriage return. */
const controlsInProse = /[^\P{Cc}\t\n\r]/u;

/** Whether a person who looks sees anything. */
export function isVisible(text: string): boolean {
  return drawn.test(text);
}

const whole = z
  .string()
  .refine((text) => text.isWellFormed(), { error: "may not contain halves of characters", abort: true })
  .refine((text) => !text.includes("\u0000"), { error: "may not contain NUL", abort: true })
  .overwrite((text) => text.normalize("NFC").trim());

const legible = whole
  .refine((text) => !towers.test(text), `may carry at most ${maxMarks} marks on one letter`)
  .refine((text) => !turning.test(text), "may not contain characters that turn the direction of text");

const shown = (max: number, unwanted: RegExp, said: string) =>
  legible
    .max(max)
    .refine((text) => !unwanted.test(text), said)
    .refine((text) => text === "" || isVisible(text), "must show something");

/** One line that shows something, or nothing. At most `max` UTF-16 units. */
export const optionalLine = (max: number) => shown(max, controls, "may not contain line breaks or control characters");

/** One line that shows something: a name, a title, a reason. */
export const line = (max: number) => optionalLine(max).min(1);

/** Lines and paragraphs, or nothing. */
export const prose = (max: number) => shown(max, controlsInProse, "may not contain control characters");

/** What somebody looks for, or a code they were given: compared, never shown to others. */
export const term = (max: number) => whole.max(max);

/** A token that a machine made: visible ASCII. */
export const token = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x21-\x7e]*$/, "must be visible ASCII characters");

/** An e-mail address. */
export const email = z.email().max(254);

export const country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 code such as DE");

/** Marks that one letter of a name may carry. */
const maxMarksOfName = 4;
const nameTowers = new RegExp(`\\p{M}{${maxMarksOfName + 1},}`, "u");
/** What is never drawn, but what joins or colours the parts of one emoji. */
const undrawn =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|(?<![\p{Extended_Pictographic}\d#*])\ufe0f|(?![\u200d\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const unassigned = /[\p{Co}\p{Cn}]/u;

/** What somebody calls themselves before others: in the normal form KC, with single spaces, at most so many characters as one sees them. */
export const shownName = (maxGraphemes: number) =>
  whole
    .max(maxGraphemes * 12)
    .overwrite((text) =>
      text
        .normalize("NFKC")
        .replace(/[^\S\n]+/gu, " ")
        .trim(),
    )
    .refine((text) => !turning.test(text), "may not contain characters that turn the direction of text")
    .refine((text) => !controls.test(text), "may not contain line breaks or control characters")
    .refine((text) => !undrawn.test(text) && !unassigned.test(text), "may not contain characters that are not drawn")
    .refine(
      (text) => !nameTowers.test(text) && !/^\p{M}/u.test(text),
      `may carry at most ${maxMarksOfName} marks on one letter`,
    )
    .refine(isVisible, "must show something")
    .refine(
      (text) => [...new Intl.Segmenter().segment(text)].length <= maxGraphemes,
      `may have at most ${maxGraphemes} characters`,
    );
