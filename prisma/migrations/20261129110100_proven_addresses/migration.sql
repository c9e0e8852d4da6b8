-- Counters that guard guessing: how often in a window that ends at `until`. They survive a restart and are swept when they are over.
CREATE TABLE "guess_count" (
    "key" TEXT NOT NULL,
    "spent" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guess_count_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "guess_count_until_idx" ON "guess_count"("until");

-- Browsers that an account was once entered with: whatever strangers try, its owner gets in from there.
CREATE TABLE "known_device" (
    "user_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("user_id","device"),
    CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "known_device_seen_at_idx" ON "known_device"("seen_at");

-- An account that claims an address which another account has; its own `email` is a name that no mail reaches.
ALTER TABLE "user" ADD COLUMN "claimed_email" TEXT;
CREATE INDEX "user_claimed_email_idx" ON "user"("claimed_email") WHERE (claimed_email IS NOT NULL);
DROP TRIGGER user_changed ON "user";
CREATE TRIGGER user_changed AFTER UPDATE OF role, is_anonymous, email, name, email_verified, claimed_email ON "user"
  FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'id');

-- The mailbox behind what limits count as one person: without the mark of the account that gave it unproven (lib/preorders/person.ts).
CREATE FUNCTION mailbox_of(p_person text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT regexp_replace(p_person, '\+[0-9]*@', '@') $$;

-- A code that was made for somebody is theirs under whichever of their names they are counted.
DO $$
DECLARE
  told record;
  body text;
BEGIN
  FOR told IN SELECT * FROM (VALUES
      ('join_line', 'person = p_persons[i]', 'person = mailbox_of(p_persons[i])'),
      ('bring_code', 'code.person <> entry.person', 'code.person <> mailbox_of(entry.person)')) v(name, before, after) LOOP
    SELECT pg_get_functiondef(oid) INTO STRICT body FROM pg_proc WHERE proname = told.name AND pronamespace = 'public'::regnamespace;
    IF position(told.before IN body) = 0 THEN
      RAISE EXCEPTION '% does not compare persons as expected', told.name;
    END IF;
    EXECUTE replace(body, told.before, told.after);
  END LOOP;
END $$;

-- Ids in the order of the chain: one that was drawn before the wait for the row in front would stand before it.
CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
  NEW.id := nextval(pg_get_serial_sequence('audit_entry', 'id'));
  NEW.at := clock_timestamp();
  NEW.hash := sha256(coalesce((SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1), ''::bytea) || convert_to(audit_text(NEW), 'UTF8'));
  RETURN NEW;
END $$;

CREATE FUNCTION audit_text(p_row audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws('|', p_row.id, to_char(p_row.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), p_row.actor_id,
    p_row.action, p_row.subject, p_row.before, p_row.after, p_row.ip)
$$;

-- The first row of the audit log that is not what was written, or that follows on one which is missing; NULL when all is whole.
CREATE FUNCTION verify_audit() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT min(id) FROM (
    SELECT id, hash, lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS previous, audit_text(a) AS text FROM audit_entry a) chain
  WHERE hash <> sha256(previous || convert_to(text, 'UTF8'))
$$;
