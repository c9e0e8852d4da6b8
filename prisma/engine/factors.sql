-- A session of an account with a second factor begins half, whoever opened it and by which way in: it stands for nobody
-- until a factor was shown. The account is held first, so that nobody slips in while its first factor is being added.
CREATE FUNCTION await_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "user" WHERE id = NEW.user_id FOR KEY SHARE;
  IF EXISTS (SELECT FROM factor WHERE user_id = NEW.user_id AND confirmed_at IS NOT NULL) THEN
    NEW.factor_due := now() + interval '10 minutes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_opened BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION await_factor();
