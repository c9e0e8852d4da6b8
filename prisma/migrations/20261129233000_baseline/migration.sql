-- The tables: what Prisma knows of them (prisma/schema.prisma), the rules that it cannot say, and pg-boss'. Functions, views and
-- triggers live in prisma/engine, except those that a CHECK asks.

CREATE TYPE "Role" AS ENUM ('guest', 'viewer', 'tester', 'moderator', 'host', 'ops', 'admin');
CREATE TYPE "ShowStatus" AS ENUM ('SCHEDULED', 'LIVE', 'ENDED');
CREATE TYPE "DropStatus" AS ENUM ('PREPARED', 'ARMED', 'OPEN', 'CLOSED');
CREATE TYPE "DropMode" AS ENUM ('FIRST_COME', 'SHUFFLED');
CREATE TYPE "EntryState" AS ENUM ('WAITING', 'SERVED', 'CLOSED', 'LEFT');
CREATE TYPE "ShowFileState" AS ENUM ('UPLOADING', 'READY', 'REFUSED');
CREATE TYPE "RecordingState" AS ENUM ('RECORDING', 'READY', 'FAILED', 'DELETED');
CREATE TYPE "PreorderState" AS ENUM ('HELD', 'RESERVED', 'LOCKED', 'READY', 'DELIVERED', 'EXPIRED', 'CANCELLED');
CREATE TYPE "PaymentKind" AS ENUM ('DEPOSIT', 'BALANCE', 'REFUND');
CREATE TYPE "PaymentState" AS ENUM ('CREATED', 'PENDING', 'CAPTURED', 'FAILED');
CREATE TYPE "NoticeState" AS ENUM ('WAITING', 'SENT', 'KEPT', 'FAILED', 'STALE');

-- What CHECKs ask. Each asks nothing outside itself, so that a copy can be restored anywhere.

-- A moment that a Date cannot hold, or that is read with five digits of a year, takes down every list its row stands in.
CREATE FUNCTION is_typed_moment(t timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN t >= timestamptz '2000-01-01 00:00:00+00' AND t < timestamptz '2100-01-01 00:00:00+00';
CREATE FUNCTION is_typed_day(d date) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN d >= date '2000-01-01' AND d < date '2100-01-01';
-- What is reckoned from a typed one: with the way to a city, a grace period, a retention of a hundred years.
CREATE FUNCTION is_reckoned_moment(t timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN t >= timestamptz '2000-01-01 00:00:00+00' AND t < timestamptz '2300-01-01 00:00:00+00';
CREATE FUNCTION is_reckoned_day(d date) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN d >= date '2000-01-01' AND d < date '2300-01-01';

-- What indexes ask: every letter and every two letters that follow each other, so that one finds any part of a text, in scripts
-- without spaces too.
CREATE FUNCTION text_pieces(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(lower(said), at, long)), '{}')
  FROM generate_series(1, length(said)) at, generate_series(1, 2) long WHERE at + long <= length(said) + 1
$$;
CREATE FUNCTION product_names(name text, texts jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(name || E'\n' || coalesce(texts #>> '{en,name}', '') || E'\n' || coalesce(texts #>> '{zh-CN,name}', ''))
$$;

-- The currencies that a shop may price in, by their decimals in ISO 4217: the list of lib/currencies.ts, and a test that they agree.
-- NULL for anything else.
CREATE FUNCTION currency_digits(p_code text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_code IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
    WHEN p_code IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
    WHEN p_code IN ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BMD', 'BND', 'BOB', 'BRL', 'BSD',
      'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DKK', 'DOP', 'DZD', 'EGP',
      'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR',
      'ILS', 'INR', 'IRR', 'JMD', 'KES', 'KGS', 'KHR', 'KPW', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'MAD', 'MDL',
      'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR',
      'NZD', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'QAR', 'RON', 'RSD', 'RUB', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD',
      'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS',
      'UAH', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'WST', 'XCD', 'XCG', 'YER', 'ZAR', 'ZMW', 'ZWG') THEN 2
  END
$$;

CREATE TABLE "shop" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL DEFAULT 'demo',
    "name" TEXT NOT NULL DEFAULT 'Launchroom',
    "seeded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "claimed_email" TEXT,
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "is_anonymous" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "device" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "guess_count" (
    "key" TEXT NOT NULL,
    "spent" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guess_count_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "known_device" (
    "user_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("user_id","device")
);

CREATE TABLE "show" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "host_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "poster" TEXT,
    "status" "ShowStatus" NOT NULL DEFAULT 'SCHEDULED',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "went_live_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "pinned_product_id" UUID,
    "is_portrait" BOOLEAN NOT NULL DEFAULT false,
    "pause_with_video" BOOLEAN NOT NULL DEFAULT true,
    "likes" BIGINT NOT NULL DEFAULT 0,
    "peak_viewers" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "show_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "stream_key" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "stream_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "restream_target" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "restream_target_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "show_file" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "state" "ShowFileState" NOT NULL DEFAULT 'UPLOADING',
    "trouble" TEXT,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "width" INTEGER NOT NULL DEFAULT 0,
    "height" INTEGER NOT NULL DEFAULT 0,
    "plays_at" TIMESTAMPTZ(3),
    "played_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "show_file_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "cue" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY,
    "show_id" UUID NOT NULL,
    "at_stream_ms" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cue_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "caption_cue" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "start_ms" BIGINT NOT NULL,
    "end_ms" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "caption_cue_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "recording" (
    "show_id" UUID NOT NULL,
    "state" "RecordingState" NOT NULL DEFAULT 'RECORDING',
    "storage" TEXT NOT NULL DEFAULT 'disk',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',
    "retention_days" INTEGER NOT NULL,
    "retention_until" TIMESTAMPTZ(3),
    "legal_hold" BOOLEAN NOT NULL DEFAULT false,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "deleted_why" TEXT,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "recording_pkey" PRIMARY KEY ("show_id")
);

CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "show_product" (
    "show_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "show_product_pkey" PRIMARY KEY ("show_id","product_id")
);

CREATE TABLE "edition" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "image" TEXT,
    "price_minor" BIGINT NOT NULL,
    "deposit_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "per_person_limit" INTEGER NOT NULL DEFAULT 1,
    "refund_days" INTEGER NOT NULL DEFAULT 7,
    "hold_seconds" INTEGER NOT NULL DEFAULT 300,
    "offer_seconds" INTEGER NOT NULL DEFAULT 1800,
    "tax_bp" INTEGER NOT NULL DEFAULT 0,
    "lock_deadline_days" INTEGER,
    "balance_due_on" DATE,
    "balance_grace_days" INTEGER NOT NULL DEFAULT 7,
    "sales_open" BOOLEAN NOT NULL DEFAULT false,
    "sales_closed_by" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "edition_price" (
    "edition_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "deposit_minor" BIGINT NOT NULL,
    "tax_bp" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "edition_price_pkey" PRIMARY KEY ("edition_id","currency")
);

CREATE TABLE "inventory" (
    "edition_id" UUID NOT NULL,
    "initial" INTEGER NOT NULL,
    "adjusted" INTEGER NOT NULL DEFAULT 0,
    "available" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "pooled" INTEGER NOT NULL DEFAULT 0,
    "returned" INTEGER NOT NULL DEFAULT 0,
    "ledger_seq" BIGINT NOT NULL DEFAULT 0,
    "ledger_hash" BYTEA NOT NULL DEFAULT '\x',

    CONSTRAINT "inventory_pkey" PRIMARY KEY ("edition_id")
);

CREATE TABLE "drop" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "units" INTEGER NOT NULL,
    "per_person_limit" INTEGER NOT NULL DEFAULT 1,
    "seconds" INTEGER NOT NULL,
    "status" "DropStatus" NOT NULL DEFAULT 'PREPARED',
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mode" "DropMode" NOT NULL DEFAULT 'FIRST_COME',
    "hold_seconds" INTEGER NOT NULL DEFAULT 300,
    "challenge" BOOLEAN NOT NULL DEFAULT false,
    "left" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "next_place" INTEGER NOT NULL DEFAULT 1,
    "next_units" INTEGER NOT NULL DEFAULT 0,
    "wanted" INTEGER NOT NULL DEFAULT 0,
    "first_units" INTEGER NOT NULL DEFAULT 0,
    "paused_at" TIMESTAMPTZ(3),
    "paused_for_video" BOOLEAN NOT NULL DEFAULT false,
    "closed_at" TIMESTAMPTZ(3),
    "seed" BYTEA,
    "seed_hash" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "drop_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "queue_entry" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "drop_id" UUID,
    "user_id" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "currency" CHAR(3),
    "city_id" UUID,
    "code_id" UUID,
    "place" INTEGER,
    "units_before" INTEGER,
    "state" "EntryState" NOT NULL DEFAULT 'WAITING',
    "reason" TEXT,
    "preorder_id" UUID,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "queue_entry_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "access_code" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "drop_id" UUID,
    "code_hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "person" TEXT,
    "user_id" UUID,
    "entry_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_code_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery_city" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "texts" JSONB NOT NULL DEFAULT '{}',
    "first_days" INTEGER NOT NULL DEFAULT 0,
    "last_days" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "open" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "delivery_city_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery_wave" (
    "id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "capacity" INTEGER NOT NULL,
    "allocated" INTEGER NOT NULL DEFAULT 0,
    "window_start" DATE NOT NULL,
    "window_end" DATE NOT NULL,

    CONSTRAINT "delivery_wave_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "wave_move" (
    "id" UUID NOT NULL,
    "wave_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told_through" UUID,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "wave_move_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "preorder" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "show_id" UUID,
    "idem_key" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "drop_id" UUID,
    "city_id" UUID,
    "converted_from" UUID,
    "method_id" UUID,
    "quantity" INTEGER NOT NULL,
    "unit_minor" BIGINT NOT NULL,
    "deposit_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_bp" INTEGER NOT NULL DEFAULT 0,
    "paid_minor" BIGINT NOT NULL DEFAULT 0,
    "kept_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "state" "PreorderState" NOT NULL,
    "wave_id" UUID,
    "window_start" DATE,
    "window_end" DATE,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "hold_expires_at" TIMESTAMPTZ(3),
    "promised_hold" TIMESTAMPTZ(3),
    "refundable_until" TIMESTAMPTZ(3) NOT NULL,
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "preorder_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "preorder_event" (
    "id" BIGINT GENERATED BY DEFAULT AS IDENTITY,
    "preorder_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "from_state" "PreorderState",
    "by" TEXT NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,

    CONSTRAINT "preorder_event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "preorder_flag" (
    "preorder_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "cluster" TEXT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by" UUID,

    CONSTRAINT "preorder_flag_pkey" PRIMARY KEY ("preorder_id","rule")
);

CREATE TABLE "unpaid_hold" (
    "preorder_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "device" TEXT,
    "units" INTEGER NOT NULL,
    "proven" BOOLEAN NOT NULL,

    CONSTRAINT "unpaid_hold_pkey" PRIMARY KEY ("preorder_id")
);

CREATE TABLE "preorder_transition" (
    "from_state" "PreorderState" NOT NULL,
    "to_state" "PreorderState" NOT NULL,

    CONSTRAINT "preorder_transition_pkey" PRIMARY KEY ("from_state","to_state")
);

CREATE TABLE "promise_change" (
    "id" UUID NOT NULL,
    "preorder_id" UUID NOT NULL,
    "wave_id" UUID,
    "window_start" DATE NOT NULL,
    "window_end" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "move_id" UUID,

    CONSTRAINT "promise_change_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "preorder_id" UUID NOT NULL,
    "kind" "PaymentKind" NOT NULL,
    "attempt" INTEGER NOT NULL,
    "rail" TEXT NOT NULL,
    "provider_ref" TEXT,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" "PaymentState" NOT NULL DEFAULT 'CREATED',
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "refund_of" UUID,
    "credit_of" UUID,
    "method_id" UUID,
    "off_session" BOOLEAN NOT NULL DEFAULT false,
    "by_link" BOOLEAN NOT NULL DEFAULT false,
    "check_after" TIMESTAMPTZ(3) NOT NULL DEFAULT (CURRENT_TIMESTAMP + '00:00:30'::interval),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "dispute" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "rail" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "due_by" TIMESTAMPTZ(3),
    "is_actionable" BOOLEAN NOT NULL DEFAULT false,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lost_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "payment_method" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "rail" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "customer" TEXT,
    "label" TEXT,
    "fingerprint" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_method_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "balance" (
    "preorder_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "announce_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "first_try_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "at_risk_at" TIMESTAMPTZ(3),
    "grace_until" TIMESTAMPTZ(3),
    "note" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "balance_pkey" PRIMARY KEY ("preorder_id")
);

CREATE TABLE "payment_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "rail" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "body" JSONB NOT NULL,
    "payment_id" UUID,
    "note" TEXT,
    "resolution" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "test_rail_charge" (
    "payment_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "ready_at" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT NOT NULL,
    "token" TEXT,

    CONSTRAINT "test_rail_charge_pkey" PRIMARY KEY ("payment_id")
);

CREATE TABLE "test_rail_refund" (
    "reference" TEXT NOT NULL,
    "charge" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "test_rail_refund_pkey" PRIMARY KEY ("reference")
);

CREATE TABLE "test_rail_card" (
    "token" TEXT NOT NULL,
    "card" TEXT NOT NULL,

    CONSTRAINT "test_rail_card_pkey" PRIMARY KEY ("token")
);

CREATE TABLE "ledger_entry" (
    "edition_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "preorder_ids" UUID[],
    "quantities" INTEGER[],
    "amounts_minor" BIGINT[],
    "available" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    "sold" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("edition_id","seq")
);

CREATE TABLE "chat_message" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "body" TEXT NOT NULL,
    "key" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "chat_message_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sales_minute" (
    "edition_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "show_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "placed_orders" INTEGER NOT NULL DEFAULT 0,
    "placed_units" INTEGER NOT NULL DEFAULT 0,
    "reserved_orders" INTEGER NOT NULL DEFAULT 0,
    "reserved_units" INTEGER NOT NULL DEFAULT 0,
    "gone_units" INTEGER NOT NULL DEFAULT 0,
    "captured_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "locked" INTEGER NOT NULL DEFAULT 0,
    "ready" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,
    "value_minor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "sales_minute_pkey" PRIMARY KEY ("edition_id","minute","show_id","currency")
);

CREATE TABLE "show_minute" (
    "show_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "viewers" INTEGER NOT NULL DEFAULT 0,
    "likes" INTEGER NOT NULL DEFAULT 0,
    "chats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "show_minute_pkey" PRIMARY KEY ("show_id","minute")
);

CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,
    "hash" BYTEA NOT NULL DEFAULT '\x',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "giveaway" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "prize" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),

    CONSTRAINT "giveaway_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "giveaway_entry" (
    "giveaway_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "giveaway_entry_pkey" PRIMARY KEY ("giveaway_id","user_id")
);

CREATE TABLE "notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "preorder_id" UUID,
    "address" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "only_while" "PreorderState",
    "useful_until" TIMESTAMPTZ(3),
    "state" "NoticeState" NOT NULL DEFAULT 'WAITING',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "resends" INTEGER NOT NULL DEFAULT 0,
    "try_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notice_cursor" (
    "edition_id" UUID NOT NULL,
    "ledger_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "notice_cursor_pkey" PRIMARY KEY ("edition_id")
);

CREATE TABLE "lock_reminder" (
    "edition_id" UUID NOT NULL,
    "hours" INTEGER NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lock_reminder_pkey" PRIMARY KEY ("edition_id","hours")
);

CREATE UNIQUE INDEX "user_email_key" ON "user"("email");
CREATE INDEX "user_claimed_email_idx" ON "user"("claimed_email") WHERE (claimed_email IS NOT NULL);
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");
CREATE INDEX "session_user_id_idx" ON "session"("user_id");
CREATE INDEX "account_user_id_idx" ON "account"("user_id");
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");
CREATE INDEX "guess_count_until_idx" ON "guess_count"("until");
CREATE INDEX "known_device_seen_at_idx" ON "known_device"("seen_at");
CREATE UNIQUE INDEX "show_slug_key" ON "show"("slug");
CREATE INDEX "show_status_starts_at_idx" ON "show"("status", "starts_at");
CREATE UNIQUE INDEX "stream_key_key_hash_key" ON "stream_key"("key_hash");
CREATE UNIQUE INDEX "stream_key_show_id_key" ON "stream_key"("show_id") WHERE (revoked_at IS NULL);
CREATE INDEX "restream_target_show_id_idx" ON "restream_target"("show_id");
CREATE INDEX "show_file_show_id_idx" ON "show_file"("show_id");
CREATE INDEX "show_file_plays_at_idx" ON "show_file"("plays_at") WHERE (plays_at IS NOT NULL);
CREATE INDEX "cue_show_id_at_stream_ms_id_idx" ON "cue"("show_id", "at_stream_ms", "id");
CREATE INDEX "caption_cue_show_id_start_ms_idx" ON "caption_cue"("show_id", "start_ms");
CREATE INDEX "recording_state_retention_until_idx" ON "recording"("state", "retention_until");
CREATE UNIQUE INDEX "product_slug_key" ON "product"("slug");
CREATE INDEX "product_owner_newest" ON "product"("owner_id", "created_at" DESC, "id" DESC);
CREATE INDEX "product_newest" ON "product"("created_at" DESC, "id" DESC);
CREATE INDEX "show_product_product_id_idx" ON "show_product"("product_id");
CREATE UNIQUE INDEX "edition_sku_key" ON "edition"("sku");
CREATE INDEX "edition_product_id_idx" ON "edition"("product_id");
CREATE INDEX "edition_sales_closed_by" ON "edition"("sales_closed_by") WHERE (sales_closed_by IS NOT NULL);
CREATE INDEX "drop_show_id_idx" ON "drop"("show_id");
CREATE INDEX "drop_edition_id_idx" ON "drop"("edition_id");
CREATE INDEX "queue_entry_edition_id_drop_id_place_idx" ON "queue_entry"("edition_id", "drop_id", "place") WHERE (state = 'WAITING'::"EntryState");
CREATE UNIQUE INDEX "queue_entry_user_id_idem_key_key" ON "queue_entry"("user_id", "idem_key");
CREATE UNIQUE INDEX "queue_entry_preorder_id_key" ON "queue_entry"("preorder_id") WHERE (preorder_id IS NOT NULL);
CREATE UNIQUE INDEX "access_code_code_hash_key" ON "access_code"("code_hash");
CREATE UNIQUE INDEX "access_code_entry_id_key" ON "access_code"("entry_id");
CREATE INDEX "access_code_edition_id_idx" ON "access_code"("edition_id");
CREATE INDEX "access_code_drop_id_idx" ON "access_code"("drop_id");
CREATE UNIQUE INDEX "delivery_city_name_key" ON "delivery_city"("name");
CREATE UNIQUE INDEX "delivery_wave_edition_id_position_key" ON "delivery_wave"("edition_id", "position");
CREATE INDEX "wave_move_at_idx" ON "wave_move"("at") WHERE (told_at IS NULL);
CREATE INDEX "preorder_edition_id_placed_at_idx" ON "preorder"("edition_id", "placed_at");
CREATE INDEX "preorder_placed_at_id_idx" ON "preorder"("placed_at" DESC, "id" DESC);
CREATE INDEX "preorder_state_placed_at_id_idx" ON "preorder"("state", "placed_at" DESC, "id" DESC);
CREATE INDEX "preorder_show_id_placed_at_idx" ON "preorder"("show_id", "placed_at" DESC);
CREATE INDEX "preorder_person_idx" ON "preorder"("person");
CREATE INDEX "preorder_hold_expires_at_idx" ON "preorder"("hold_expires_at") WHERE (state = 'HELD');
CREATE INDEX "preorder_owed_back_idx" ON "preorder"("id") WHERE ((state = ANY (ARRAY['EXPIRED'::"PreorderState", 'CANCELLED'::"PreorderState"])) AND (paid_minor > kept_minor));
CREATE INDEX "preorder_method_id_idx" ON "preorder"("method_id") WHERE (method_id IS NOT NULL);
CREATE INDEX "preorder_lapsed_idx" ON "preorder"("edition_id", "user_id", "state_changed_at") WHERE (state = 'EXPIRED');
CREATE UNIQUE INDEX "preorder_user_id_idem_key_key" ON "preorder"("user_id", "idem_key");
CREATE UNIQUE INDEX "preorder_converted_from_key" ON "preorder"("converted_from") WHERE (converted_from IS NOT NULL);
CREATE INDEX "preorder_event_preorder_id_idx" ON "preorder_event"("preorder_id");
CREATE INDEX "preorder_flag_at_idx" ON "preorder_flag"("at");
CREATE INDEX "unpaid_hold_edition_id_network_idx" ON "unpaid_hold"("edition_id", "network");
CREATE INDEX "unpaid_hold_edition_id_device_idx" ON "unpaid_hold"("edition_id", "device");
CREATE INDEX "unpaid_hold_edition_id_idx" ON "unpaid_hold"("edition_id") WHERE (NOT proven);
CREATE INDEX "promise_change_preorder_id_idx" ON "promise_change"("preorder_id");
CREATE INDEX "promise_change_move_id_id_idx" ON "promise_change"("move_id", "id") WHERE (move_id IS NOT NULL);
CREATE INDEX "payment_refund_of_idx" ON "payment"("refund_of");
CREATE INDEX "payment_method_id_idx" ON "payment"("method_id") WHERE (method_id IS NOT NULL);
CREATE INDEX "payment_check_after_idx" ON "payment"("check_after") WHERE (settled_at IS NULL);
CREATE UNIQUE INDEX "payment_preorder_id_kind_attempt_key" ON "payment"("preorder_id", "kind", "attempt");
CREATE UNIQUE INDEX "payment_rail_provider_ref_key" ON "payment"("rail", "provider_ref");
CREATE INDEX "dispute_payment_id_idx" ON "dispute"("payment_id");
CREATE INDEX "dispute_opened_at_idx" ON "dispute"("opened_at") WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX "dispute_rail_reference_key" ON "dispute"("rail", "reference");
CREATE INDEX "payment_method_user_id_idx" ON "payment_method"("user_id");
CREATE UNIQUE INDEX "payment_method_rail_reference_key" ON "payment_method"("rail", "reference");
CREATE INDEX "balance_next_try_at_idx" ON "balance"("next_try_at") WHERE (next_try_at IS NOT NULL);
CREATE INDEX "balance_announce_at_idx" ON "balance"("announce_at") WHERE (announce_at IS NOT NULL);
CREATE INDEX "balance_at_risk_at_idx" ON "balance"("at_risk_at") WHERE (at_risk_at IS NOT NULL);
CREATE INDEX "payment_event_status_received_at_idx" ON "payment_event"("status", "received_at");
CREATE INDEX "payment_event_payment_id_idx" ON "payment_event"("payment_id");
CREATE UNIQUE INDEX "payment_event_rail_event_id_key" ON "payment_event"("rail", "event_id");
CREATE UNIQUE INDEX "test_rail_charge_reference_key" ON "test_rail_charge"("reference");
CREATE INDEX "test_rail_refund_charge_idx" ON "test_rail_refund"("charge");
CREATE INDEX "chat_message_show_id_at_idx" ON "chat_message"("show_id", "at");
CREATE UNIQUE INDEX "chat_message_user_id_key_key" ON "chat_message"("user_id", "key");
CREATE INDEX "sales_minute_show_id_minute_idx" ON "sales_minute"("show_id", "minute");
CREATE INDEX "audit_entry_subject_idx" ON "audit_entry"("subject");
CREATE INDEX "giveaway_show_id_idx" ON "giveaway"("show_id");
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");
CREATE INDEX "notice_try_after_idx" ON "notice"("try_after") WHERE (state = 'WAITING');
CREATE INDEX "notice_created_at_idx" ON "notice"("created_at");
CREATE INDEX "notice_preorder_id_idx" ON "notice"("preorder_id");
CREATE INDEX "notice_user_id_idx" ON "notice"("user_id");

ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "show" ADD CONSTRAINT "show_host_id_fkey"
  FOREIGN KEY ("host_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "show" ADD CONSTRAINT "show_pinned_product_id_fkey"
  FOREIGN KEY ("pinned_product_id") REFERENCES "product"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "stream_key" ADD CONSTRAINT "stream_key_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "restream_target" ADD CONSTRAINT "restream_target_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "show_file" ADD CONSTRAINT "show_file_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "cue" ADD CONSTRAINT "cue_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "caption_cue" ADD CONSTRAINT "caption_cue_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recording" ADD CONSTRAINT "recording_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "product" ADD CONSTRAINT "product_owner_id_fkey"
  FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "show_product" ADD CONSTRAINT "show_product_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "show_product" ADD CONSTRAINT "show_product_product_id_fkey"
  FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "edition" ADD CONSTRAINT "edition_product_id_fkey"
  FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "edition" ADD CONSTRAINT "edition_sales_closed_by_fkey"
  FOREIGN KEY ("sales_closed_by") REFERENCES "show"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "edition_price" ADD CONSTRAINT "edition_price_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inventory" ADD CONSTRAINT "inventory_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "drop" ADD CONSTRAINT "drop_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "drop" ADD CONSTRAINT "drop_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_drop_id_fkey"
  FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_city_id_fkey"
  FOREIGN KEY ("city_id") REFERENCES "delivery_city"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_code_id_fkey"
  FOREIGN KEY ("code_id") REFERENCES "access_code"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "queue_entry" ADD CONSTRAINT "queue_entry_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "access_code" ADD CONSTRAINT "access_code_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "access_code" ADD CONSTRAINT "access_code_drop_id_fkey"
  FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "access_code" ADD CONSTRAINT "access_code_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "delivery_wave" ADD CONSTRAINT "delivery_wave_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "wave_move" ADD CONSTRAINT "wave_move_wave_id_fkey"
  FOREIGN KEY ("wave_id") REFERENCES "delivery_wave"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_wave_id_fkey"
  FOREIGN KEY ("wave_id") REFERENCES "delivery_wave"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_drop_id_fkey"
  FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_city_id_fkey"
  FOREIGN KEY ("city_id") REFERENCES "delivery_city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_converted_from_fkey"
  FOREIGN KEY ("converted_from") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder" ADD CONSTRAINT "preorder_method_id_fkey"
  FOREIGN KEY ("method_id") REFERENCES "payment_method"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "preorder_event" ADD CONSTRAINT "preorder_event_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "preorder_flag" ADD CONSTRAINT "preorder_flag_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "unpaid_hold" ADD CONSTRAINT "unpaid_hold_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "promise_change" ADD CONSTRAINT "promise_change_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promise_change" ADD CONSTRAINT "promise_change_wave_id_fkey"
  FOREIGN KEY ("wave_id") REFERENCES "delivery_wave"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "payment" ADD CONSTRAINT "payment_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment" ADD CONSTRAINT "payment_refund_of_fkey"
  FOREIGN KEY ("refund_of") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "payment" ADD CONSTRAINT "payment_credit_of_fkey"
  FOREIGN KEY ("credit_of") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment" ADD CONSTRAINT "payment_method_id_fkey"
  FOREIGN KEY ("method_id") REFERENCES "payment_method"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_id_fkey"
  FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "payment_method" ADD CONSTRAINT "payment_method_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "balance" ADD CONSTRAINT "balance_preorder_id_fkey"
  FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_payment_id_fkey"
  FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "test_rail_charge" ADD CONSTRAINT "test_rail_charge_payment_id_fkey"
  FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "test_rail_refund" ADD CONSTRAINT "test_rail_refund_charge_fkey"
  FOREIGN KEY ("charge") REFERENCES "test_rail_charge"("reference") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "sales_minute" ADD CONSTRAINT "sales_minute_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "show_minute" ADD CONSTRAINT "show_minute_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "giveaway" ADD CONSTRAINT "giveaway_show_id_fkey"
  FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "giveaway_entry" ADD CONSTRAINT "giveaway_entry_giveaway_id_fkey"
  FOREIGN KEY ("giveaway_id") REFERENCES "giveaway"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "giveaway_entry" ADD CONSTRAINT "giveaway_entry_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notice" ADD CONSTRAINT "notice_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "notice_cursor" ADD CONSTRAINT "notice_cursor_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "lock_reminder" ADD CONSTRAINT "lock_reminder_edition_id_fkey"
  FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One row of settings, and the legal moves of an order, which a trigger holds every writer to.
INSERT INTO shop (id) VALUES (1);
INSERT INTO preorder_transition (from_state, to_state) VALUES
  ('HELD', 'RESERVED'), ('HELD', 'EXPIRED'), ('HELD', 'CANCELLED'),
  ('RESERVED', 'LOCKED'), ('RESERVED', 'CANCELLED'),
  ('LOCKED', 'RESERVED'), ('LOCKED', 'READY'), ('LOCKED', 'CANCELLED'),
  ('READY', 'DELIVERED'), ('READY', 'CANCELLED');

-- What Prisma cannot say about an index. Order numbers are the end of the id.
CREATE INDEX "ledger_entry_at_idx" ON "ledger_entry" USING BRIN ("at") WITH (autosummarize = on);
CREATE INDEX "preorder_number_idx" ON "preorder" (right(id::text, 8));
CREATE INDEX "user_name_prefix_idx" ON "user" (lower(name) text_pattern_ops) WHERE NOT is_anonymous;
CREATE INDEX product_names_pieces ON product USING gin (text_pieces(product_names(name, texts)));
CREATE INDEX edition_sku_pieces ON edition USING gin (text_pieces(sku));
CREATE UNIQUE INDEX "queue_entry_one_place_a_person" ON "queue_entry"
  ("person", "edition_id", coalesce("drop_id", '00000000-0000-0000-0000-000000000000')) WHERE (state = 'WAITING'::"EntryState");

-- Rows that every sale rewrites stay on their page.
ALTER TABLE inventory SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE drop SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE preorder SET (fillfactor = 80);
ALTER TABLE queue_entry SET (fillfactor = 70);

-- place_preorders is the only writer of these columns and takes them from rows that it read and locked in the same statement, so a
-- check of each order against its parents finds nothing and costs a third of the statement. From PostgreSQL 18 on the keys stand
-- unenforced, and the triggers of prisma/engine/walls.sql hold the other side; older servers keep them enforced, and do not know the
-- words: PL/pgSQL reads the whole block, so that they are text until they are run.
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_edition_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_show_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_wave_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_drop_id_fkey NOT ENFORCED';
  END IF;
END $$;

-- What the database refuses by itself, whatever the code above it does.

ALTER TABLE shop
  ADD CONSTRAINT shop_is_one_row CHECK (id = 1),
  ADD CONSTRAINT shop_mode CHECK (mode IN ('demo', 'real'));

ALTER TABLE show
  ADD CONSTRAINT show_title CHECK (length(btrim(title)) BETWEEN 1 AND 120),
  ADD CONSTRAINT show_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT show_likes CHECK (likes >= 0),
  ADD CONSTRAINT show_clock
    CHECK ((status = 'SCHEDULED') = (went_live_at IS NULL) AND (status = 'ENDED') = (ended_at IS NOT NULL));

ALTER TABLE product
  ADD CONSTRAINT product_name CHECK (length(btrim(name)) BETWEEN 1 AND 120),
  ADD CONSTRAINT product_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

ALTER TABLE edition
  ADD CONSTRAINT edition_sku CHECK (sku ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
  ADD CONSTRAINT edition_money
    CHECK (price_minor BETWEEN 0 AND 1000000000000 AND deposit_minor BETWEEN 0 AND price_minor),
  ADD CONSTRAINT edition_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT edition_currency_known CHECK (currency_digits(currency::text) IS NOT NULL),
  ADD CONSTRAINT edition_limits
    CHECK (per_person_limit BETWEEN 1 AND 1000 AND refund_days BETWEEN 0 AND 365 AND hold_seconds BETWEEN 10 AND 86400),
  ADD CONSTRAINT edition_lock_deadline CHECK (lock_deadline_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT edition_tax CHECK (tax_bp BETWEEN 0 AND 10000),
  ADD CONSTRAINT edition_offer CHECK (offer_seconds BETWEEN 60 AND 604800),
  ADD CONSTRAINT edition_balance CHECK (balance_grace_days BETWEEN 1 AND 365),
  -- Any later switch by hand forgets the show whose end closed the sale, so that taking the end back opens only what nobody decided
  -- about since.
  ADD CONSTRAINT edition_closed_by_end CHECK (sales_closed_by IS NULL OR NOT sales_open);

ALTER TABLE edition_price
  ADD CONSTRAINT edition_price_money
    CHECK (price_minor BETWEEN 0 AND 1000000000000 AND deposit_minor BETWEEN 0 AND price_minor),
  ADD CONSTRAINT edition_price_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT edition_price_currency_known CHECK (currency_digits(currency::text) IS NOT NULL),
  ADD CONSTRAINT edition_price_tax CHECK (tax_bp BETWEEN 0 AND 10000);

-- `pooled` are units of `available` that drops have to themselves.
ALTER TABLE inventory
  ADD CONSTRAINT inventory_never_negative CHECK (initial >= 0 AND available >= 0 AND held >= 0 AND sold >= 0),
  ADD CONSTRAINT inventory_balance CHECK (initial + adjusted = available + held + sold),
  ADD CONSTRAINT inventory_pool CHECK (pooled BETWEEN 0 AND available),
  ADD CONSTRAINT inventory_returned CHECK (returned >= 0);

ALTER TABLE drop
  ADD CONSTRAINT drop_units CHECK (units > 0 AND per_person_limit > 0 AND seconds BETWEEN 10 AND 86400),
  ADD CONSTRAINT drop_stock CHECK ("left" >= 0 AND held >= 0 AND sold >= 0 AND waiting >= 0),
  -- What those in line ask for, exactly: `next_units - first_units` still counts people who left its middle.
  ADD CONSTRAINT drop_wanted CHECK (wanted >= 0),
  ADD CONSTRAINT drop_hold CHECK (hold_seconds BETWEEN 10 AND 86400),
  ADD CONSTRAINT drop_pool_only_while_armed CHECK (status IN ('ARMED', 'OPEN') OR "left" = 0),
  ADD CONSTRAINT drop_times
    CHECK ((opens_at IS NULL) = (closes_at IS NULL) AND (status <> 'OPEN' OR opens_at IS NOT NULL)),
  ADD CONSTRAINT drop_pause_reason CHECK (NOT paused_for_video OR paused_at IS NOT NULL),
  ADD CONSTRAINT drop_title CHECK (length(btrim(title)) BETWEEN 1 AND 120);

ALTER TABLE queue_entry
  ADD CONSTRAINT entry_quantity CHECK (quantity BETWEEN 1 AND 1000),
  ADD CONSTRAINT entry_key CHECK (length(idem_key) BETWEEN 1 AND 255),
  ADD CONSTRAINT entry_served CHECK ((state = 'SERVED') = (preorder_id IS NOT NULL)),
  ADD CONSTRAINT entry_settled CHECK ((state = 'WAITING') = (settled_at IS NULL));

ALTER TABLE delivery_wave
  ADD CONSTRAINT wave_window CHECK (window_start <= window_end),
  ADD CONSTRAINT wave_units CHECK (capacity > 0 AND allocated >= 0),
  ADD CONSTRAINT wave_never_overfull CHECK (allocated <= capacity);

ALTER TABLE delivery_city
  ADD CONSTRAINT city_name CHECK (length(btrim(name)) BETWEEN 1 AND 80),
  ADD CONSTRAINT city_days CHECK (first_days BETWEEN 0 AND 365 AND last_days BETWEEN first_days AND 365);

ALTER TABLE preorder
  ADD CONSTRAINT preorder_quantity CHECK (quantity BETWEEN 1 AND 1000),
  ADD CONSTRAINT preorder_money CHECK (unit_minor >= 0 AND total_minor = unit_minor * quantity
    AND deposit_minor BETWEEN 0 AND total_minor AND paid_minor BETWEEN 0 AND total_minor),
  ADD CONSTRAINT preorder_tax CHECK (tax_minor BETWEEN 0 AND total_minor),
  ADD CONSTRAINT preorder_tax_rate CHECK (tax_bp BETWEEN 0 AND 10000),
  ADD CONSTRAINT preorder_kept CHECK (kept_minor >= 0 AND (kept_minor = 0 OR state = 'CANCELLED')),
  ADD CONSTRAINT preorder_hold CHECK (state <> 'HELD' OR hold_expires_at IS NOT NULL),
  ADD CONSTRAINT preorder_locked_at CHECK (state NOT IN ('HELD', 'RESERVED') OR locked_at IS NULL),
  ADD CONSTRAINT preorder_key CHECK (length(idem_key) BETWEEN 1 AND 255);

ALTER TABLE preorder_event
  ADD CONSTRAINT event_kind CHECK (kind IN
    ('LOCKED', 'RESERVED', 'READY', 'DELIVERED', 'CANCELLED', 'EXPIRED', 'TRANSFERRED', 'ADOPTED')),
  ADD CONSTRAINT event_by CHECK ("by" IN ('buyer', 'staff', 'system'));
ALTER TABLE preorder_flag
  ADD CONSTRAINT flag_rule CHECK (rule IN ('device', 'mailbox', 'limit', 'card', 'address'));
ALTER TABLE unpaid_hold ADD CONSTRAINT unpaid_hold_units CHECK (units > 0);
ALTER TABLE promise_change ADD CONSTRAINT promise_window CHECK (window_start <= window_end);

ALTER TABLE payment
  ADD CONSTRAINT payment_amount CHECK (amount_minor > 0 AND attempt > 0),
  ADD CONSTRAINT payment_settled CHECK ((state IN ('CAPTURED', 'FAILED')) = (settled_at IS NOT NULL)),
  ADD CONSTRAINT payment_refund_of_charge CHECK (refund_of IS NULL OR kind = 'REFUND'),
  ADD CONSTRAINT payment_off_session CHECK (NOT off_session OR kind = 'BALANCE');
ALTER TABLE payment_event
  ADD CONSTRAINT payment_event_status CHECK (status IN ('received', 'applied', 'ignored', 'parked', 'resolved')),
  ADD CONSTRAINT payment_event_handled CHECK ((status = 'received') = (handled_at IS NULL));
ALTER TABLE dispute
  ADD CONSTRAINT dispute_kind CHECK (kind IN ('dispute', 'warning')),
  ADD CONSTRAINT dispute_amount CHECK (amount_minor >= 0);
ALTER TABLE balance ADD CONSTRAINT balance_tries CHECK (tries >= 0);
ALTER TABLE test_rail_charge ADD CONSTRAINT test_rail_outcome
  CHECK (outcome IN ('captured', 'failed', 'needs_action', 'cancelled', 'authentication_required'));

ALTER TABLE chat_message ADD CONSTRAINT chat_body CHECK (length(body) BETWEEN 1 AND 1200);
ALTER TABLE giveaway ADD CONSTRAINT giveaway_units CHECK (units > 0);

ALTER TABLE notice
  ADD CONSTRAINT notice_key CHECK (length(key) BETWEEN 1 AND 200),
  ADD CONSTRAINT notice_settled CHECK ((state = 'WAITING') = (settled_at IS NULL)),
  ADD CONSTRAINT notice_only_while CHECK (only_while IS NULL OR preorder_id IS NOT NULL);

ALTER TABLE recording
  ADD CONSTRAINT recording_totals CHECK (bytes >= 0 AND seconds >= 0 AND segments >= 0 AND missed >= 0),
  ADD CONSTRAINT recording_storage CHECK (storage IN ('disk', 's3')),
  ADD CONSTRAINT recording_retention CHECK (retention_days BETWEEN 1 AND 36500),
  ADD CONSTRAINT recording_clock
    CHECK ((state = 'RECORDING') = (ended_at IS NULL) AND (ended_at IS NULL) = (retention_until IS NULL)),
  ADD CONSTRAINT recording_deletion
    CHECK ((state = 'DELETED') = (deleted_at IS NOT NULL) AND (deleted_at IS NULL) = (deleted_why IS NULL)),
  -- What a court may ask for stays, whoever wants it gone.
  ADD CONSTRAINT recording_hold CHECK (NOT legal_hold OR state <> 'DELETED');

ALTER TABLE cue
  ADD CONSTRAINT cue_kind CHECK (kind ~ '^[a-z][a-z_]{0,31}$'),
  ADD CONSTRAINT cue_moment CHECK (at_stream_ms >= 0);
ALTER TABLE stream_key ADD CONSTRAINT stream_key_clock CHECK (revoked_at IS NULL OR revoked_at >= created_at);
ALTER TABLE show_file
  ADD CONSTRAINT show_file_bytes CHECK (bytes > 0 AND received_bytes BETWEEN 0 AND bytes),
  ADD CONSTRAINT show_file_plan CHECK (plays_at IS NULL OR state = 'READY'),
  ADD CONSTRAINT show_file_trouble CHECK ((state = 'REFUSED') = (trouble IS NOT NULL));
ALTER TABLE caption_cue
  ADD CONSTRAINT caption_cue_span CHECK (start_ms > 0 AND end_ms > start_ms AND end_ms - start_ms <= 60000),
  ADD CONSTRAINT caption_cue_text CHECK (char_length(text) BETWEEN 1 AND 300 AND text !~ '\n.*\n'),
  ADD CONSTRAINT caption_cue_language CHECK (char_length(language) BETWEEN 2 AND 20),
  ADD CONSTRAINT caption_cue_source CHECK (source IN ('typed', 'script', 'speech')),
  ADD CONSTRAINT caption_cue_version CHECK (version >= 1);

-- What people type is bounded by lib/text.ts and lib/moment.ts before it comes here; these are the walls behind them.
ALTER TABLE show
  ADD CONSTRAINT show_starts_in_bounds CHECK (is_typed_moment(starts_at)),
  ADD CONSTRAINT show_texts_in_bounds CHECK (title <> '' AND char_length(title) <= 120 AND char_length(summary) <= 1000);
ALTER TABLE show_file
  ADD CONSTRAINT show_file_plays_in_bounds CHECK (is_typed_moment(plays_at)),
  ADD CONSTRAINT show_file_name_in_bounds CHECK (name <> '' AND char_length(name) <= 200);
ALTER TABLE product ADD CONSTRAINT product_texts_in_bounds
  CHECK (name <> '' AND char_length(name) <= 120 AND char_length(tagline) <= 200 AND char_length(description) <= 5000);
ALTER TABLE edition
  ADD CONSTRAINT edition_due_in_bounds CHECK (is_typed_day(balance_due_on)),
  ADD CONSTRAINT edition_texts_in_bounds CHECK (name <> '' AND char_length(name) <= 120 AND char_length(summary) <= 500);
ALTER TABLE drop
  ADD CONSTRAINT drop_times_in_bounds CHECK (is_typed_moment(opens_at) AND is_reckoned_moment(closes_at)),
  ADD CONSTRAINT drop_title_in_bounds CHECK (title <> '' AND char_length(title) <= 120);
ALTER TABLE access_code ADD CONSTRAINT access_code_expires_in_bounds CHECK (is_typed_moment(expires_at));
ALTER TABLE delivery_city ADD CONSTRAINT delivery_city_name_in_bounds CHECK (name <> '' AND char_length(name) <= 80);
ALTER TABLE delivery_wave ADD CONSTRAINT delivery_wave_window_in_bounds
  CHECK (is_typed_day(window_start) AND is_typed_day(window_end));
ALTER TABLE promise_change ADD CONSTRAINT promise_change_window_in_bounds
  CHECK (is_reckoned_day(window_start) AND is_reckoned_day(window_end));
ALTER TABLE balance ADD CONSTRAINT balance_times_in_bounds
  CHECK (is_reckoned_moment(due_at) AND is_reckoned_moment(grace_until));
ALTER TABLE recording ADD CONSTRAINT recording_retention_in_bounds CHECK (is_reckoned_moment(retention_until));
ALTER TABLE restream_target ADD CONSTRAINT restream_target_name_in_bounds CHECK (name <> '' AND char_length(name) <= 60);
ALTER TABLE chat_message ADD CONSTRAINT chat_message_body_in_bounds CHECK (body <> '' AND char_length(body) <= 1200);
ALTER TABLE "user" ADD CONSTRAINT user_name_in_bounds CHECK (name <> '' AND char_length(name) <= 80);

-- What merchants write, in the languages of their buyers: `texts` holds fields of the row in languages other than its own, as
-- {"zh-CN": {"name": "…"}}. The schema of the API says which fields there are; the size is bounded here.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['show', 'product', 'edition', 'drop', 'delivery_city'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I
      CHECK (jsonb_typeof(texts) = ''object'' AND octet_length(texts::text) <= 65536)', t, t || '_texts_bounded');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['show', 'product', 'drop', 'delivery_city'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I
      CHECK (language ~ ''^[a-z]{2,3}(-[A-Za-z]{2,4})?$'')', t, t || '_language_tag');
  END LOOP;
END $$;

-- The tables of pg-boss 12.38 (its schema 46), word for word as getConstructionPlans prints them, without the transaction
-- around them. An upgrade of pg-boss adds a migration with what getMigrationPlans prints; tests/jobs/schema.test.ts says when.
CREATE SCHEMA IF NOT EXISTS pgboss;

    CREATE TYPE pgboss.job_state AS ENUM (
      'created',
      'retry',
      'active',
      'completed',
      'cancelled',
      'failed'
    )
  ;

    CREATE FUNCTION pgboss.job_now()
    RETURNS timestamp with time zone AS
    $$
      SELECT pg_catalog.now();
    $$
    LANGUAGE sql STABLE;
  ;

    CREATE TABLE pgboss.version (
      version int primary key,
      cron_on timestamp with time zone,
      bam_on timestamp with time zone,
      flow_on timestamp with time zone,
      reindex_on timestamp with time zone,
      monitor_backoff_on timestamp with time zone
    )
  ;

    CREATE TABLE pgboss.queue (
      name text NOT NULL,
      policy text NOT NULL,
      retry_limit int NOT NULL,
      retry_delay int NOT NULL,
      retry_backoff bool NOT NULL,
      retry_delay_max int,
      expire_seconds int NOT NULL,
      retention_seconds int NOT NULL,
      deletion_seconds int NOT NULL,
      dead_letter text REFERENCES pgboss.queue (name) CHECK (dead_letter IS DISTINCT FROM name),
      partition bool NOT NULL,
      table_name text NOT NULL,
      deferred_count int NOT NULL default 0,
      blocked_count int NOT NULL default 0,
      queued_count int NOT NULL default 0,
      ready_count int NOT NULL default 0,
      warning_queued int NOT NULL default 0,
      active_count int NOT NULL default 0,
      failed_count int NOT NULL default 0,
      total_count int NOT NULL default 0,
      retained_count int,
      retained_on timestamp with time zone,
      created_delta int NOT NULL default 0,
      completed_delta int NOT NULL default 0,
      failed_delta int NOT NULL default 0,
      delta_on timestamp with time zone,
      delta_seconds int,
      wait_bins int[],
      run_bins int[],
      ready_oldest_seconds int,
      ready_history int[] NOT NULL default '{}',
      heartbeat_seconds int,
      notify bool NOT NULL DEFAULT false,
      singletons_active text[],
      monitor_claim_on timestamp with time zone,
      monitor_on timestamp with time zone,
      maintain_on timestamp with time zone,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      PRIMARY KEY (name)
    )
  ;

    CREATE TABLE pgboss.schedule (
      name text REFERENCES pgboss.queue ON DELETE CASCADE,
      key text not null DEFAULT '',
      kind text not null DEFAULT 'cron' CHECK (kind IN ('cron', 'rrule')),
      cron text not null,
      timezone text DEFAULT 'UTC',
      data jsonb,
      options jsonb,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      last_job_id uuid,
      PRIMARY KEY (name, key)
    )
  ;

    CREATE TABLE pgboss.subscription (
      event text not null,
      name text not null REFERENCES pgboss.queue ON DELETE CASCADE,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      PRIMARY KEY(event, name)
    )
  ;

    CREATE TABLE pgboss.bam (
      id uuid PRIMARY KEY default gen_random_uuid(),
      name text NOT NULL,
      version int NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      queue text,
      table_name text NOT NULL,
      command text NOT NULL,
      error text,
      created_on timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
      started_on timestamp with time zone,
      completed_on timestamp with time zone
    )
  ;

    CREATE FUNCTION pgboss.job_table_format(command text, table_name text)
    RETURNS text AS
    $$
      SELECT format(
        regexp_replace(
          regexp_replace(command, '\.job\y', '.%1$I', 'g'),
          '\yjob_i(\d+)', '%1$s_i\1', 'g'
        ),
        table_name
      );
    $$
    LANGUAGE sql IMMUTABLE;
  ;

    CREATE FUNCTION pgboss.job_table_run(command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
    RETURNS VOID AS
    $$
    DECLARE
      tbl RECORD;
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        EXECUTE pgboss.job_table_format(command, tbl_name);
        RETURN;
      END IF;

      EXECUTE pgboss.job_table_format(command, 'job_common');

      FOR tbl IN SELECT table_name FROM pgboss.queue WHERE partition = true
      LOOP
        EXECUTE pgboss.job_table_format(command, tbl.table_name);
      END LOOP;
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE FUNCTION pgboss.job_table_run_async(command_name text, version int, command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
    RETURNS VOID AS
    $$
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
        VALUES (
          command_name,
          version,
          'pending',
          queue_name,
          tbl_name,
          pgboss.job_table_format(command, tbl_name)
        );
        RETURN;
      END IF;

      INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
      SELECT
        command_name,
        version,
        'pending',
        NULL,
        'job_common',
        pgboss.job_table_format(command, 'job_common')
      UNION ALL
      SELECT
        command_name,
        version,
        'pending',
        queue.name,
        queue.table_name,
        pgboss.job_table_format(command, queue.table_name)
      FROM pgboss.queue
      WHERE partition = true;
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE TABLE pgboss.job (
      id uuid not null default gen_random_uuid(),
      name text not null,
      priority integer not null default(0),
      data jsonb,
      state pgboss.job_state not null default 'created',
      retry_limit integer not null default 2,
      retry_count integer not null default 0,
      retry_delay integer not null default 0,
      retry_backoff boolean not null default false,
      retry_delay_max integer,
      expire_seconds int not null default 900,
      deletion_seconds int not null default 604800,
      singleton_key text,
      singleton_on timestamp without time zone,
      group_id text,
      group_tier text,
      start_after timestamp with time zone not null default now(),
      created_on timestamp with time zone not null default now(),
      started_on timestamp with time zone,
      completed_on timestamp with time zone,
      keep_until timestamp with time zone NOT NULL default now() + interval '1209600',
      output jsonb,
      dead_letter text,
      policy text,
      heartbeat_on timestamp with time zone,
      heartbeat_seconds int,
      blocked boolean not null default false,
      blocking boolean not null default false,
      pending_dependencies int not null default 0,
      source_name text,
      source_id uuid,
      source_created_on timestamp with time zone,
      source_retry_count int,
      source_output jsonb,
      source_root_id uuid,
      trace_context jsonb,
      upsert_by_key bool
    ) PARTITION BY LIST (name)
  ;
ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id);

    CREATE TABLE pgboss.job_common (LIKE pgboss.job INCLUDING GENERATED INCLUDING DEFAULTS);

    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i13 ON pgboss.job (name, singleton_key) WHERE state = 'created' AND upsert_by_key$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i14 ON pgboss.job (name, state, blocked, start_after) WHERE state IN ('created', 'retry', 'active', 'failed')$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i15 ON pgboss.job (name, created_on)$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i16 ON pgboss.job (name, completed_on) WHERE completed_on IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i17 ON pgboss.job (name, singleton_key, created_on) WHERE state < 'active' AND singleton_key IS NOT NULL$cmd$, 'job_common');

    ALTER TABLE pgboss.job ATTACH PARTITION pgboss.job_common DEFAULT;
  ;

    CREATE TABLE pgboss.warning (
      id uuid PRIMARY KEY default gen_random_uuid(),
      type text NOT NULL,
      message text NOT NULL,
      data jsonb,
      created_on timestamp with time zone NOT NULL DEFAULT now()
    )
  ;
CREATE INDEX warning_i1 ON pgboss.warning (created_on DESC);

    CREATE TABLE pgboss.queue_stats (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      deferred_count int NOT NULL DEFAULT 0,
      queued_count   int NOT NULL DEFAULT 0,
      ready_count    int NOT NULL DEFAULT 0,
      active_count   int NOT NULL DEFAULT 0,
      failed_count   int NOT NULL DEFAULT 0,
      total_count    int NOT NULL DEFAULT 0,
      created_delta   int,
      completed_delta int,
      failed_delta    int,
      delta_seconds   int,
      delta_on        timestamptz,
      wait_bins       int[],
      run_bins        int[],
      ready_oldest_seconds int,
      captured_on timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (id, captured_on)
    ) PARTITION BY RANGE (captured_on)
  ;
CREATE INDEX queue_stats_i1 ON pgboss.queue_stats (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
;

    DO $$
    DECLARE
      d date;
      i int;
      part_name text;
    BEGIN
      FOR i IN 0..1 LOOP
        d := (pgboss.job_now() AT TIME ZONE 'UTC')::date + i;
        part_name := 'queue_stats_' || to_char(d, 'YYYYMMDD');
        IF NOT EXISTS (
          SELECT 1 FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'pgboss' AND c.relname = part_name
        ) THEN
          EXECUTE format(
            'CREATE TABLE pgboss.%I PARTITION OF pgboss.queue_stats FOR VALUES FROM (%L) TO (%L)',
            part_name,
            to_char(d, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(d + 1, 'YYYY-MM-DD') || ' 00:00:00+00'
          );
        END IF;
      END LOOP;
    END;
    $$
  ;

    CREATE TABLE pgboss.job_dependency (
      child_name text NOT NULL,
      child_id uuid NOT NULL,
      parent_name text NOT NULL,
      parent_id uuid NOT NULL,
      PRIMARY KEY (child_name, child_id, parent_name, parent_id)
    )
  ;
CREATE INDEX IF NOT EXISTS job_dep_parent_idx ON pgboss.job_dependency (parent_name, parent_id);

    CREATE TABLE pgboss.instance (
      id uuid PRIMARY KEY,
      name text,
      host text NOT NULL,
      pid int NOT NULL,
      version text NOT NULL,
      node_version text NOT NULL,
      application_name text,
      heartbeat_seconds int NOT NULL,
      supervise bool NOT NULL,
      schedule bool NOT NULL,
      migrate bool NOT NULL,
      persist_queue_stats bool NOT NULL,
      persist_warnings bool NOT NULL,
      pool_max int,
      pool_total int,
      pool_idle int,
      pool_waiting int,
      workers jsonb NOT NULL DEFAULT '[]'::jsonb,
      metrics jsonb,
      config jsonb NOT NULL DEFAULT '{}'::jsonb,
      crash_restarts int NOT NULL DEFAULT 0,
      crash_restarts_since timestamptz,
      started_on timestamptz NOT NULL DEFAULT now(),
      heartbeat_on timestamptz NOT NULL DEFAULT now(),
      stopped_on timestamptz
    )
  ;

    CREATE FUNCTION pgboss.create_queue(queue_name text, options jsonb)
    RETURNS VOID AS
    $$
    DECLARE
      tablename varchar := CASE WHEN options->>'partition' = 'true'
                            THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                            ELSE 'job_common'
                            END;
      queue_created_on timestamptz;
    BEGIN

      WITH q as (
        INSERT INTO pgboss.queue (
          name,
          policy,
          retry_limit,
          retry_delay,
          retry_backoff,
          retry_delay_max,
          expire_seconds,
          retention_seconds,
          deletion_seconds,
          warning_queued,
          dead_letter,
          partition,
          table_name,
          heartbeat_seconds,
          notify,
          created_on,
          updated_on
        )
        VALUES (
          queue_name,
          options->>'policy',
          COALESCE((options->>'retryLimit')::int, 2),
          COALESCE((options->>'retryDelay')::int, 0),
          COALESCE((options->>'retryBackoff')::bool, false),
          (options->>'retryDelayMax')::int,
          COALESCE((options->>'expireInSeconds')::int, 900),
          COALESCE((options->>'retentionSeconds')::int, 1209600),
          COALESCE((options->>'deleteAfterSeconds')::int, 604800),
          COALESCE((options->>'warningQueueSize')::int, 0),
          options->>'deadLetter',
          COALESCE((options->>'partition')::bool, false),
          tablename,
          (options->>'heartbeatSeconds')::int,
          COALESCE((options->>'notify')::bool, false),
          pgboss.job_now(),
          pgboss.job_now()
        )
        ON CONFLICT DO NOTHING
        RETURNING created_on
      )
      SELECT created_on into queue_created_on from q;

      IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
        RETURN;
      END IF;

      EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', tablename);

      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);

      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i13 ON pgboss.job (name, singleton_key) WHERE state = 'created' AND upsert_by_key$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i14 ON pgboss.job (name, state, blocked, start_after) WHERE state IN ('created', 'retry', 'active', 'failed')$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i15 ON pgboss.job (name, created_on)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i16 ON pgboss.job (name, completed_on) WHERE completed_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i17 ON pgboss.job (name, singleton_key, created_on) WHERE state < 'active' AND singleton_key IS NOT NULL$cmd$, tablename);

      IF options->>'policy' = 'short' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
      ELSIF options->>'policy' = 'singleton' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
      ELSIF options->>'policy' = 'stately' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
      ELSIF options->>'policy' = 'exclusive' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
      ELSIF options->>'policy' = 'key_strict_fifo' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
      END IF;

      EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
      EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', tablename, queue_name);
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE FUNCTION pgboss.delete_queue(queue_name text)
    RETURNS VOID AS
    $$
    DECLARE
      v_table varchar;
      v_partition bool;
    BEGIN

      SELECT table_name, partition
      FROM pgboss.queue
      WHERE name = queue_name
      INTO v_table, v_partition;

      IF v_partition THEN
        EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', v_table);
      ELSE
        EXECUTE format('DELETE FROM pgboss.%I WHERE name = %L', v_table, queue_name);
      END IF;

      DELETE FROM pgboss.queue WHERE name = queue_name;
    END;
    $$
    LANGUAGE plpgsql;
  ;
INSERT INTO pgboss.version(version) VALUES ('46');
