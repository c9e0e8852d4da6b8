-- Who waits already brings a code later, on a waitlist or before the drop opens. Outcomes: waiting (also with the
-- code it has), not_found, code_invalid, code_too_late. Returns {outcome, entry}.
CREATE FUNCTION bring_code(p_entry uuid, p_user uuid, p_hash bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  entry queue_entry;
  code access_code;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM queue_entry WHERE id = p_entry AND user_id = p_user));
  SELECT * INTO entry FROM queue_entry WHERE id = p_entry AND user_id = p_user AND state = 'WAITING' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN '{"outcome": "not_found"}';
  END IF;
  SELECT * INTO code FROM access_code
    WHERE code_hash = p_hash AND edition_id = entry.edition_id AND drop_id IS NOT DISTINCT FROM entry.drop_id
    FOR UPDATE;
  IF code.id = entry.code_id THEN
    RETURN jsonb_build_object('outcome', 'waiting', 'entry', to_jsonb(drawn_place(entry)));
  ELSIF entry.drop_id IS NOT NULL AND NOT EXISTS (SELECT FROM drop WHERE id = entry.drop_id AND status = 'ARMED') THEN
    RETURN '{"outcome": "code_too_late"}';
  ELSIF code.id IS NULL OR entry.code_id IS NOT NULL OR code.entry_id IS NOT NULL OR code.revoked_at IS NOT NULL
    OR code.expires_at <= clock_timestamp() OR code.user_id <> p_user OR code.person <> mailbox_of(entry.person) THEN
    RETURN '{"outcome": "code_invalid"}';
  END IF;
  UPDATE access_code SET user_id = p_user, entry_id = p_entry WHERE id = code.id;
  UPDATE queue_entry SET code_id = code.id WHERE id = p_entry RETURNING * INTO entry;
  RETURN jsonb_build_object('outcome', 'waiting', 'entry', to_jsonb(entry));
END $$;

-- The first place for somebody without a code is 1, also when only holders of codes wait.
CREATE FUNCTION place_behind_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.place := (SELECT greatest(max(place), 0) + 1 FROM queue_entry
    WHERE edition_id = NEW.edition_id AND drop_id IS NULL AND state = 'WAITING');
  RETURN NEW;
END $$;
CREATE TRIGGER queue_entry_no_code BEFORE INSERT ON queue_entry FOR EACH ROW
  WHEN (NEW.code_id IS NULL AND NEW.place < 1) EXECUTE FUNCTION place_behind_codes();

-- A code counts only before a drop opens, and who holds one stands on a waitlist behind the others with one and
-- before everybody without: their places are far below zero, in the order in which they came.
CREATE FUNCTION place_holder_of_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.drop_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM drop WHERE id = NEW.drop_id AND status = 'ARMED') THEN
      RAISE EXCEPTION 'queue_entry_code_too_late: drop % has opened', NEW.drop_id USING ERRCODE = 'check_violation';
    END IF;
  ELSE
    NEW.place := (SELECT coalesce(max(place), -1000000000) + 1 FROM queue_entry
      WHERE edition_id = NEW.edition_id AND drop_id IS NULL AND state = 'WAITING' AND place < 0);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER queue_entry_code BEFORE INSERT ON queue_entry FOR EACH ROW WHEN (NEW.code_id IS NOT NULL)
  EXECUTE FUNCTION place_holder_of_code();
CREATE TRIGGER queue_entry_later_code BEFORE UPDATE OF code_id ON queue_entry FOR EACH ROW
  WHEN (OLD.code_id IS NULL AND NEW.code_id IS NOT NULL) EXECUTE FUNCTION place_holder_of_code();

-- Ends a code that did not win yet. One that has put its holder into a line before the opening loses them their
-- priority, not their place. Outcomes: revoked (also when it was before), not_found, code_used.
CREATE FUNCTION revoke_code(p_code uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  code access_code;
  entry queue_entry;
BEGIN
  PERFORM lock_stock(ARRAY(SELECT edition_id FROM access_code WHERE id = p_code));
  SELECT * INTO code FROM access_code WHERE id = p_code FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF code.revoked_at IS NOT NULL THEN
    RETURN 'revoked';
  END IF;
  SELECT * INTO entry FROM queue_entry WHERE id = code.entry_id;
  IF FOUND AND NOT (entry.state = 'WAITING'
    AND EXISTS (SELECT FROM drop WHERE id = entry.drop_id AND status = 'ARMED')) THEN
    RETURN 'code_used';
  END IF;
  UPDATE access_code SET revoked_at = clock_timestamp(), entry_id = NULL WHERE id = p_code;
  UPDATE queue_entry SET code_id = NULL WHERE id = entry.id;
  RETURN 'revoked';
END $$;
