import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { BootError } from "#lib/boot/boot-error.ts";
import { parseRanges } from "#lib/network/address-range.ts";

const url = (protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });

/** Who may say for whom a request is passed on. */
function readRanges(text: string, context: z.RefinementCtx) {
  const ranges = parseRanges(text);
  if (ranges) return ranges;
  context.addIssue("must be addresses, networks such as 10.0.0.0/8, loopback or private, separated by commas");
  return z.NEVER;
}

const yesOrNo = (usual: "true" | "false") =>
  z
    .enum(["true", "false"])
    .default(usual)
    .transform((text) => text === "true");

const port = z.coerce.number({ error: "must be a number" }).int().min(0).max(65_535);

/** What a process does: all of it, or pages and API, live sockets, video, or timed work. */
const roles = ["all", "web", "room", "media", "jobs"] as const;

/** Every setting of Launchroom, as documented in .env.example. An empty value counts as not set. */
const Env = z
  .object({
    PORT: port.default(3000),
    HOST: z.string().optional(),
    PUBLIC_URL: url(["http:", "https:"]).optional(),
    MEDIA_URL: url(["http:", "https:"])
      .refine((text) => `${new URL(text).origin}/` === `${text.replace(/\/$/, "")}/`, {
        message: "must be an origin alone, such as https://video.example.com",
      })
      .optional(),
    ROLE: z.enum(roles).default("all"),
    REDIS_URL: url(["redis:", "rediss:"]).optional(),
    SHARED_PORT: port.optional(),
    PROCESS_URL: url(["http:"]).optional(),
    TRUSTED_PROXIES: z.string().default("").transform(readRanges),
    DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
    DATABASE_DIRECT_URL: url(["postgres:", "postgresql:"]).optional(),
    POSTGRES_BIN: z.string().optional(),
    AUTH_SECRET: z.string().min(32).optional(),
    DEMO: z.enum(["live", "still", "empty", "none"]).default("live"),
    DATA_DIR: z.string().default(".data"),
    DATA_DIR_SHARED: yesOrNo("false"),
    FAST_VIEWERS: z.coerce.number({ error: "must be a number" }).int().min(0).max(100_000).default(200),
    RTMP_PORT: port.default(1935),
    FFMPEG_PATH: z.string().optional(),
    ALLOW_PRIVATE_ADDRESSES: yesOrNo("false"),
    OFFLINE_PAGE: yesOrNo("true"),
    RECORDINGS_QUOTA_GB: z.coerce.number({ error: "must be a number" }).min(0).optional(),
    RECORDINGS_RETENTION_DAYS: z.coerce.number({ error: "must be a number" }).int().min(1).max(36_500).default(1096),
    RECORDINGS_S3_BUCKET: z.string().optional(),
    RECORDINGS_S3_ENDPOINT: url(["http:", "https:"]).optional(),
    RECORDINGS_CACHE_GB: z.coerce.number({ error: "must be a number" }).min(0).max(10_000).default(1),
    RECORDINGS_S3_REGION: z.string().default("us-east-1"),
    METRICS_TOKEN: z.string().min(16).optional(),
    SMTP_URL: url(["smtp:", "smtps:"]).optional(),
    MAIL_FROM: z.string().default("no-reply@localhost"),
    MANUAL_TRANSFER_INSTRUCTIONS: z.string().max(2000).optional(),
    MANUAL_TRANSFER_HOURS: z.coerce.number({ error: "must be a number" }).int().min(1).max(720).default(72),
    TRANSLATION_URL: url(["http:", "https:"]).optional(),
    TRANSLATION_KEY: z.string().optional(),
    STRIPE_SECRET_KEY: z.string().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().optional(),
    STRIPE_PUBLISHABLE_KEY: z.string().optional(),
    STRIPE_API_BASE: url(["http:", "https:"]).optional(),
  })
  .refine((env) => !env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET, {
    path: ["STRIPE_WEBHOOK_SECRET"],
    message: "must be set together with STRIPE_SECRET_KEY",
  })
  .refine((env) => env.ROLE === "all" || env.REDIS_URL, {
    path: ["ROLE"],
    message: "may be other than all only with REDIS_URL: without it there is one process, which does everything",
  })
  .refine((env) => env.ROLE === "all" || env.DATABASE_URL, {
    path: ["ROLE"],
    message: "may be other than all only with DATABASE_URL: the Postgres of its own belongs to one process",
  })
  .refine((env) => !env.REDIS_URL || env.AUTH_SECRET, {
    path: ["AUTH_SECRET"],
    message: "must be set together with REDIS_URL: all processes sign and read the same cookies",
  })
  .refine((env) => !env.REDIS_URL || env.DATA_DIR_SHARED, {
    path: ["DATA_DIR_SHARED"],
    message: "must be true together with REDIS_URL: pictures lie in DATA_DIR, which all processes must see",
  })
  .refine((env) => !env.DATABASE_DIRECT_URL || env.DATABASE_URL, {
    path: ["DATABASE_DIRECT_URL"],
    message: "must stand beside a DATABASE_URL, that of the pooler",
  })
  .refine(({ MEDIA_URL = "https:", PUBLIC_URL = "http:" }) => mayLoad(PUBLIC_URL, MEDIA_URL), {
    path: ["MEDIA_URL"],
    message: "must start with https:// as PUBLIC_URL does: browsers load nothing unencrypted into an encrypted page",
  })
  .transform((env) => ({
    ...env,
    MEDIA_URL: (env.MEDIA_URL ?? "").replace(/\/$/, ""),
    DATA_DIR: resolve(process.cwd(), env.DATA_DIR),
    PROCESS_URL: (env.PROCESS_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/$/, ""),
    PUBLIC_URL: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ""),
  }));

/** Whether a page of one address may load from the other. */
function mayLoad(page: string, from: string): boolean {
  return !page.startsWith("https:") || from.startsWith("https:");
}

export type Env = Readonly<z.infer<typeof Env>>;

/** The settings, checked once. Reads `.env` beside package.json first when it is the process's own environment. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  if (source === process.env && existsSync(".env")) process.loadEnvFile(".env");
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(filled);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new BootError(`These settings are not right: ${faults.join("; ")}.`);
}
