-- What the database refuses by itself, whatever the code above it does.

ALTER TABLE shop
  ADD CONSTRAINT shop_is_one_row CHECK (id = 1),
  ADD CONSTRAINT shop_mode CHECK (mode IN ('demo', 'real'));
INSERT INTO shop (id) VALUES (1);

ALTER TABLE show
  ADD CONSTRAINT show_title CHECK (length(btrim(title)) BETWEEN 1 AND 120),
  ADD CONSTRAINT show_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT show_likes CHECK (likes >= 0),
  ADD CONSTRAINT show_clock CHECK ((status = 'SCHEDULED') = (went_live_at IS NULL) AND (status = 'ENDED') = (ended_at IS NOT NULL));

ALTER TABLE product
  ADD CONSTRAINT product_name CHECK (length(btrim(name)) BETWEEN 1 AND 120),
  ADD CONSTRAINT product_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

ALTER TABLE edition
  ADD CONSTRAINT edition_sku CHECK (sku ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
  ADD CONSTRAINT edition_money CHECK (price_minor BETWEEN 0 AND 1000000000000 AND deposit_minor BETWEEN 0 AND price_minor),
  ADD CONSTRAINT edition_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT edition_limits CHECK (per_person_limit BETWEEN 1 AND 1000 AND refund_days BETWEEN 0 AND 365 AND hold_seconds BETWEEN 10 AND 86400);

ALTER TABLE inventory
  ADD CONSTRAINT inventory_never_negative CHECK (initial >= 0 AND available >= 0 AND held >= 0 AND sold >= 0),
  ADD CONSTRAINT inventory_balance CHECK (initial + adjusted = available + held + sold);
ALTER TABLE inventory SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

ALTER TABLE delivery_wave
  ADD CONSTRAINT wave_window CHECK (window_start <= window_end),
  ADD CONSTRAINT wave_units CHECK (capacity > 0 AND allocated >= 0);

ALTER TABLE drop
  ADD CONSTRAINT drop_units CHECK (units > 0 AND per_person_limit > 0 AND seconds BETWEEN 10 AND 86400);

ALTER TABLE preorder
  ADD CONSTRAINT preorder_quantity CHECK (quantity BETWEEN 1 AND 1000),
  ADD CONSTRAINT preorder_money CHECK (unit_minor >= 0 AND total_minor = unit_minor * quantity
    AND deposit_minor BETWEEN 0 AND total_minor AND paid_minor BETWEEN 0 AND total_minor),
  ADD CONSTRAINT preorder_hold CHECK (state <> 'HELD' OR hold_expires_at IS NOT NULL),
  ADD CONSTRAINT preorder_key CHECK (length(idem_key) BETWEEN 1 AND 255);
ALTER TABLE preorder SET (fillfactor = 80);

ALTER TABLE promise_change ADD CONSTRAINT promise_window CHECK (window_start <= window_end);

ALTER TABLE payment
  ADD CONSTRAINT payment_amount CHECK (amount_minor > 0 AND attempt > 0),
  ADD CONSTRAINT payment_settled CHECK ((state IN ('CAPTURED', 'FAILED')) = (settled_at IS NOT NULL));

ALTER TABLE chat_message ADD CONSTRAINT chat_body CHECK (length(body) BETWEEN 1 AND 1200);
ALTER TABLE giveaway ADD CONSTRAINT giveaway_units CHECK (units > 0);

INSERT INTO preorder_transition (from_state, to_state) VALUES
  ('HELD', 'RESERVED'), ('HELD', 'EXPIRED'), ('HELD', 'CANCELLED'),
  ('RESERVED', 'LOCKED'), ('RESERVED', 'CANCELLED'),
  ('LOCKED', 'RESERVED'), ('LOCKED', 'READY'), ('LOCKED', 'CANCELLED'),
  ('READY', 'DELIVERED'), ('READY', 'CANCELLED');

CREATE FUNCTION refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM preorder_transition t WHERE t.from_state = OLD.state AND t.to_state = NEW.state) THEN
    RAISE EXCEPTION 'pre-order % may not go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_legal_move BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only or frozen here', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER preorder_terms_are_frozen
  BEFORE UPDATE OF id, idem_key, quantity, unit_minor, deposit_minor, total_minor, currency, wave_id, window_start, window_end, placed_at ON preorder
  FOR EACH ROW WHEN ((OLD.id, OLD.idem_key, OLD.quantity, OLD.unit_minor, OLD.deposit_minor, OLD.total_minor, OLD.currency, OLD.wave_id, OLD.window_start, OLD.window_end, OLD.placed_at)
    IS DISTINCT FROM (NEW.id, NEW.idem_key, NEW.quantity, NEW.unit_minor, NEW.deposit_minor, NEW.total_minor, NEW.currency, NEW.wave_id, NEW.window_start, NEW.window_end, NEW.placed_at))
  EXECUTE FUNCTION refuse_change();

-- An order changes hands only when its guest takes an account, or inside a transfer that ops declared.
CREATE FUNCTION refuse_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT is_anonymous FROM "user" WHERE id = OLD.user_id) AND current_setting('launchroom.transfer', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'pre-order % belongs to an account and may not change hands', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_owner BEFORE UPDATE OF user_id ON preorder
  FOR EACH ROW WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION refuse_transfer();

CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promise_is_append_only BEFORE UPDATE OR DELETE ON promise_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The audit log chains its rows: each hash covers the one before it.
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
  NEW.at := clock_timestamp();
  NEW.hash := sha256(coalesce((SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1), ''::bytea)
    || convert_to(concat_ws('|', NEW.id, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.actor_id,
       NEW.action, NEW.subject, NEW.before, NEW.after, NEW.ip), 'UTF8'));
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

-- Every process hears what its memory must forget: a role or session changed, stock came back, terms of sale changed.
CREATE FUNCTION tell_processes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('launchroom', TG_ARGV[0] || ':' || (to_jsonb(COALESCE(OLD, NEW)) ->> TG_ARGV[1]));
  RETURN NULL;
END $$;
CREATE TRIGGER user_changed AFTER UPDATE OF role, is_anonymous, email, name ON "user"
  FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'id');
CREATE TRIGGER user_deleted AFTER DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION tell_processes('user', 'id');
CREATE TRIGGER session_deleted AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION tell_processes('session', 'token');
CREATE TRIGGER stock_returned AFTER UPDATE ON inventory
  FOR EACH ROW WHEN (NEW.available > OLD.available) EXECUTE FUNCTION tell_processes('stock', 'edition_id');
CREATE TRIGGER edition_changed AFTER UPDATE ON edition FOR EACH ROW EXECUTE FUNCTION tell_processes('edition', 'id');
