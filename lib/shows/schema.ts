import { z } from "zod";
import { productView, slug } from "#lib/catalog/schema.ts";
import { imageAddress } from "#lib/images/schema.ts";
import { haltKind, pinCue, showStatus } from "#lib/live/contract.ts";
import { StartTake } from "#lib/media/schema.ts";
import { instant, moment } from "#lib/moment.ts";
import { line, optionalLine, prose } from "#lib/text.ts";
import { foreignTexts, language, translations } from "#lib/texts/schema.ts";

/** How long after it the end of a show can be taken back. The database measures it. */
export const undoEndMinutes = 10;
const showTexts = translations({ title: line(120), summary: prose(1000) });

/** What stands behind a picture that does not fill its place: its own colours blurred, the shop's colour, or another picture. */
export const showGround = z.union([z.enum(["blur", "colour"]), imageAddress]);

export const showInput = z.strictObject({
  title: line(120),
  slug: slug.optional(),
  summary: prose(1000).default(""),
  poster: imageAddress.nullable().default(null),
  startsAt: moment,
  /** The language of title and summary; `texts` says them in others. */
  language: language.optional(),
  texts: showTexts.optional(),
  /** Whether the picture stands upright, 720 by 1280; else it lies, 1280 by 720. */
  isPortrait: z.boolean().default(false),
  ground: showGround.default("blur"),
  /** Nobody but those at its desk sees a draft until it is published. */
  isDraft: z.boolean().default(false),
});
export type ShowInput = z.infer<typeof showInput>;

export const showChange = z.strictObject({
  title: showInput.shape.title.optional(),
  summary: prose(1000).optional(),
  poster: imageAddress.nullable().optional(),
  startsAt: moment.optional(),
  isPortrait: z.boolean().optional(),
  ground: showGround.optional(),
  pauseWithVideo: z.boolean().optional(),
  language: language.optional(),
  texts: showTexts.optional(),
});

/** What a page sends to take the air: its recorder's MIME type, its own name, what device it is, and whether it insists. */
export const takeInput = z.strictObject({
  ...StartTake.shape,
  sender: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .optional(),
  device: optionalLine(80).default(""),
  takeOver: z.boolean().default(false),
});
export type TakeInput = z.infer<typeof takeInput>;

/** What arrived of a measurement. */
export const uplinkView = z.object({ bytes: z.int() });

/** A moment of the picture: the take that its host sends, and that take's own clock. */
export const cueMoment = z.strictObject({
  takeId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  mediaSeconds: z.number().min(0).max(1_000_000),
});
export type CueMoment = z.infer<typeof cueMoment>;

/**
 * What to put in front of everybody, and at which moment of the picture: the take that its host sends and that take's own
 * clock. Without a moment it is now.
 */
export const pinInput = z.strictObject({ productId: z.uuid().nullable(), moment: cueMoment.optional() });
export type PinInput = z.infer<typeof pinInput>;

/** Everything that was pinned in a show, in its order, each with its moment of the picture. */
/** What to stop for everybody, or to let go on. Said twice it is one act. */
export const haltInput = z.strictObject({ kind: haltKind, on: z.boolean() });
export type HaltInput = z.infer<typeof haltInput>;

export const pinList = z.object({ pins: z.array(pinCue) });

/** Every product's id, in the order of the run list. */
export const productOrder = z.strictObject({ ids: z.array(z.uuid()).max(500) });
export const listProductInput = z.strictObject({ productId: z.uuid() });
export const endInput = z.strictObject({ closeSales: z.boolean().default(true) });

export const postponement = z.strictObject({ startsAt: moment });
export const cancellation = z.strictObject({ closeSales: z.boolean().default(true) });
/** Under which title and from when a show is used again. */
export const showCopy = z.strictObject({ title: line(120), startsAt: moment });
export type ShowCopy = z.infer<typeof showCopy>;

export const showCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  /** The language of the row's own texts, and all of them by language. */
  language: language.optional(),
  texts: translations({ title: z.string(), summary: z.string() }).optional(),
  /** Which of the texts above are not in the reader's language. */
  foreign: foreignTexts.optional(),
  poster: z.string().nullable(),
  status: showStatus,
  isPortrait: z.boolean(),
  ground: z.string(),
  startsAt: instant,
  wentLiveAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** When it was to begin before it was moved last. */
  movedFrom: instant.nullable(),
  cancelledAt: instant.nullable(),
  /** Put away: in no list, but still at its address. */
  isArchived: z.boolean(),
  host: z.object({ name: z.string(), image: z.string().nullable() }),
  peakViewers: z.number(),
  likes: z.number(),
  /** Units people hold or reserved in this show. */
  units: z.number(),
});
export type ShowCard = z.infer<typeof showCard>;

/** Whoever hosts shows that everybody may see, and how many. */
export type ShowHost = { id: string; name: string; image: string | null; shows: number };

export const showView = showCard.extend({
  pinnedProductId: z.uuid().nullable(),
  /** How often its start was moved. */
  moves: z.int(),
  /** The clocks of its drops stand still while its picture is away. */
  pauseWithVideo: z.boolean(),
  products: z.array(productView),
});
export type ShowView = z.infer<typeof showView>;
