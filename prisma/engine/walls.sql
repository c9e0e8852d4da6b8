-- What was promised to a buyer, and what was written down, stays.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only or frozen here', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER preorder_terms_are_frozen
  BEFORE UPDATE OF id, edition_id, drop_id, quantity, unit_minor, deposit_minor, total_minor, tax_minor, currency,
    wave_id, city_id, window_start, window_end, placed_at, shipping_minor, country ON preorder
  FOR EACH ROW WHEN (
    (OLD.id, OLD.edition_id, OLD.drop_id, OLD.quantity, OLD.unit_minor, OLD.deposit_minor, OLD.total_minor,
      OLD.tax_minor, OLD.currency, OLD.wave_id, OLD.city_id, OLD.window_start, OLD.window_end, OLD.placed_at,
      OLD.shipping_minor, OLD.country)
    IS DISTINCT FROM
    (NEW.id, NEW.edition_id, NEW.drop_id, NEW.quantity, NEW.unit_minor, NEW.deposit_minor, NEW.total_minor,
      NEW.tax_minor, NEW.currency, NEW.wave_id, NEW.city_id, NEW.window_start, NEW.window_end, NEW.placed_at,
      NEW.shipping_minor, NEW.country))
  EXECUTE FUNCTION refuse_change();
-- But for the one entry of an edition whose stock is gone and never moved: delete_edition takes it along.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.seq = 1 AND OLD.kind = 'opened'
    AND NOT EXISTS (SELECT FROM inventory WHERE edition_id = OLD.edition_id)
    AND NOT EXISTS (SELECT FROM ledger_entry WHERE edition_id = OLD.edition_id AND seq > 1) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only or frozen here', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
CREATE TRIGGER promise_is_append_only BEFORE UPDATE OR DELETE ON promise_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- What people entered for does not change while they wait.
CREATE TRIGGER drop_terms_are_frozen
  BEFORE UPDATE OF units, per_person_limit, seconds, mode, edition_id, hold_seconds ON drop
  FOR EACH ROW WHEN (OLD.status <> 'PREPARED'
    AND (OLD.units, OLD.per_person_limit, OLD.seconds, OLD.mode, OLD.edition_id, OLD.hold_seconds)
    IS DISTINCT FROM (NEW.units, NEW.per_person_limit, NEW.seconds, NEW.mode, NEW.edition_id, NEW.hold_seconds))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preorder_tax_rate_is_frozen BEFORE UPDATE OF tax_bp ON preorder
  FOR EACH ROW WHEN (OLD.tax_bp IS DISTINCT FROM NEW.tax_bp) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON preorder_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- The key that an order was placed with belongs to whoever holds the order: it may change with the owner.
CREATE TRIGGER preorder_key_is_frozen BEFORE UPDATE OF idem_key ON preorder
  FOR EACH ROW WHEN (OLD.idem_key <> NEW.idem_key AND OLD.user_id = NEW.user_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preorder_origin_is_frozen BEFORE UPDATE OF converted_from ON preorder
  FOR EACH ROW WHEN (OLD.converted_from IS NOT NULL AND OLD.converted_from IS DISTINCT FROM NEW.converted_from)
  EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_illegal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM preorder_transition t WHERE t.from_state = OLD.state AND t.to_state = NEW.state) THEN
    RAISE EXCEPTION 'pre-order % may not go from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_legal_move BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move();

-- An order changes hands only when its guest takes an account, or inside a transfer that ops declared.
CREATE FUNCTION refuse_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT is_anonymous FROM "user" WHERE id = OLD.user_id) AND current_setting('launchroom.transfer', true)
    IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'pre-order % belongs to an account and may not change hands', OLD.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_owner BEFORE UPDATE OF user_id ON preorder
  FOR EACH ROW WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION refuse_transfer();

-- The legal moves of a drop; a trigger holds every writer to them.
CREATE FUNCTION refuse_illegal_drop_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (('PREPARED', 'ARMED'), ('ARMED', 'PREPARED'), ('ARMED', 'OPEN'),
    ('OPEN', 'CLOSED'), ('PREPARED', 'CLOSED'), ('ARMED', 'CLOSED')) THEN
    RAISE EXCEPTION 'drop % may not go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER drop_legal_move BEFORE UPDATE OF status ON drop
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION refuse_illegal_drop_move();

-- The other side of keys that PostgreSQL 18 does not enforce (see the baseline).
CREATE FUNCTION refuse_delete_with_orders() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  has_orders boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM preorder WHERE %I = $1)', TG_ARGV[0]) INTO has_orders USING OLD.id;
  IF has_orders THEN
    RAISE EXCEPTION '% % has orders and stays', TG_TABLE_NAME, OLD.id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER edition_with_orders_stays BEFORE DELETE ON edition
  FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('edition_id');
CREATE TRIGGER wave_with_orders_stays BEFORE DELETE ON delivery_wave
  FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('wave_id');
CREATE TRIGGER drop_with_orders_stays BEFORE DELETE ON drop
  FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('drop_id');
CREATE TRIGGER show_with_orders_stays BEFORE DELETE ON show
  FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('show_id');

-- Who ordered was told how long there is to lock, so the host may only give more time.
CREATE FUNCTION refuse_shorter_lock_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM preorder WHERE edition_id = NEW.id) THEN
    RAISE EXCEPTION 'edition % has orders that were promised more time to lock', NEW.sku
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_lock_deadline_may_grow BEFORE UPDATE OF lock_deadline_days ON edition
  FOR EACH ROW WHEN (coalesce(NEW.lock_deadline_days, 1000000) < coalesce(OLD.lock_deadline_days, 1000000))
  EXECUTE FUNCTION refuse_shorter_lock_deadline();

-- Who ordered was told when the rest is charged and how long their place is kept, so the host may only give more time.
CREATE FUNCTION refuse_harder_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM preorder WHERE edition_id = NEW.id) THEN
    RAISE EXCEPTION 'edition % has orders that were promised more time for the balance', NEW.sku
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edition_balance_may_ease BEFORE UPDATE OF balance_due_on, balance_grace_days ON edition
  FOR EACH ROW WHEN (coalesce(NEW.balance_due_on, 'infinity') < coalesce(OLD.balance_due_on, 'infinity')
    OR NEW.balance_grace_days < OLD.balance_grace_days)
  EXECUTE FUNCTION refuse_harder_balance();

-- Nothing is handed over before it is paid.
CREATE FUNCTION refuse_unpaid_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF balance_owed(NEW.id) > 0 THEN
    RAISE EXCEPTION 'the balance of pre-order % is not paid', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_paid_before_ready BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state <> 'READY' AND NEW.state = 'READY') EXECUTE FUNCTION refuse_unpaid_handover();

-- Nothing is handed over while its charge is disputed.
CREATE FUNCTION refuse_disputed_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_disputed(NEW.id) THEN
    RAISE EXCEPTION 'a charge of pre-order % is disputed', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_undisputed_before_handover BEFORE UPDATE OF state ON preorder
  FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('READY', 'DELIVERED'))
  EXECUTE FUNCTION refuse_disputed_handover();
