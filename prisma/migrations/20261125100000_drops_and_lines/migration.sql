-- Drops with a stock pool of their own, the line that waits for units, priority codes, prices in more currencies, cities.

-- CreateEnum
CREATE TYPE "DropMode" AS ENUM ('FIRST_COME', 'SHUFFLED');
CREATE TYPE "EntryState" AS ENUM ('WAITING', 'SERVED', 'CLOSED', 'LEFT');

-- AlterTable
ALTER TABLE "edition"
  ADD COLUMN "tax_bp" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "offer_seconds" INTEGER NOT NULL DEFAULT 1800;
ALTER TABLE edition ADD CONSTRAINT edition_tax CHECK (tax_bp BETWEEN 0 AND 10000),
  ADD CONSTRAINT edition_offer CHECK (offer_seconds BETWEEN 60 AND 604800);

CREATE TABLE "edition_price" (
    "edition_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "deposit_minor" BIGINT NOT NULL,
    "tax_bp" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "edition_price_pkey" PRIMARY KEY ("edition_id", "currency")
);
ALTER TABLE "edition_price" ADD CONSTRAINT "edition_price_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE edition_price ADD CONSTRAINT edition_price_money CHECK (price_minor BETWEEN 0 AND 1000000000000 AND deposit_minor BETWEEN 0 AND price_minor),
  ADD CONSTRAINT edition_price_currency CHECK (currency ~ '^[A-Z]{3}$'), ADD CONSTRAINT edition_price_tax CHECK (tax_bp BETWEEN 0 AND 10000);
CREATE TRIGGER edition_price_changed AFTER INSERT OR UPDATE OR DELETE ON edition_price
  FOR EACH ROW EXECUTE FUNCTION tell_processes('edition', 'edition_id');

CREATE TABLE "delivery_city" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "first_days" INTEGER NOT NULL DEFAULT 0,
    "last_days" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "open" BOOLEAN NOT NULL DEFAULT true,
    CONSTRAINT "delivery_city_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delivery_city_name_key" ON "delivery_city"("name");
ALTER TABLE delivery_city ADD CONSTRAINT city_name CHECK (length(btrim(name)) BETWEEN 1 AND 80),
  ADD CONSTRAINT city_days CHECK (first_days BETWEEN 0 AND 365 AND last_days BETWEEN first_days AND 365);

-- Units of `available` that a drop has to itself, and how many ever came back.
ALTER TABLE "inventory" ADD COLUMN "pooled" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "returned" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inventory ADD CONSTRAINT inventory_pool CHECK (pooled BETWEEN 0 AND available), ADD CONSTRAINT inventory_returned CHECK (returned >= 0);

ALTER TABLE "drop"
  ADD COLUMN "mode" "DropMode" NOT NULL DEFAULT 'FIRST_COME',
  ADD COLUMN "hold_seconds" INTEGER NOT NULL DEFAULT 300,
  ADD COLUMN "challenge" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "left" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "held" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "sold" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "waiting" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "next_place" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "next_units" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "first_units" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "paused_at" TIMESTAMPTZ(3),
  ADD COLUMN "closed_at" TIMESTAMPTZ(3),
  ADD COLUMN "seed" BYTEA,
  ADD COLUMN "seed_hash" BYTEA,
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE drop
  ADD CONSTRAINT drop_stock CHECK ("left" >= 0 AND held >= 0 AND sold >= 0 AND waiting >= 0),
  ADD CONSTRAINT drop_hold CHECK (hold_seconds BETWEEN 10 AND 86400),
  ADD CONSTRAINT drop_pool_only_while_armed CHECK (status IN ('ARMED', 'OPEN') OR "left" = 0),
  ADD CONSTRAINT drop_times CHECK ((opens_at IS NULL) = (closes_at IS NULL) AND (status <> 'OPEN' OR opens_at IS NOT NULL)),
  ADD CONSTRAINT drop_title CHECK (length(btrim(title)) BETWEEN 1 AND 120);
ALTER TABLE drop SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_version BEFORE UPDATE ON drop FOR EACH ROW EXECUTE FUNCTION count_version();
-- Sales move a drop's counters hundreds of times a second; the processes only need to hear of its times.
CREATE TRIGGER drop_made AFTER INSERT ON drop FOR EACH ROW EXECUTE FUNCTION tell_processes('drop', 'id');
CREATE TRIGGER drop_changed AFTER UPDATE ON drop FOR EACH ROW
  WHEN ((OLD.status, OLD.opens_at, OLD.closes_at, OLD.paused_at) IS DISTINCT FROM (NEW.status, NEW.opens_at, NEW.closes_at, NEW.paused_at))
  EXECUTE FUNCTION tell_processes('drop', 'id');

CREATE TABLE "priority_code" (
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
    CONSTRAINT "priority_code_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "priority_code_code_hash_key" ON "priority_code"("code_hash");
CREATE UNIQUE INDEX "priority_code_entry_id_key" ON "priority_code"("entry_id");
CREATE INDEX "priority_code_edition_id_idx" ON "priority_code"("edition_id");
CREATE INDEX "priority_code_drop_id_idx" ON "priority_code"("drop_id");
ALTER TABLE "priority_code"
  ADD CONSTRAINT "priority_code_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "priority_code_drop_id_fkey" FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "priority_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A place in a line: for one drop, or, with no drop, on the edition's waitlist.
CREATE TABLE "line_entry" (
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
    CONSTRAINT "line_entry_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "line_entry_user_id_idem_key_key" ON "line_entry"("user_id", "idem_key");
CREATE UNIQUE INDEX "line_entry_preorder_id_key" ON "line_entry"("preorder_id") WHERE (preorder_id IS NOT NULL);
CREATE INDEX "line_entry_edition_id_drop_id_place_idx" ON "line_entry"("edition_id", "drop_id", "place") WHERE (state = 'WAITING'::"EntryState");
CREATE UNIQUE INDEX "line_entry_one_place_a_person" ON "line_entry"("person", "edition_id", coalesce("drop_id", '00000000-0000-0000-0000-000000000000')) WHERE (state = 'WAITING'::"EntryState");
ALTER TABLE "line_entry"
  ADD CONSTRAINT "line_entry_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "line_entry_drop_id_fkey" FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "line_entry_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "line_entry_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "delivery_city"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "line_entry_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "priority_code"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE line_entry
  ADD CONSTRAINT entry_quantity CHECK (quantity BETWEEN 1 AND 1000),
  ADD CONSTRAINT entry_key CHECK (length(idem_key) BETWEEN 1 AND 255),
  ADD CONSTRAINT entry_served CHECK ((state = 'SERVED') = (preorder_id IS NOT NULL)),
  ADD CONSTRAINT entry_settled CHECK ((state = 'WAITING') = (settled_at IS NULL));
ALTER TABLE line_entry SET (fillfactor = 70);

ALTER TABLE "preorder"
  ADD COLUMN "person" TEXT,
  ADD COLUMN "drop_id" UUID,
  ADD COLUMN "city_id" UUID,
  ADD COLUMN "tax_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "converted_from" UUID;
-- As lib/preorders/person.ts counts people from now on.
UPDATE preorder SET person = regexp_replace(lower(contact), '\+[^@]*@', '@');
ALTER TABLE "preorder" ALTER COLUMN "person" SET NOT NULL;
ALTER TABLE "preorder"
  ADD CONSTRAINT "preorder_drop_id_fkey" FOREIGN KEY ("drop_id") REFERENCES "drop"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "preorder_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "delivery_city"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "preorder_converted_from_fkey" FOREIGN KEY ("converted_from") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "preorder_edition_id_person_idx" ON "preorder"("edition_id", "person");
CREATE UNIQUE INDEX "preorder_converted_from_key" ON "preorder"("converted_from") WHERE (converted_from IS NOT NULL);
ALTER TABLE "line_entry" ADD CONSTRAINT "line_entry_preorder_id_fkey" FOREIGN KEY ("preorder_id") REFERENCES "preorder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE preorder ADD CONSTRAINT preorder_tax CHECK (tax_minor BETWEEN 0 AND total_minor);

-- The original charge behind money that moved from one order to another.
ALTER TABLE "payment" ADD COLUMN "credit_of" UUID;
ALTER TABLE "payment" ADD CONSTRAINT "payment_credit_of_fkey" FOREIGN KEY ("credit_of") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

DROP TRIGGER preorder_terms_are_frozen ON preorder;
CREATE TRIGGER preorder_terms_are_frozen
  BEFORE UPDATE OF id, edition_id, drop_id, idem_key, quantity, unit_minor, deposit_minor, total_minor, tax_minor, currency, wave_id, city_id, window_start, window_end, placed_at ON preorder
  FOR EACH ROW WHEN ((OLD.id, OLD.edition_id, OLD.drop_id, OLD.idem_key, OLD.quantity, OLD.unit_minor, OLD.deposit_minor, OLD.total_minor, OLD.tax_minor, OLD.currency, OLD.wave_id, OLD.city_id, OLD.window_start, OLD.window_end, OLD.placed_at)
    IS DISTINCT FROM (NEW.id, NEW.edition_id, NEW.drop_id, NEW.idem_key, NEW.quantity, NEW.unit_minor, NEW.deposit_minor, NEW.total_minor, NEW.tax_minor, NEW.currency, NEW.wave_id, NEW.city_id, NEW.window_start, NEW.window_end, NEW.placed_at))
  EXECUTE FUNCTION refuse_change();

-- One edition may sell in several currencies: a minute counts each by itself.
ALTER TABLE "sales_minute" ADD COLUMN "currency" CHAR(3);
UPDATE sales_minute m SET currency = e.currency FROM edition e WHERE e.id = m.edition_id;
ALTER TABLE "sales_minute" ALTER COLUMN "currency" SET NOT NULL, DROP CONSTRAINT "sales_minute_pkey",
  ADD CONSTRAINT "sales_minute_pkey" PRIMARY KEY ("edition_id", "minute", "show_id", "currency");

-- The legal moves of a drop; a trigger holds every writer to them.
CREATE FUNCTION refuse_illegal_drop_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (('PREPARED', 'ARMED'), ('ARMED', 'PREPARED'), ('ARMED', 'OPEN'), ('OPEN', 'CLOSED'), ('PREPARED', 'CLOSED'), ('ARMED', 'CLOSED')) THEN
    RAISE EXCEPTION 'drop % may not go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_legal_move BEFORE UPDATE OF status ON drop
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION refuse_illegal_drop_move();
-- What people entered for does not change while they wait.
CREATE TRIGGER drop_terms_are_frozen BEFORE UPDATE OF units, per_person_limit, seconds, mode, edition_id, hold_seconds ON drop
  FOR EACH ROW WHEN (OLD.status <> 'PREPARED' AND (OLD.units, OLD.per_person_limit, OLD.seconds, OLD.mode, OLD.edition_id, OLD.hold_seconds)
    IS DISTINCT FROM (NEW.units, NEW.per_person_limit, NEW.seconds, NEW.mode, NEW.edition_id, NEW.hold_seconds))
  EXECUTE FUNCTION refuse_change();
