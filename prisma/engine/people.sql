-- A shop is never without an owner: who is the last one keeps the role. Two who take it from each other at the same
-- moment come one after the other, and the second is refused.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('the last owner'));
  IF NOT EXISTS (SELECT FROM "user" WHERE role = 'owner' AND id <> OLD.id) THEN
    RAISE EXCEPTION 'user_owner_left: the last owner keeps the role' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER owner_leaves BEFORE UPDATE OF role ON "user" FOR EACH ROW
  WHEN (OLD.role = 'owner' AND NEW.role <> 'owner') EXECUTE FUNCTION keep_an_owner();
CREATE TRIGGER owner_deleted BEFORE DELETE ON "user" FOR EACH ROW
  WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner();
